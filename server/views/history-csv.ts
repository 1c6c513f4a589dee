import type { GroupHistory } from "../../lib/api/group-history.ts";
import type { BrokerHistory, ClusterHistory, CountSeries, NumberSeries, TopicHistory } from "../../lib/api/history.ts";
import { type CsvValue, csvText } from "../../lib/format/csv.ts";

type Column = readonly (number | bigint | null)[];
type Named = readonly [name: string, column: Column];

/** A table of what a chart shows: one line a time (ISO 8601), one column a series, what is not known empty. */
export function topicCsv(history: TopicHistory): string {
  const partitions = history.partitions.flatMap(({ partition, messagesPerSecond, latest }): Named[] => [
    [`partition ${partition} messagesPerSecond`, messagesPerSecond],
    [`partition ${partition} latest`, latest],
  ]);
  return table(history.times, [...seriesOf(history), ...partitions]);
}

export function brokerCsv(history: BrokerHistory): string {
  return table(history.times, seriesOf(history));
}

export function clusterCsv(history: ClusterHistory): string {
  return table(history.times, [
    ...seriesOf(history),
    ...history.groups.map(({ group, lag }): Named => [`lag of ${group}`, lag]),
  ]);
}

export function groupCsv({ times, lag, lagMs, memberCount, topics }: GroupHistory): string {
  const columns: Named[] = [
    ["lag", lag],
    ["lagMs", lagMs],
    ["memberCount", memberCount],
  ];
  for (const { topic, lag: ofTopic, partitions } of topics) {
    columns.push([`${topic} lag`, ofTopic]);
    for (const { partition, ...of } of partitions) {
      const name = `${topic}-${partition}`;
      columns.push([`${name} lag`, of.lag], [`${name} committed`, of.committed], [`${name} latest`, of.latest]);
    }
  }
  return table(times, columns);
}

/** Every series of an answer with what its points hide. */
function seriesOf(history: object): Named[] {
  return Object.entries(history).flatMap(([name, value]: [string, unknown]): Named[] =>
    isSeries(value)
      ? [
          [name, value.values],
          [`${name} min`, value.min],
          [`${name} max`, value.max],
        ]
      : [],
  );
}

function isSeries(value: unknown): value is NumberSeries | CountSeries {
  return typeof value === "object" && value !== null && "values" in value && "min" in value && "max" in value;
}

function table(times: readonly number[], columns: readonly Named[]): string {
  const rows = times.map((at, i): CsvValue[] => [
    new Date(at).toISOString(),
    ...columns.map(([, column]) => column[i] ?? null),
  ]);
  return csvText(["time", ...columns.map(([name]) => name)], rows);
}
