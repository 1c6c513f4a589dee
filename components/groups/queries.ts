import { queryOptions } from "@tanstack/react-query";
import { call, type QueryValues } from "@/lib/api/call";
import { getCluster } from "@/lib/api/clusters";
import { getGroupHistory } from "@/lib/api/group-history";
import { getGroup, listGroups } from "@/lib/api/groups";
import { getJob } from "@/lib/api/jobs";
import { listTopics } from "@/lib/api/topics";
import { type TimeRange, timeRangeQuery } from "@/lib/format/time-range";

export const groupKeys = {
  all: (c: string) => [c, "groups"] as const,
  list: (c: string, query: QueryValues) => [...groupKeys.all(c), "list", query] as const,
  detail: (c: string, g: string) => [...groupKeys.all(c), "detail", g] as const,
};

export const groupTable = (c: string, query: QueryValues) =>
  queryOptions({ queryKey: groupKeys.list(c, query), queryFn: call(listGroups, { cluster: c }, query) });
export const groupDetail = (c: string, g: string) =>
  queryOptions({ queryKey: groupKeys.detail(c, g), queryFn: call(getGroup, { cluster: c, group: g }) });
export const groupHistory = (c: string, g: string, range: TimeRange) => {
  const query = timeRangeQuery(range);
  return queryOptions({
    queryKey: [...groupKeys.all(c), "history", g, query] as const,
    queryFn: call(getGroupHistory, { cluster: c, group: g }, query),
  });
};

export const jobOf = (job: string) =>
  queryOptions({ queryKey: ["jobs", job] as const, queryFn: call(getJob, { job }) });

/** Names to choose from, the first fifty that fit. */
export const topicNames = (c: string, search: string) => {
  const query = { search: search === "" ? undefined : search, sort: "name", perPage: 50 };
  return queryOptions({
    queryKey: [c, "topics", "names", search] as const,
    queryFn: call(listTopics, { cluster: c }, query),
  });
};
export const groupNames = (c: string) => groupTable(c, { sort: "id", perPage: 1000 });

/** The same key as the frame's, so that both share one answer: bootstrap servers for commands, and whether it is read-only. */
export const clusterOfGroups = (c: string) =>
  queryOptions({ queryKey: [c, "cluster"], queryFn: call(getCluster, { cluster: c }) });
