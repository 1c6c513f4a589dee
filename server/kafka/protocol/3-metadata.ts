import { message, readInts } from "./message.ts";
import { noTopicId, topicIdFromHex } from "./topic-id.ts";

export type MetadataPartition = {
  errorCode: number;
  partition: number;
  /** -1 when there is none */
  leader: number;
  /** -1 before version 7 */
  leaderEpoch: number;
  replicas: number[];
  isr: number[];
  /** empty before version 5 */
  offline: number[];
};
export type MetadataTopic = {
  errorCode: number;
  name: string;
  /** base64url; noTopicId before version 10 */
  topicId: string;
  internal: boolean;
  partitions: MetadataPartition[];
};
export type MetadataAnswer = {
  throttleTimeMs: number;
  brokers: { id: number; host: string; port: number; rack: string | null }[];
  clusterId: string | null;
  controllerId: number;
  topics: MetadataTopic[];
};

/**
 * Metadata of the named topics, or of all (null). From version 4 on a look at a topic does not create it, which is why
 * there is nothing below. The library's parser makes an Error with a stack for every partition without a leader: with a
 * broker down those are thousands.
 *
 * request:  [id(10+) name]? autoCreate clusterOperations(8-10) topicOperations(8+)
 * response: throttle [node host port rack?] clusterId? controller [error name id(10+) internal
 *           [error partition leader epoch(7+) replicas isr offline(5+)] operations(8+)] operations(8-10)
 */
export const metadata = message<[topics: readonly string[] | null], MetadataAnswer>({
  key: 3,
  name: "Metadata",
  versions: [4, 12],
  flexibleFrom: 9,
  write(writer, { v, flexible }, topics) {
    writer
      .appendArray(
        topics && [...topics],
        (w, name) => {
          if (v >= 10) w.appendUUID(null);
          w.appendString(name, flexible);
        },
        flexible,
        flexible,
      )
      .appendBoolean(false);
    if (v >= 8 && v <= 10) writer.appendBoolean(false);
    if (v >= 8) writer.appendBoolean(false);
  },
  read(reader, { v, flexible }) {
    const throttleTimeMs = reader.readInt32();
    const brokers = reader.readArray(
      (r) => ({
        id: r.readInt32(),
        host: r.readString(flexible),
        port: r.readInt32(),
        rack: r.readNullableString(flexible),
      }),
      flexible,
      flexible,
    );
    const clusterId = reader.readNullableString(flexible);
    const controllerId = reader.readInt32();
    const topics = reader.readArray(
      (r) => {
        const topic: MetadataTopic = {
          errorCode: r.readInt16(),
          name: r.readNullableString(flexible) ?? "",
          topicId: v >= 10 ? topicIdFromHex(r.readUUID()) : noTopicId,
          internal: r.readBoolean(),
          partitions: r.readArray(
            (p) => ({
              errorCode: p.readInt16(),
              partition: p.readInt32(),
              leader: p.readInt32(),
              leaderEpoch: v >= 7 ? p.readInt32() : -1,
              replicas: readInts(p, flexible),
              isr: readInts(p, flexible),
              offline: v >= 5 ? readInts(p, flexible) : [],
            }),
            flexible,
            flexible,
          ),
        };
        if (v >= 8) r.readInt32();
        return topic;
      },
      flexible,
      flexible,
    );
    return { throttleTimeMs, brokers, clusterId, controllerId, topics };
  },
  codes: () => [],
});
