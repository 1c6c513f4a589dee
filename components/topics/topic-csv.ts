import type { TopicRow } from "@/lib/api/topics";

const columns: readonly [head: string, of: (row: TopicRow) => string | number | bigint | boolean | null][] = [
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

/** RFC 4180. What is not known is empty, which is not 0. Names that a spreadsheet would run as a formula get an apostrophe. */
export function topicsCsv(rows: readonly TopicRow[]): string {
  const lines = rows.map((row) => columns.map(([, of]) => cell(of(row))).join(","));
  return `${[columns.map(([head]) => head).join(","), ...lines].join("\r\n")}\r\n`;
}

function cell(value: string | number | bigint | boolean | null): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Hands a text to the browser as a file. */
export function saveText(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  const href = URL.createObjectURL(new Blob([text], { type }));
  link.href = href;
  link.download = name;
  link.click();
  // the download has its own hold on the data once it has begun
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
