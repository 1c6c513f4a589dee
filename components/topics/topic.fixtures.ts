import type { TopicRow } from "@/lib/api/topics";

/** A healthy topic of six partitions, changed as the test needs. */
export function topicRow(over: Partial<TopicRow> = {}): TopicRow {
  return {
    name: "orders.created",
    internal: false,
    topicId: "uLbAUyB6TbWo5l3bXzNHUQ",
    partitionCount: 6,
    replicationFactor: 3,
    underReplicatedPartitions: 0,
    offlinePartitions: 0,
    underMinIsrPartitions: 0,
    offsetSpan: 1200n,
    sizeBytes: 4096n,
    messagesPerSecond: 2.5,
    cleanupPolicy: "delete",
    retentionMs: 604_800_000n,
    groupCount: 1,
    lag: 7n,
    slowestGroup: "billing",
    rateHistory: [],
    ...over,
  };
}
