import type { TopicPartitionRow } from "@/lib/api/topics";

/** Below this, differences in size say nothing about keys. */
const noteworthy = 1.5;

/** The largest partition, as a multiple of the median, where it stands out; one decimal. */
export function sizeSkew(
  partitions: readonly Pick<TopicPartitionRow, "partition" | "sizeBytes">[],
): { partition: number; times: number } | null {
  const sized = partitions
    .flatMap(({ partition, sizeBytes }) => (sizeBytes === null ? [] : [{ partition, size: Number(sizeBytes) }]))
    .sort((a, b) => a.size - b.size);
  const largest = sized.at(-1);
  const median = ((sized[(sized.length - 1) >> 1]?.size ?? 0) + (sized[sized.length >> 1]?.size ?? 0)) / 2;
  if (sized.length < 3 || largest === undefined || median === 0) return null;
  const times = Math.round((largest.size / median) * 10) / 10;
  return times >= noteworthy ? { partition: largest.partition, times } : null;
}
