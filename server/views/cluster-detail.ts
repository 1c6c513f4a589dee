import type { ClusterDetail } from "../../lib/api/clusters.ts";
import { isAwayFromPreferred, isUnderMinIsr } from "../../lib/kafka/partition-health.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { clusterRow } from "../clusters/cluster-row.ts";
import type { Snapshot } from "../clusters/snapshot.ts";

type Counts = Pick<
  ClusterDetail,
  "replicaCount" | "internalTopicCount" | "groupCount" | "underMinIsrPartitions" | "preferredLeaderImbalance"
>;
const unknownCounts: Counts = {
  replicaCount: null,
  internalTopicCount: null,
  groupCount: null,
  underMinIsrPartitions: null,
  preferredLeaderImbalance: null,
};

/** One cluster with its controller, features and counts. One that cannot be reached is told as such, it is no error. */
export async function clusterDetail(cluster: Cluster, signal?: AbortSignal): Promise<ClusterDetail> {
  const health = await cluster.health();
  const isReachable = health.status !== "unreachable";
  const snapshot = isReachable ? await cluster.snapshot({ signal }).catch(givenUp(signal)) : null;
  // what it last said of itself stays true while it is away
  const description = (snapshot ?? cluster.lastSnapshot)?.description ?? null;
  return {
    // the picture is as new as the last change, which the health may not be
    ...clusterRow(cluster, snapshot ? await cluster.health() : health),
    controllerId: isReachable ? (description?.controllerId ?? null) : null,
    features: description?.features ?? [],
    capabilities: description?.capabilities ?? {},
    ...(snapshot ? countsOf(snapshot) : unknownCounts),
    asOf: snapshot?.asOf ?? null,
    problems: [...(snapshot?.problems ?? [])],
  };
}

/** It went away between the two looks; the health says the rest. */
function givenUp(signal: AbortSignal | undefined) {
  return (): null => {
    signal?.throwIfAborted();
    return null;
  };
}

function countsOf({ topics, groups, groupsListed }: Snapshot): Counts {
  let replicaCount = 0;
  let internalTopicCount = 0;
  let underMinIsr = 0;
  let preferredLeaderImbalance = 0;
  let isMinIsrKnown = topics.size === 0;
  for (const { topic, settings } of topics.values()) {
    if (topic.internal) internalTopicCount += 1;
    const minIsr = settings?.minInsyncReplicas ?? null;
    isMinIsrKnown ||= minIsr !== null;
    for (const partition of topic.partitions) {
      replicaCount += partition.replicas.length;
      if (isAwayFromPreferred(partition)) preferredLeaderImbalance += 1;
      if (minIsr !== null && isUnderMinIsr(partition, minIsr)) underMinIsr += 1;
    }
  }
  return {
    replicaCount,
    internalTopicCount,
    groupCount: groupsListed ? groups.size : null,
    underMinIsrPartitions: isMinIsrKnown ? underMinIsr : null,
    preferredLeaderImbalance,
  };
}
