import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";
import { uint63 } from "./int64.ts";
import { flag, integer, PartialProblem, page } from "./list.ts";
import { parseReadBound } from "./read-bound.ts";

/** A time in a query: epoch ms, ISO 8601, or so long ago (`-1h`, `-30m`); negative numbers are ms before now. */
const historyTime = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => parseReadBound(`time:${text}`) !== undefined,
        "must be epoch ms, an ISO 8601 time or -15m, -1h, …",
      ),
    ),
  z.transform((text: string): number => {
    const bound = parseReadBound(`time:${text}`);
    return bound?.kind === "ago" ? -bound.ms : bound?.kind === "time" ? bound.time : 0;
  }),
);

/** `format=csv` (or `Accept: text/csv`) answers with the same figures as a table: one line a time, one column a series. */
export const historyQuery = z.strictObject({
  from: z.prefault(historyTime, "-1h"),
  to: z.optional(historyTime),
  /** at most so many points; what falls between two is told by `min` and `max` */
  points: z.prefault(integer(1, 720), "240"),
  format: z.optional(z.enum(["json", "csv"], "must be json or csv")),
});
export type HistoryQuery = z.output<typeof historyQuery>;

export const historyEventKinds = [
  /** the members of a group, or who reads what, changed */
  "rebalance",
  /** a group's state changed, in Kafka's words */
  "group-state",
  /** commits moved otherwise than by reading: back, or over more than was there to read */
  "reset",
  "group-created",
  "group-deleted",
  /** partitions of a topic got another leader, or none */
  "leader-change",
  "topic-created",
  "topic-deleted",
  /** a topic of the same name is another one */
  "topic-recreated",
  "broker-lost",
  "broker-back",
  "controller-change",
  /** nothing was measured since the time before: the console was down, or the cluster did not answer */
  "gap",
  /** the clock of the console was set */
  "clock",
] as const;

/** Something that happened between two samples; `at` is the time of the later one. */
export const HistoryEvent = z.object({
  at: z.number(),
  kind: z.enum(historyEventKinds),
  subject: z.object({ type: z.enum(["cluster", "broker", "topic", "group"]), name: z.string() }),
  /** in words: "Two members joined: 3 now, each with other partitions." */
  message: z.string(),
});
export type HistoryEvent = z.output<typeof HistoryEvent>;

export const historySources = ["pictures", "memory", "disk", "prometheus"] as const;

/** What every answer over time has around its series. Arrays in series stand by `times`. */
export const historyFrame = {
  /** whether samples are kept in the background (`history.enabled`); if not, the last ten minutes are all there is */
  enabled: z.boolean(),
  /** where most of it is from: the pictures of the last minutes, samples in memory, roll-ups on disk, Prometheus */
  source: z.enum(historySources),
  /** ms that one point stands for */
  resolutionMs: z.number(),
  from: z.number(),
  to: z.number(),
  /** epoch ms, oldest first */
  times: z.array(z.number()),
  /** what happened to it within from and to, oldest first, at most 500 (the youngest) */
  events: z.array(HistoryEvent),
  asOf: z.number(),
  problems: z.array(PartialProblem),
};

/** `values` are means where it is a rate, else the last measured of each point; `min` and `max` keep what fell between. null: not measured. */
const numbers = z.array(z.nullable(z.number()));
const NumberSeries = z.object({ values: numbers, min: numbers, max: numbers });
const counts = z.array(z.nullable(uint63));
const CountSeries = z.object({ values: counts, min: counts, max: counts });
export type NumberSeries = z.output<typeof NumberSeries>;
export type CountSeries = z.output<typeof CountSeries>;

export const TopicHistory = z.object({
  ...historyFrame,
  /** of the topic that has this name now; what an earlier one of that name did is not mixed in */
  topicId: z.string(),
  messagesPerSecond: NumberSeries,
  /** estimated: records a second times the mean size of a record in the log; null for compacted topics */
  bytesPerSecond: NumberSeries,
  /** bytes of the leaders' copies */
  sizeBytes: CountSeries,
  /** records behind, all groups that read it together */
  lag: CountSeries,
  underReplicatedPartitions: NumberSeries,
  /** empty where partitions are not kept one by one for that far back; `latest` is the high watermark */
  partitions: z.array(z.object({ partition: z.number(), messagesPerSecond: numbers, latest: counts })),
});
export type TopicHistory = z.output<typeof TopicHistory>;

export const getTopicHistory = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/topics/{topic}/history",
  access: { topic: "view" },
  summary: "Records and bytes a second, size and lag of a topic over time; as CSV with format=csv",
  query: historyQuery,
  reply: TopicHistory,
  csv: true,
});

export const BrokerHistory = z.object({
  ...historyFrame,
  id: z.number(),
  /** 1 while it answered, 0 while not */
  up: NumberSeries,
  leaderCount: NumberSeries,
  replicaCount: NumberSeries,
  /** bytes in its log directories */
  sizeBytes: CountSeries,
  /** bytes left on the volumes of its log directories */
  usableBytes: CountSeries,
});
export type BrokerHistory = z.output<typeof BrokerHistory>;

export const getBrokerHistory = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/brokers/{broker}/history",
  access: { broker: "view" },
  summary: "Bytes on disk, leaders and whether a broker answered, over time; as CSV with format=csv",
  query: historyQuery,
  reply: BrokerHistory,
  csv: true,
});

export const ClusterHistory = z.object({
  ...historyFrame,
  messagesPerSecond: NumberSeries,
  /** estimated as for topics */
  bytesPerSecond: NumberSeries,
  /** records behind, all groups together */
  lag: CountSeries,
  sizeBytes: CountSeries,
  /** of severity bad and warn */
  findings: NumberSeries,
  brokersUp: NumberSeries,
  underReplicatedPartitions: NumberSeries,
  offlinePartitions: NumberSeries,
  /** the groups that are furthest behind now, at most five; `lag` is the largest of each point */
  groups: z.array(z.object({ group: z.string(), lag: counts })),
});
export type ClusterHistory = z.output<typeof ClusterHistory>;

export const getClusterHistory = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/history",
  access: { cluster: "view" },
  summary: "Records a second, lag, findings and brokers of a cluster over time; as CSV with format=csv",
  query: historyQuery,
  reply: ClusterHistory,
  csv: true,
});

export const listEvents = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/events",
  access: { cluster: "view" },
  summary: "What happened in a cluster: rebalances, resets, leaders, brokers, the youngest first",
  query: z.strictObject({
    from: z.prefault(historyTime, "-24h"),
    to: z.optional(historyTime),
    kind: z.optional(z.enum(historyEventKinds)),
    type: z.optional(z.enum(["cluster", "broker", "topic", "group"])),
    /** with `type`: of this one */
    name: z.optional(z.string()),
    /** topics and groups of Kafka's own, too */
    internal: z.prefault(flag, "false"),
    page: z.prefault(integer(1, 1_000_000), "1"),
    perPage: z.prefault(integer(1, 1000), "50"),
  }),
  reply: page(HistoryEvent),
});
