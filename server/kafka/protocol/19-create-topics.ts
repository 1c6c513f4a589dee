import { message, writeInts } from "./message.ts";
import { noTopicId, topicIdFromHex } from "./topic-id.ts";

export type CreatableTopic = {
  name: string;
  /** -1 = the broker's default (version 4+, KIP-464), and with assignments */
  partitions: number;
  replicationFactor: number;
  assignments: { partition: number; brokers: number[] }[];
  configs: { name: string; value: string | null }[];
};
export type CreatedTopicConfig = { name: string; value: string | null; source: number };
export type CreateTopicsResult = {
  name: string;
  topicId: string;
  errorCode: number;
  errorMessage: string | null;
  /** -1 before version 5, or when the configs may not be seen */
  partitions: number;
  replicationFactor: number;
  /** null before version 5, or when they may not be seen */
  configs: CreatedTopicConfig[] | null;
};

/**
 * CreateTopics. The broker answers once the controller has decided, not once the brokers have heard of it.
 *
 * request:  [name partitions replicationFactor [partition [broker]] [config value?]] timeoutMs validateOnly
 * response: throttle [name topicId(7+) error message? partitions(5+) replicationFactor(5+)
 *           [config value? readOnly source sensitive]?(5+)]
 */
export const createTopics = message<
  [topics: CreatableTopic[], timeoutMs: number, validateOnly: boolean],
  { topics: CreateTopicsResult[] }
>({
  key: 19,
  name: "CreateTopics",
  versions: [2, 7],
  flexibleFrom: 5,
  write(writer, { flexible }, topics, timeoutMs, validateOnly) {
    writer
      .appendArray(
        topics,
        (w, topic) => {
          w.appendString(topic.name, flexible)
            .appendInt32(topic.partitions)
            .appendInt16(topic.replicationFactor)
            .appendArray(
              topic.assignments,
              (a, { partition, brokers }) => writeInts(a.appendInt32(partition), brokers, flexible),
              flexible,
              flexible,
            )
            .appendArray(
              topic.configs,
              (c, { name, value }) => c.appendString(name, flexible).appendString(value, flexible),
              flexible,
              flexible,
            );
        },
        flexible,
        flexible,
      )
      .appendInt32(timeoutMs)
      .appendBoolean(validateOnly);
  },
  read(reader, { v, flexible }) {
    reader.readInt32();
    const topics = reader.readArray(
      (r) => {
        const result: CreateTopicsResult = {
          name: r.readString(flexible),
          topicId: v >= 7 ? topicIdFromHex(r.readUUID()) : noTopicId,
          errorCode: r.readInt16(),
          errorMessage: r.readNullableString(flexible),
          partitions: -1,
          replicationFactor: -1,
          configs: null,
        };
        if (v >= 5) {
          result.partitions = r.readInt32();
          result.replicationFactor = r.readInt16();
          result.configs = r.readNullableArray((c) => {
            const name = c.readString();
            const value = c.readNullableString();
            c.readBoolean();
            const source = c.readInt8();
            const isSensitive = c.readBoolean();
            return { name, value: isSensitive ? null : value, source };
          });
        }
        return result;
      },
      flexible,
      flexible,
    );
    return { topics };
  },
  codes: (answer) => answer.topics.map((topic) => topic.errorCode),
});
