import { queryOptions } from "@tanstack/react-query";
import { listBrokerConfigs, listBrokers } from "@/lib/api/brokers";
import { call, type QueryValues } from "@/lib/api/call";
import { getCluster } from "@/lib/api/clusters";
import { listTopicGroups } from "@/lib/api/groups";
import { getTopicHistory } from "@/lib/api/history";
import { listProducers } from "@/lib/api/producers";
import { getTopic, listTopicConfigs, listTopics } from "@/lib/api/topics";
import { type TimeRange, timeRangeQuery } from "@/lib/format/time-range";

export const topicKeys = {
  all: (c: string) => [c, "topics"] as const,
  list: (c: string, query: QueryValues) => [...topicKeys.all(c), "list", query] as const,
  detail: (c: string, t: string) => [...topicKeys.all(c), "detail", t] as const,
  configs: (c: string, t: string) => [...topicKeys.all(c), "configs", t] as const,
  groups: (c: string, t: string) => [...topicKeys.all(c), "groups", t] as const,
};

export const topicTable = (c: string, query: QueryValues) =>
  queryOptions({ queryKey: topicKeys.list(c, query), queryFn: call(listTopics, { cluster: c }, query) });
export const topicDetail = (c: string, t: string) =>
  queryOptions({ queryKey: topicKeys.detail(c, t), queryFn: call(getTopic, { cluster: c, topic: t }) });
export const topicConfigs = (c: string, t: string) =>
  queryOptions({ queryKey: topicKeys.configs(c, t), queryFn: call(listTopicConfigs, { cluster: c, topic: t }) });
export const topicGroups = (c: string, t: string) =>
  queryOptions({ queryKey: topicKeys.groups(c, t), queryFn: call(listTopicGroups, { cluster: c, topic: t }) });
export const topicProducers = (c: string, t: string) =>
  queryOptions({
    queryKey: [...topicKeys.all(c), "producers", t] as const,
    queryFn: call(listProducers, { cluster: c, topic: t }),
  });
export const topicHistory = (c: string, t: string, range: TimeRange) => {
  const query = timeRangeQuery(range);
  return queryOptions({
    queryKey: [...topicKeys.all(c), "history", t, query] as const,
    queryFn: call(getTopicHistory, { cluster: c, topic: t }, query),
  });
};

/** The same key as the frame around the page: one answer for both. */
export const clusterOfTopics = (c: string) =>
  queryOptions({ queryKey: [c, "cluster"] as const, queryFn: call(getCluster, { cluster: c }) });
export const brokersOfTopics = (c: string) =>
  queryOptions({ queryKey: [c, "brokers", "list"] as const, queryFn: call(listBrokers, { cluster: c }) });
/** What a topic gets that is created without saying anything: any broker tells the same in a well kept cluster. */
export const brokerDefaults = (c: string, broker: number) =>
  queryOptions({
    queryKey: [c, "brokers", "configs", broker] as const,
    queryFn: call(listBrokerConfigs, { cluster: c, broker: String(broker) }),
    staleTime: 60_000,
  });
