import { isUnderReplicated } from "../../lib/kafka/partition-health.ts";
import type { Exposition } from "./exposition.ts";
import type { Ring } from "./ring.ts";
import type { Snapshot, TopicPicture } from "./snapshot.ts";
import { topicRows } from "./topic-rows.ts";

/** Topics and their partitions by the names of kafka_exporter, and as `klar_…` what it does not have. */
export function topicMetrics(out: Exposition, cluster: string, snapshot: Snapshot, ring: Ring): void {
  for (const row of topicRows(snapshot, ring)) {
    const of = { cluster, topic: row.name };
    out.gauge("kafka_topic_partitions", "Partitions of the topic", of, row.partitionCount);
    out.gauge("klar_topic_messages_per_second", "Records written a second, over 15 s", of, row.messagesPerSecond);
    out.gauge("klar_topic_size_bytes", "Bytes of the leaders' copies", of, row.sizeBytes);
  }
  for (const [topic, picture] of snapshot.topics) partitionMetrics(out, { cluster, topic }, picture);
}

function partitionMetrics(
  out: Exposition,
  of: { cluster: string; topic: string },
  { topic, earliest, latest }: TopicPicture,
): void {
  for (const one of topic.partitions) {
    const { partition, leader, replicas, isr } = one;
    const at = { ...of, partition };
    const gauge = (name: string, help: string, value: number | bigint | boolean | null) =>
      out.gauge(`kafka_topic_partition_${name}`, help, at, value);
    gauge("current_offset", "End of the partition (high watermark)", latest[partition] ?? null);
    gauge("oldest_offset", "First offset of the partition", earliest[partition] ?? null);
    gauge("leader", "Broker that leads the partition, -1 for none", leader ?? -1);
    gauge("leader_is_preferred", "1 if the first replica leads", leader !== null && leader === replicas[0]);
    gauge("replicas", "Replicas of the partition", replicas.length);
    gauge("in_sync_replica", "Replicas that are in sync", isr.length);
    gauge("under_replicated_partition", "1 if a replica is not in sync", isUnderReplicated(one));
  }
}
