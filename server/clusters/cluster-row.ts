import type { ClusterRow } from "../../lib/api/clusters.ts";
import type { Cluster } from "./cluster.ts";
import type { ClusterHealth } from "./health.ts";

export function clusterRow(cluster: Cluster, health: ClusterHealth): ClusterRow {
  const { name, environment, readOnly, bootstrapServers, ring } = cluster;
  return {
    name,
    environment,
    readOnly,
    bootstrapServers: [...bootstrapServers],
    ...health,
    messagesPerSecond: health.status === "unreachable" ? null : ring.totalRate(),
  };
}
