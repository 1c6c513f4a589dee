import type { Overview } from "../../lib/api/clusters.ts";
import type { GroupRow } from "../../lib/api/groups.ts";
import type { TopicRow } from "../../lib/api/topics.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { findingKinds } from "../clusters/finding-kinds.ts";
import { groupRows } from "../clusters/group-rows.ts";
import { topicRows } from "../clusters/topic-rows.ts";

const mostTop = 5;

/** What needs attention, and the last ten minutes of the cluster. */
export async function overview(cluster: Cluster, signal?: AbortSignal): Promise<Overview> {
  const snapshot = await cluster.snapshot({ signal });
  const { ring } = cluster;
  const topGroups = worstGroups(groupRows(snapshot, ring));
  return {
    findings: [...cluster.findings],
    checks: findingKinds.length,
    series: {
      messagesPerSecond: ring.totalRateSeries(),
      lag: topGroups.map(({ id }) => ({ group: id, points: ring.groupLagSeries(id) })),
    },
    topTopics: busiestTopics(topicRows(snapshot, ring)),
    topGroups,
    sizeBytes: diskUse(snapshot.brokers.values()),
    asOf: snapshot.asOf,
    problems: [...snapshot.problems],
  };
}

/** By rate, and where none was measured yet by what they hold. */
function busiestTopics(rows: readonly TopicRow[]): TopicRow[] {
  return rows
    .filter(({ internal }) => !internal)
    .sort(
      (a, b) =>
        (b.messagesPerSecond ?? 0) - (a.messagesPerSecond ?? 0) ||
        compare(b.offsetSpan ?? 0n, a.offsetSpan ?? 0n) ||
        compare(a.name, b.name),
    )
    .slice(0, mostTop);
}

function worstGroups(rows: readonly GroupRow[]): GroupRow[] {
  return [...rows].sort((a, b) => compare(b.lag ?? -1n, a.lag ?? -1n) || compare(a.id, b.id)).slice(0, mostTop);
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Bytes of all copies on all brokers that told; null when none did. */
function diskUse(brokers: Iterable<{ logDirs: readonly { replicas: readonly { sizeBytes: bigint }[] }[] | null }>) {
  let sum: bigint | null = null;
  for (const { logDirs } of brokers) {
    if (logDirs === null) continue;
    sum ??= 0n;
    for (const { replicas } of logDirs) for (const { sizeBytes } of replicas) sum += sizeBytes;
  }
  return sum;
}
