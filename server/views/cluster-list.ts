import type { ClusterRow } from "../../lib/api/clusters.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { clusterRow } from "../clusters/cluster-row.ts";
import { type Page, wholePage } from "../clusters/list-page.ts";

/** How every configured cluster is; within 2 s, whoever does not answer. */
export async function clusterList(clusters: readonly Cluster[]): Promise<Page<ClusterRow>> {
  const rows = await Promise.all(
    clusters.map(async (cluster) => {
      cluster.glance();
      return clusterRow(cluster, await cluster.health());
    }),
  );
  return wholePage(rows, { asOf: Date.now(), problems: [] });
}
