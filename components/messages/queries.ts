import { queryOptions } from "@tanstack/react-query";
import { call, errorOf, urlOf } from "@/lib/api/call";
import { ApiError } from "@/lib/api/error";
import { listTopicGroups } from "@/lib/api/groups";
import { getHistogram } from "@/lib/api/histogram";
import { getMessage, getMessageValue, listMessages, type Message } from "@/lib/api/messages";
import { getPartitionFor, getTopic } from "@/lib/api/topics";
import { type ConditionFault, type Conditions, conditionValues, faultOf } from "@/lib/filter/conditions";
import type { RecordId } from "@/lib/kafka/record-rows";

/** How bytes are read; `auto` unless somebody says. */
export type Formats = { keyFormat: string; valueFormat: string };
const autoFormats: Formats = { keyFormat: "auto", valueFormat: "auto" };

export const messageKeys = {
  all: (c: string, t: string) => [c, "messages", t] as const,
  one: (c: string, t: string, place: string, most: number, formats: Formats) =>
    [...messageKeys.all(c, t), "one", place, most, formats] as const,
  previous: (c: string, t: string, place: string, formats: Formats) =>
    [...messageKeys.all(c, t), "previous", place, formats] as const,
  histogram: (c: string, t: string, partitions: string, span: HistogramSpan) =>
    [...messageKeys.all(c, t), "histogram", partitions, span] as const,
  partitionFor: (c: string, t: string, key: string, encoding: string) =>
    [...messageKeys.all(c, t), "partition-for", key, encoding] as const,
};

/** A record that is open is first read so far; more is asked for. */
export const firstBytes = 262_144;
export const wholeBytes = 32 * 1024 * 1024;

/** One record, its payloads cut past `most` bytes. A record never changes, so it is asked once. */
export const oneMessage = (
  c: string,
  t: string,
  { partition, offset }: { partition: number; offset: bigint },
  most: number,
  formats: Formats = autoFormats,
) =>
  queryOptions({
    queryKey: messageKeys.one(c, t, `${partition}:${offset}`, most, formats),
    queryFn: call(
      getMessage,
      { cluster: c, topic: t, partition: String(partition), offset: String(offset) },
      { maxValueBytes: most, ...formats },
    ),
    staleTime: Number.POSITIVE_INFINITY,
    // values of megabytes are not kept for long
    gcTime: most > firstBytes ? 5_000 : 60_000,
    retry: false,
  });

/** A record's value as it is stored. */
export const valueBytes = (c: string, t: string, { partition, offset }: RecordId) =>
  queryOptions({
    queryKey: [...messageKeys.all(c, t), "bytes", `${partition}:${offset}`] as const,
    queryFn: ({ signal }) => fetchValue(c, t, { partition, offset }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 5_000,
    retry: false,
  });

/** @throws ApiError */
async function fetchValue(
  c: string,
  t: string,
  { partition, offset }: RecordId,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const path = { cluster: c, topic: t, partition: String(partition), offset: String(offset) };
  const reply = await fetch(urlOf(getMessageValue.path, path), { signal });
  if (!reply.ok) throw await errorOf(reply);
  return new Uint8Array(await reply.arrayBuffer());
}

/** The record before one, with the same key in the same partition. */
export const previousOfKey = (c: string, t: string, { partition, offset, key }: Message, formats: Formats) =>
  queryOptions({
    queryKey: messageKeys.previous(c, t, `${partition}:${offset}`, formats),
    queryFn: async (context) => {
      const query = {
        order: "newest",
        partitions: String(partition),
        to: `offset:${offset}`,
        limit: 1,
        key: key?.text ?? "",
        keyEncoding: key?.encoding ?? "utf8",
        isolation: "read_uncommitted",
        maxValueBytes: firstBytes * 8,
        ...formats,
      };
      const { messages, scan } = await call(listMessages, { cluster: c, topic: t }, query)(context);
      return { previous: messages[0] ?? null, scan };
    },
    staleTime: Number.POSITIVE_INFINITY,
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

/** How far back the histogram looks. */
export const histogramSpans = ["1h", "24h", "7d", "all"] as const;
export type HistogramSpan = (typeof histogramSpans)[number];

/** Where the records of a time are, in 96 buckets: a quarter of an hour each in a day. */
export const topicHistogram = (c: string, t: string, partitions: string, span: HistogramSpan) =>
  queryOptions({
    queryKey: messageKeys.histogram(c, t, partitions, span),
    queryFn: call(
      getHistogram,
      { cluster: c, topic: t },
      {
        from: span === "all" ? "first" : `-${span}`,
        to: span === "all" ? "last" : undefined,
        buckets: 96,
        partitions: partitions === "" ? undefined : partitions,
      },
    ),
    staleTime: 60_000,
  });

/** Asks whether conditions can be read. Nothing is fetched for it: the reading ends where it begins. */
export async function askConditions(
  c: string,
  t: string,
  conditions: Conditions,
  signal: AbortSignal,
): Promise<ConditionFault | undefined> {
  const query = { ...conditionValues(conditions), keyPartition: undefined, to: "offset:0", limit: 1 };
  try {
    await call(listMessages, { cluster: c, topic: t }, query)({ signal });
    return undefined;
  } catch (error) {
    return error instanceof ApiError ? faultOf(error, conditions) : undefined;
  }
}
