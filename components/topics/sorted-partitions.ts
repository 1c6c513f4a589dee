import type { TopicDetail, TopicPartitionRow } from "@/lib/api/topics";
import { type PartitionState, partitionState } from "./partition-state";

export const partitionSorts = ["partition", "state", "size"] as const;
export type PartitionSort = (typeof partitionSorts)[number];

const worstFirst: readonly PartitionState[] = [
  "offline",
  "under-min-isr",
  "under-replicated",
  "not-preferred",
  "in-sync",
];

/** Partitions by number, by state (ascending: the worst first) or by size; equal ones by number. */
export function sortedPartitions(
  topic: Pick<TopicDetail, "partitions" | "minInsyncReplicas">,
  by: PartitionSort,
  order: "asc" | "desc",
): TopicPartitionRow[] {
  const rank = (row: TopicPartitionRow): bigint => {
    if (by === "size") return row.sizeBytes ?? -1n;
    if (by === "state") return BigInt(worstFirst.indexOf(partitionState(row, topic.minInsyncReplicas)));
    return BigInt(row.partition);
  };
  const turn = order === "asc" ? 1 : -1;
  return [...topic.partitions].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    return left === right ? a.partition - b.partition : (left < right ? -1 : 1) * turn;
  });
}
