import { message } from "./message.ts";

export type ShareStartTopic = { topic: string; partitions: { partition: number; offset: bigint }[] };
export type AlteredShareStart = { topic: string; partition: number; errorCode: number; errorMessage: string | null };

/**
 * AlterShareGroupOffsets (KIP-932): where a share group without members starts on each partition.
 *
 * request:  group [topic [partition startOffset]]
 * response: throttle error message? [topic topicId [partition error message?]]
 */
export const alterShareGroupOffsets = message<
  [group: string, topics: readonly ShareStartTopic[]],
  { errorCode: number; errorMessage: string | null; partitions: AlteredShareStart[] }
>({
  key: 91,
  name: "AlterShareGroupOffsets",
  versions: [0, 0],
  flexibleFrom: 0,
  write(writer, _shape, group, topics) {
    writer
      .appendString(group)
      .appendArray([...topics], (w, { topic, partitions }) =>
        w
          .appendString(topic)
          .appendArray(partitions, (p, { partition, offset }) => p.appendInt32(partition).appendInt64(offset)),
      );
  },
  read(reader) {
    reader.readInt32();
    const errorCode = reader.readInt16();
    const errorMessage = reader.readNullableString();
    const partitions: AlteredShareStart[] = [];
    reader.readArray((r) => {
      const topic = r.readString();
      r.readUUID();
      r.readArray((p) => {
        const partition = p.readInt32();
        partitions.push({ topic, partition, errorCode: p.readInt16(), errorMessage: p.readNullableString() });
      });
    });
    return { errorCode, errorMessage, partitions };
  },
  codes: (answer) => [answer.errorCode, ...answer.partitions.map((partition) => partition.errorCode)],
});
