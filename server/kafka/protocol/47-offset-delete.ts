import { message, type PartitionResult, readPartitionResults, writePartitions } from "./message.ts";

export type OffsetDeleteTopic = { topic: string; partitions: readonly number[] };

/**
 * OffsetDelete (KIP-496): forgets commits of a group. A partition without a commit is answered as if it had one.
 *
 * request:  group [topic [partition]]
 * response: error throttle [topic [partition error]]
 */
export const offsetDelete = message<
  [group: string, topics: readonly OffsetDeleteTopic[]],
  { errorCode: number; partitions: PartitionResult[] }
>({
  key: 47,
  name: "OffsetDelete",
  versions: [0, 0],
  flexibleFrom: 1,
  write(writer, { flexible }, group, topics) {
    writePartitions(writer.appendString(group, flexible), topics, flexible);
  },
  read(reader, { flexible }) {
    const errorCode = reader.readInt16();
    reader.readInt32();
    return { errorCode, partitions: readPartitionResults(reader, flexible) };
  },
  codes: (answer) => [answer.errorCode, ...answer.partitions.map((partition) => partition.errorCode)],
});
