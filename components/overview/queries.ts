import { queryOptions } from "@tanstack/react-query";
import { listBrokers } from "@/lib/api/brokers";
import { call } from "@/lib/api/call";
import { getCluster, getOverview, getQuorum } from "@/lib/api/clusters";
import { getClusterHistory } from "@/lib/api/history";
import { type TimeRange, timeRangeQuery } from "@/lib/format/time-range";

export const overviewKeys = {
  overview: (c: string) => [c, "overview"] as const,
  quorum: (c: string) => [c, "quorum"] as const,
  cluster: (c: string) => [c, "cluster"] as const,
  brokers: (c: string) => [c, "brokers", "list"] as const,
};

export const overview = (c: string) =>
  queryOptions({ queryKey: overviewKeys.overview(c), queryFn: call(getOverview, { cluster: c }) });
export const quorum = (c: string) =>
  queryOptions({ queryKey: overviewKeys.quorum(c), queryFn: call(getQuorum, { cluster: c }) });
export const cluster = (c: string) =>
  queryOptions({ queryKey: overviewKeys.cluster(c), queryFn: call(getCluster, { cluster: c }) });
export const brokers = (c: string) =>
  queryOptions({ queryKey: overviewKeys.brokers(c), queryFn: call(listBrokers, { cluster: c }) });
export const clusterHistory = (c: string, range: TimeRange) => {
  const query = timeRangeQuery(range);
  return queryOptions({
    queryKey: [...overviewKeys.overview(c), "history", query] as const,
    queryFn: call(getClusterHistory, { cluster: c }, query),
  });
};
