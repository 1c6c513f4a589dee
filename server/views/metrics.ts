import type { Cluster } from "../clusters/cluster.ts";
import { Exposition } from "../clusters/exposition.ts";
import { groupMetrics } from "../clusters/group-metrics.ts";
import type { Snapshot } from "../clusters/snapshot.ts";
import { topicMetrics } from "../clusters/topic-metrics.ts";
import { topicRows } from "../clusters/topic-rows.ts";

const freshMs = 20_000;

/** Every cluster in Prometheus' text format. One that does not answer says so and nothing else: what is old is not told as new. */
export async function metrics(clusters: readonly Cluster[], signal?: AbortSignal): Promise<string> {
  const out = new Exposition();
  const looks = await Promise.all(
    clusters.map(async (cluster) => ({ cluster, snapshot: await snapshotOf(cluster, signal) })),
  );
  for (const { cluster, snapshot } of looks) {
    out.gauge("klar_cluster_up", "1 if the cluster answers", { cluster: cluster.name }, snapshot !== null);
    if (snapshot === null) continue;
    clusterMetrics(out, cluster, snapshot);
    topicMetrics(out, cluster.name, snapshot, cluster.ring);
    groupMetrics(out, cluster.name, snapshot, cluster.ring);
    // others have their turn between clusters
    await new Promise(setImmediate);
  }
  return out.text();
}

async function snapshotOf(cluster: Cluster, signal?: AbortSignal): Promise<Snapshot | null> {
  try {
    const [{ status }, snapshot] = await Promise.all([cluster.health(), cluster.snapshot({ signal })]);
    // the probe is short of patience; a picture just taken proves it wrong
    const isFresh = Date.now() - snapshot.asOf < freshMs;
    return status === "unreachable" && !isFresh ? null : snapshot;
  } catch {
    return null;
  }
}

function clusterMetrics(out: Exposition, { name, ring }: Cluster, snapshot: Snapshot): void {
  const of = { cluster: name };
  let offline = 0;
  let underReplicated = 0;
  let underMinIsr = 0;
  for (const row of topicRows(snapshot, ring)) {
    offline += row.offlinePartitions;
    underReplicated += row.underReplicatedPartitions;
    underMinIsr += row.underMinIsrPartitions ?? 0;
  }
  const living = [...snapshot.brokers.values()].filter(({ isAnswering }) => isAnswering).length;
  out.gauge("kafka_brokers", "Brokers that answer", of, living);
  for (const { broker, isAnswering } of snapshot.brokers.values()) {
    const { id, host, port } = broker;
    out.gauge("kafka_broker_info", "1; where the broker is", { ...of, id, address: `${host}:${port}` }, 1);
    out.gauge("klar_broker_up", "1 if the broker answers", { ...of, id }, isAnswering);
  }
  out.gauge("klar_cluster_offline_partitions", "Partitions without a leader", of, offline);
  out.gauge("klar_cluster_under_replicated_partitions", "Partitions with a replica out of sync", of, underReplicated);
  out.gauge("klar_cluster_under_min_isr_partitions", "Partitions below min.insync.replicas", of, underMinIsr);
}
