import type { Reader } from "@platformatic/kafka";

/**
 * Where an answer says for how long the broker wants to be left alone (KIP-219): of these APIs it is the first field, from
 * this version on (`throttleTimeMs` in Kafka's schemas). Produce tells it last, and its answer is asked instead.
 */
const firstFieldFrom: Readonly<Record<number, number>> = {
  1: 1, // Fetch
  2: 2, // ListOffsets
  3: 3, // Metadata
  9: 3, // OffsetFetch
  10: 1, // FindCoordinator
  15: 1, // DescribeGroups
  16: 1, // ListGroups
  19: 2, // CreateTopics
  20: 1, // DeleteTopics
  21: 0, // DeleteRecords
  22: 0, // InitProducerId
  32: 0, // DescribeConfigs
  35: 0, // DescribeLogDirs
  37: 0, // CreatePartitions
  42: 0, // DeleteGroups
  44: 0, // IncrementalAlterConfigs
  60: 0, // DescribeCluster
  69: 0, // ConsumerGroupDescribe
  75: 0, // DescribeTopicPartitions
  77: 0, // ShareGroupDescribe
  89: 0, // StreamsGroupDescribe
  90: 0, // DescribeShareGroupOffsets
};

/** ms; `body` stands at the first field and stays there */
export function throttleMsOf(key: number, version: number, body: Reader, value: unknown): number {
  const from = firstFieldFrom[key];
  if (from !== undefined) return version >= from ? body.peekInt32(0) : 0;
  if (typeof value !== "object" || value === null || !("throttleTimeMs" in value)) return 0;
  return Number(value.throttleTimeMs);
}
