import { queryOptions } from "@tanstack/react-query";
import { call } from "@/lib/api/call";
import { listClusters } from "@/lib/api/clusters";

/** All clusters: one answer for every page and the frame around it. */
export const clusterRows = () => queryOptions({ queryKey: ["clusters"] as const, queryFn: call(listClusters, {}) });
