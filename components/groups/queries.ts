import { queryOptions } from "@tanstack/react-query";
import { call, type QueryValues } from "@/lib/api/call";
import { getGroup, listGroups } from "@/lib/api/groups";

export const groupKeys = {
  all: (c: string) => [c, "groups"] as const,
  list: (c: string, query: QueryValues) => [...groupKeys.all(c), "list", query] as const,
  detail: (c: string, g: string) => [...groupKeys.all(c), "detail", g] as const,
};

export const groupTable = (c: string, query: QueryValues) =>
  queryOptions({ queryKey: groupKeys.list(c, query), queryFn: call(listGroups, { cluster: c }, query) });
export const groupDetail = (c: string, g: string) =>
  queryOptions({ queryKey: groupKeys.detail(c, g), queryFn: call(getGroup, { cluster: c, group: g }) });
