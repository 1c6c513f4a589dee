import { queryOptions } from "@tanstack/react-query";
import { call } from "@/lib/api/call";
import { listClusters } from "@/lib/api/clusters";

export const clusterKeys = { all: () => ["clusters"] as const };

export const clusterList = () => queryOptions({ queryKey: clusterKeys.all(), queryFn: call(listClusters, {}) });
