import { queryOptions } from "@tanstack/react-query";
import { call } from "@/lib/api/call";
import { getCluster, getOverview } from "@/lib/api/clusters";

/** The same keys as the clusters' own pages, so that frame and page share one answer. */
export const clusterFacts = (c: string) =>
  queryOptions({ queryKey: [c, "cluster"], queryFn: call(getCluster, { cluster: c }) });
export const clusterFindings = (c: string) =>
  queryOptions({ queryKey: [c, "overview"], queryFn: call(getOverview, { cluster: c }) });
