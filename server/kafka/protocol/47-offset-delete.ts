import { message, writeInts } from "./message.ts";

export type OffsetDeleteTopic = { topic: string; partitions: readonly number[] };
export type DeletedOffset = { topic: string; partition: number; errorCode: number };

/**
 * OffsetDelete (KIP-496): forgets commits of a group. A partition without a commit is answered as if it had one.
 *
 * request:  group [topic [partition]]
 * response: error throttle [topic [partition error]]
 */
export const offsetDelete = message<
  [group: string, topics: readonly OffsetDeleteTopic[]],
  { errorCode: number; partitions: DeletedOffset[] }
>({
  key: 47,
  name: "OffsetDelete",
  versions: [0, 0],
  flexibleFrom: 1,
  write(writer, { flexible }, group, topics) {
    writer
      .appendString(group, flexible)
      .appendArray(
        [...topics],
        (w, { topic, partitions }) => writeInts(w.appendString(topic, flexible), partitions, flexible),
        flexible,
        flexible,
      );
  },
  read(reader, { flexible }) {
    const errorCode = reader.readInt16();
    reader.readInt32();
    const partitions: DeletedOffset[] = [];
    reader.readArray(
      (r) => {
        const topic = r.readString(flexible);
        r.readArray(
          (p) => {
            partitions.push({ topic, partition: p.readInt32(), errorCode: p.readInt16() });
          },
          flexible,
          flexible,
        );
      },
      flexible,
      flexible,
    );
    return { errorCode, partitions };
  },
  codes: (answer) => [answer.errorCode, ...answer.partitions.map((partition) => partition.errorCode)],
});
