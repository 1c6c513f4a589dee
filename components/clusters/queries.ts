import { queryOptions } from "@tanstack/react-query";
import { call } from "@/lib/api/call";
import { getCluster, listClusters } from "@/lib/api/clusters";

export const clusterKeys = { all: () => ["clusters"] as const, detail: (c: string) => [c, "cluster"] as const };

export const clusterList = () => queryOptions({ queryKey: clusterKeys.all(), queryFn: call(listClusters, {}) });
export const clusterDetail = (c: string) =>
  queryOptions({ queryKey: clusterKeys.detail(c), queryFn: call(getCluster, { cluster: c }) });
