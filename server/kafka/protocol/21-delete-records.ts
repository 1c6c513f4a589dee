import { message, readPartitions } from "./message.ts";

export type DeleteRecordsTopic = { topic: string; partitions: { partition: number; before: bigint }[] };
export type DeletedRecords = { topic: string; partition: number; lowWatermark: bigint; errorCode: number };

/**
 * DeleteRecords: everything below an offset, asked of the partition's leader. -1 = the high watermark.
 *
 * request:  [topic [partition offset]] timeoutMs
 * response: throttle [topic [partition lowWatermark error]]
 */
export const deleteRecords = message<
  [topics: DeleteRecordsTopic[], timeoutMs: number],
  { partitions: DeletedRecords[] }
>({
  key: 21,
  name: "DeleteRecords",
  versions: [0, 2],
  flexibleFrom: 2,
  write(writer, { flexible }, topics, timeoutMs) {
    writer
      .appendArray(
        topics,
        (w, { topic, partitions }) =>
          w
            .appendString(topic, flexible)
            .appendArray(
              partitions,
              (p, { partition, before }) => p.appendInt32(partition).appendInt64(before),
              flexible,
              flexible,
            ),
        flexible,
        flexible,
      )
      .appendInt32(timeoutMs);
  },
  read(reader, { flexible }) {
    reader.readInt32();
    const partitions = readPartitions(reader, flexible, (r, topic) => ({
      topic,
      partition: r.readInt32(),
      lowWatermark: r.readInt64(),
      errorCode: r.readInt16(),
    }));
    return { partitions };
  },
  codes: (answer) => answer.partitions.map((partition) => partition.errorCode),
});
