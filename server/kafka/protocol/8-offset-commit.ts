import type { Writer } from "@platformatic/kafka";
import { message, type PartitionResult, readPartitionResults } from "./message.ts";

export type OffsetCommitTopic = {
  topic: string;
  partitions: { partition: number; offset: bigint; leaderEpoch: number; metadata: string | null }[];
};

/** `[topic [partition offset leaderEpoch? metadata?]]` */
export function writeCommits(
  writer: Writer,
  topics: readonly OffsetCommitTopic[],
  { flexible, withEpoch }: { flexible: boolean; withEpoch: boolean },
): void {
  writer.appendArray(
    [...topics],
    (w, { topic, partitions }) =>
      w.appendString(topic, flexible).appendArray(
        partitions,
        (p, { partition, offset, leaderEpoch, metadata }) => {
          p.appendInt32(partition).appendInt64(offset);
          if (withEpoch) p.appendInt32(leaderEpoch);
          p.appendString(metadata, flexible);
        },
        flexible,
        flexible,
      ),
    flexible,
    flexible,
  );
}

/**
 * OffsetCommit from outside of a group: generation -1 and no member, which a coordinator takes only while the group has no
 * members; a group nobody knows comes into being by it. Version 10 knows topics by id only and is left out.
 *
 * request:  group generation=-1 memberId="" instanceId=null(7+) retentionMs=-1(2-4) [topic [partition offset leaderEpoch(6+) metadata?]]
 * response: throttle(3+) [topic [partition error]]
 */
export const offsetCommit = message<
  [group: string, topics: readonly OffsetCommitTopic[]],
  { partitions: PartitionResult[] }
>({
  key: 8,
  name: "OffsetCommit",
  versions: [2, 9],
  flexibleFrom: 8,
  write(writer, { v, flexible }, group, topics) {
    writer.appendString(group, flexible).appendInt32(-1).appendString("", flexible);
    if (v >= 7) writer.appendString(null, flexible);
    if (v <= 4) writer.appendInt64(-1n);
    writeCommits(writer, topics, { flexible, withEpoch: v >= 6 });
  },
  read(reader, { v, flexible }) {
    if (v >= 3) reader.readInt32();
    return { partitions: readPartitionResults(reader, flexible) };
  },
  codes: (answer) => answer.partitions.map((partition) => partition.errorCode),
});
