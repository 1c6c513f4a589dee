import { queryOptions } from "@tanstack/react-query";
import { listBrokers } from "@/lib/api/brokers";
import { call } from "@/lib/api/call";
import { getCluster, getOverview, listClusters } from "@/lib/api/clusters";
import { listGroups } from "@/lib/api/groups";
import { listTopics } from "@/lib/api/topics";

/** The same keys as the clusters' own pages, so that frame and page share one answer. */
export const clusterFacts = (c: string) =>
  queryOptions({ queryKey: [c, "cluster"], queryFn: call(getCluster, { cluster: c }) });
export const clusterFindings = (c: string) =>
  queryOptions({ queryKey: [c, "overview"], queryFn: call(getOverview, { cluster: c }) });
export const allClusters = () => queryOptions({ queryKey: ["clusters"], queryFn: call(listClusters, {}) });

const HITS = 8;

export const topicHits = (c: string, search: string) =>
  queryOptions({
    queryKey: [c, "topics", "palette", search],
    queryFn: call(listTopics, { cluster: c }, { search, perPage: HITS, internal: search.startsWith("_") }),
    staleTime: 10_000,
  });
export const groupHits = (c: string, search: string) =>
  queryOptions({
    queryKey: [c, "groups", "palette", search],
    queryFn: call(listGroups, { cluster: c }, { search, perPage: HITS }),
    staleTime: 10_000,
  });
export const brokerHits = (c: string) =>
  queryOptions({ queryKey: [c, "brokers", "palette"], queryFn: call(listBrokers, { cluster: c }), staleTime: 10_000 });
