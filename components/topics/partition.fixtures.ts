import type { TopicPartitionRow } from "@/lib/api/topics";

/** A partition led by broker 1, three replicas in sync, changed as the test needs. */
export function partitionRow(partition: number, over: Partial<TopicPartitionRow> = {}): TopicPartitionRow {
  return {
    partition,
    leader: 1,
    leaderEpoch: 4,
    replicas: [1, 2, 3],
    isr: [1, 2, 3],
    offlineReplicas: [],
    eligibleLeaderReplicas: [],
    lastKnownElr: [],
    earliest: 0n,
    latest: 100n,
    lastStable: 100n,
    sizeBytes: 1000n,
    ...over,
  };
}
