import { queryOptions } from "@tanstack/react-query";
import { call, type QueryValues } from "@/lib/api/call";
import { getMessage, listMessages } from "@/lib/api/messages";
import { getPartitionFor, getTopic } from "@/lib/api/topics";

export const messageKeys = {
  all: (c: string, t: string) => [c, "messages", t] as const,
  page: (c: string, t: string, query: QueryValues) => [...messageKeys.all(c, t), "page", query] as const,
  one: (c: string, t: string, partition: number, offset: string) =>
    [...messageKeys.all(c, t), "one", partition, offset] as const,
  partitionFor: (c: string, t: string, key: string, encoding: string) =>
    [...messageKeys.all(c, t), "partition-for", key, encoding] as const,
};

export const messagePage = (c: string, t: string, query: QueryValues) =>
  queryOptions({
    queryKey: messageKeys.page(c, t, query),
    queryFn: call(listMessages, { cluster: c, topic: t }, query),
    staleTime: Number.POSITIVE_INFINITY,
  });
export const messageWhole = (c: string, t: string, partition: number, offset: string) =>
  queryOptions({
    queryKey: messageKeys.one(c, t, partition, offset),
    queryFn: call(getMessage, { cluster: c, topic: t, partition: String(partition), offset }),
    staleTime: Number.POSITIVE_INFINITY,
  });
export const partitionFor = (c: string, t: string, key: string, keyEncoding: "utf8" | "base64") =>
  queryOptions({
    queryKey: messageKeys.partitionFor(c, t, key, keyEncoding),
    queryFn: call(getPartitionFor, { cluster: c, topic: t }, { key, keyEncoding }),
  });
export const topicOf = (c: string, t: string) =>
  queryOptions({ queryKey: [c, "topics", "detail", t] as const, queryFn: call(getTopic, { cluster: c, topic: t }) });
