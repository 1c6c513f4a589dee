import type { Reader, Writer } from "@platformatic/kafka";
import { message } from "./message.ts";

export type PartitionCursor = { topic: string; partition: number };
export type DescribedTopicPartition = {
  partition: number;
  errorCode: number;
  eligibleLeaderReplicas: number[] | null;
  lastKnownElr: number[] | null;
};
export type DescribeTopicPartitionsAnswer = {
  topics: { errorCode: number; name: string; partitions: DescribedTopicPartition[] }[];
  /** where to go on; null when this was the last page */
  next: PartitionCursor | null;
};

function writeCursor(writer: Writer, cursor: PartitionCursor | null): void {
  if (cursor === null) writer.appendInt8(-1);
  else writer.appendInt8(1).appendString(cursor.topic).appendInt32(cursor.partition).appendTaggedFields();
}

function readCursor(reader: Reader): PartitionCursor | null {
  return reader.readNullableStruct(() => {
    const cursor = { topic: reader.readString(), partition: reader.readInt32() };
    reader.readTaggedFields();
    return cursor;
  });
}

function readNullableInts(reader: Reader): number[] | null {
  return reader.readNullableArray((r) => r.readInt32(), true, false);
}

/**
 * DescribeTopicPartitions (KIP-966): the only message with eligible leader replicas. Paged by the broker
 * (max.request.partition.size.limit, 2000); only what Metadata lacks is kept.
 *
 * request:  [topic] limit cursor?
 * response: throttle [error name? topicId internal [error partition leader epoch [replica] [isr] [elr]? [lastKnown]? [offline]] ops] cursor?
 */
export const describeTopicPartitions = message<
  [topics: readonly string[], limit: number, cursor: PartitionCursor | null],
  DescribeTopicPartitionsAnswer
>({
  key: 75,
  name: "DescribeTopicPartitions",
  versions: [0, 0],
  flexibleFrom: 0,
  write(writer, _shape, topics, limit, cursor) {
    writer.appendArray([...topics], (w, topic) => w.appendString(topic)).appendInt32(limit);
    writeCursor(writer, cursor);
  },
  read(reader) {
    reader.readInt32();
    const topics = reader.readArray((r) => {
      const errorCode = r.readInt16();
      const name = r.readString();
      r.readUUID();
      r.readBoolean();
      const partitions = r.readArray((p) => {
        const partitionError = p.readInt16();
        const partition = p.readInt32();
        p.readInt32();
        p.readInt32();
        readNullableInts(p);
        readNullableInts(p);
        const eligibleLeaderReplicas = readNullableInts(p);
        const lastKnownElr = readNullableInts(p);
        readNullableInts(p);
        return { partition, errorCode: partitionError, eligibleLeaderReplicas, lastKnownElr };
      });
      r.readInt32();
      return { errorCode, name, partitions };
    });
    return { topics, next: readCursor(reader) };
  },
  codes: (answer) => answer.topics.map((topic) => topic.errorCode),
});
