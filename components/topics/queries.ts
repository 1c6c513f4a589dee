import { queryOptions } from "@tanstack/react-query";
import { call, type QueryValues } from "@/lib/api/call";
import { listTopicGroups } from "@/lib/api/groups";
import { getTopic, listTopicConfigs, listTopics } from "@/lib/api/topics";

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
