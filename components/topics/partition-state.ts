import type { TopicDetail, TopicPartitionRow } from "@/lib/api/topics";
import { isAwayFromPreferred, isOffline, isUnderMinIsr, isUnderReplicated } from "@/lib/kafka/partition-health";

export type PartitionState = "offline" | "under-min-isr" | "under-replicated" | "not-preferred" | "in-sync";

/** The worst that is true of a partition. */
export function partitionState(row: TopicPartitionRow, minInsyncReplicas: number | null): PartitionState {
  if (isOffline(row)) return "offline";
  if (minInsyncReplicas !== null && isUnderMinIsr(row, minInsyncReplicas)) return "under-min-isr";
  if (isUnderReplicated(row)) return "under-replicated";
  return isAwayFromPreferred(row) ? "not-preferred" : "in-sync";
}

export type StateCounts = Record<PartitionState, number[]>;

/** The partitions of a topic by their state. */
export function statesOf(topic: Pick<TopicDetail, "partitions" | "minInsyncReplicas">): StateCounts {
  const counts: StateCounts = {
    offline: [],
    "under-min-isr": [],
    "under-replicated": [],
    "not-preferred": [],
    "in-sync": [],
  };
  for (const row of topic.partitions) counts[partitionState(row, topic.minInsyncReplicas)].push(row.partition);
  return counts;
}
