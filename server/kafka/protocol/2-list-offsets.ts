import { message, readPartitions, since } from "./message.ts";

export type ListOffsetsTopic = { topic: string; partitions: { partition: number; timestamp: bigint }[] };
export type ListOffsetsArgs = [isReadCommitted: boolean, topics: ListOffsetsTopic[], timeoutMs: number];

export type ListedPartition = {
  topic: string;
  partition: number;
  errorCode: number;
  /** -1 when nothing was found, or when the question was not about a time */
  timestamp: bigint;
  /** -1 when no record has that time or a later one */
  offset: bigint;
  /** -1 before version 4 */
  leaderEpoch: number;
};
export type ListOffsetsAnswer = { partitions: ListedPartition[] };

/** Values of `timestamp` that are no time. Each needs a version: -3 from 7 (KIP-734), -4 from 8, -5 from 9. */
export const atLatest = -1n;
export const atEarliest = -2n;
export const atMaxTimestamp = -3n;

/**
 * ListOffsets. Many topics in one request, one timestamp per partition and request (the broker answers 42 to a second one).
 * Own reader, since thousands of partitions are asked at once and each may fail for itself.
 *
 * request:  replicaId isolation(2+) [topic [partition leaderEpoch(4+) timestamp]] timeoutMs(10+)
 * response: throttle [topic [partition error timestamp offset leaderEpoch(4+)]]
 */
export const listOffsets = message<ListOffsetsArgs, ListOffsetsAnswer>({
  key: 2,
  name: "ListOffsets",
  versions: [2, 11],
  flexibleFrom: 6,
  write(writer, { v, flexible }, isReadCommitted, topics, timeoutMs) {
    writer.appendInt32(-1).appendInt8(isReadCommitted ? 1 : 0);
    writer.appendArray(
      topics,
      (w, { topic, partitions }) => {
        w.appendString(topic, flexible).appendArray(
          partitions,
          (p, { partition, timestamp }) => {
            p.appendInt32(partition);
            if (v >= 4) p.appendInt32(-1);
            p.appendInt64(timestamp);
          },
          flexible,
          flexible,
        );
      },
      flexible,
      flexible,
    );
    if (v >= 10) writer.appendInt32(timeoutMs);
  },
  read(reader, { v, flexible }) {
    reader.readInt32();
    const partitions = readPartitions(reader, flexible, (r, topic) => ({
      topic,
      partition: r.readInt32(),
      errorCode: r.readInt16(),
      timestamp: r.readInt64(),
      offset: r.readInt64(),
      leaderEpoch: v >= 4 ? r.readInt32() : -1,
    }));
    return { partitions };
  },
  codes: (answer) => answer.partitions.map((partition) => partition.errorCode),
});

/** For asks with `atMaxTimestamp`. */
export const listMaxTimestampOffsets = since(listOffsets, 7);
