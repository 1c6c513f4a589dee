import type { TopicRow } from "@/lib/api/topics";
import { type CsvValue, csvText } from "@/lib/format/csv";

const columns: readonly [head: string, of: (row: TopicRow) => CsvValue][] = [
  ["topic", (row) => row.name],
  ["internal", (row) => row.internal],
  ["topic_id", (row) => row.topicId],
  ["partitions", (row) => row.partitionCount],
  ["replication_factor", (row) => row.replicationFactor],
  ["offline_partitions", (row) => row.offlinePartitions],
  ["under_min_isr_partitions", (row) => row.underMinIsrPartitions],
  ["under_replicated_partitions", (row) => row.underReplicatedPartitions],
  ["offset_span", (row) => row.offsetSpan],
  ["size_bytes", (row) => row.sizeBytes],
  ["messages_per_second", (row) => row.messagesPerSecond],
  ["cleanup_policy", (row) => row.cleanupPolicy],
  ["retention_ms", (row) => row.retentionMs],
  ["groups", (row) => row.groupCount],
  ["lag", (row) => row.lag],
  ["slowest_group", (row) => row.slowestGroup],
];

/** The table as it is filtered and sorted. */
export function topicsCsv(rows: readonly TopicRow[]): string {
  return csvText(
    columns.map(([head]) => head),
    rows.map((row) => columns.map(([, of]) => of(row))),
  );
}
