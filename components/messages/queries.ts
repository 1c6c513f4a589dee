import { queryOptions } from "@tanstack/react-query";
import { call } from "@/lib/api/call";
import { listClusters } from "@/lib/api/clusters";
import { listTopicGroups } from "@/lib/api/groups";
import { getHistogram } from "@/lib/api/histogram";
import { getMessage } from "@/lib/api/messages";
import { getPartitionFor, getTopic } from "@/lib/api/topics";

export const messageKeys = {
  all: (c: string, t: string) => [c, "messages", t] as const,
  one: (c: string, t: string, partition: number, offset: string, most: number) =>
    [...messageKeys.all(c, t), "one", partition, offset, most] as const,
  histogram: (c: string, t: string, partitions: string) => [...messageKeys.all(c, t), "histogram", partitions] as const,
  partitionFor: (c: string, t: string, key: string, encoding: string) =>
    [...messageKeys.all(c, t), "partition-for", key, encoding] as const,
};

/** A record that is open is first read so far; more is asked for. */
export const firstBytes = 262_144;
export const wholeBytes = 32 * 1024 * 1024;

/** One record, its payloads cut past `most` bytes. A record never changes, so it is asked once. */
export const oneMessage = (c: string, t: string, partition: number, offset: bigint, most: number) =>
  queryOptions({
    queryKey: messageKeys.one(c, t, partition, String(offset), most),
    queryFn: call(
      getMessage,
      { cluster: c, topic: t, partition: String(partition), offset: String(offset) },
      { maxValueBytes: most },
    ),
    staleTime: Number.POSITIVE_INFINITY,
    // values of megabytes are not kept for long
    gcTime: most > firstBytes ? 5_000 : 60_000,
    retry: false,
  });
export const partitionFor = (c: string, t: string, key: string, keyEncoding: "utf8" | "base64") =>
  queryOptions({
    queryKey: messageKeys.partitionFor(c, t, key, keyEncoding),
    queryFn: call(getPartitionFor, { cluster: c, topic: t }, { key, keyEncoding }),
    retry: false,
  });

/** The same keys as the pages of these nouns, so that all share one answer. */
export const topicOf = (c: string, t: string) =>
  queryOptions({ queryKey: [c, "topics", "detail", t] as const, queryFn: call(getTopic, { cluster: c, topic: t }) });
export const groupsOf = (c: string, t: string) =>
  queryOptions({
    queryKey: [c, "topics", "groups", t] as const,
    queryFn: call(listTopicGroups, { cluster: c, topic: t }),
  });
export const clusterRows = () => queryOptions({ queryKey: ["clusters"] as const, queryFn: call(listClusters, {}) });

/** Where the records of the last day are, in 96 buckets of a quarter of an hour. */
export const topicHistogram = (c: string, t: string, partitions: string) =>
  queryOptions({
    queryKey: messageKeys.histogram(c, t, partitions),
    queryFn: call(
      getHistogram,
      { cluster: c, topic: t },
      { from: "-24h", buckets: 96, partitions: partitions === "" ? undefined : partitions },
    ),
    staleTime: 60_000,
  });
