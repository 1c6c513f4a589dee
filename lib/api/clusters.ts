import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";
import { type ErrorCode, errorStatus } from "./error.ts";
import { GroupRow } from "./groups.ts";
import { int64, uint63 } from "./int64.ts";
import { PartialProblem, page } from "./list.ts";
import { TopicRow } from "./topics.ts";

const codes = Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]];

export const getHealth = endpoint({
  method: "GET",
  path: "/api/health",
  access: "anyone",
  summary: "Whether the console runs; touches no cluster",
  reply: z.object({ status: z.literal("ok"), version: z.string() }),
});

export const ClusterRow = z.object({
  name: z.string(),
  environment: z.nullable(z.string()),
  readOnly: z.boolean(),
  status: z.enum(["ok", "degraded", "unreachable"]),
  error: z.nullable(z.object({ code: z.enum(codes), message: z.string(), hint: z.nullable(z.string()) })),
  clusterId: z.nullable(z.string()),
  kafkaVersion: z.nullable(z.string()),
  brokerCount: z.nullable(z.number()),
  topicCount: z.nullable(z.number()),
  partitionCount: z.nullable(z.number()),
  underReplicatedPartitions: z.nullable(z.number()),
  offlinePartitions: z.nullable(z.number()),
  bootstrapServers: z.array(z.string()),
  messagesPerSecond: z.nullable(z.number()),
});
export type ClusterRow = z.output<typeof ClusterRow>;

export const listClusters = endpoint({
  method: "GET",
  path: "/api/clusters",
  access: { cluster: "view" },
  summary: "The configured clusters and how they are; within 2 s even when one is down",
  query: z.strictObject({}),
  reply: page(ClusterRow),
});

export const ClusterDetail = z.extend(ClusterRow, {
  controllerId: z.nullable(z.number()),
  features: z.array(
    z.object({
      name: z.string(),
      finalized: z.nullable(z.number()),
      supportedMin: z.number(),
      supportedMax: z.number(),
    }),
  ),
  capabilities: z.record(z.string(), z.boolean()),
  replicaCount: z.nullable(z.number()),
  internalTopicCount: z.nullable(z.number()),
  groupCount: z.nullable(z.number()),
  underMinIsrPartitions: z.nullable(z.number()),
  preferredLeaderImbalance: z.nullable(z.number()),
  asOf: z.nullable(z.number()),
  problems: z.array(PartialProblem),
});
export type ClusterDetail = z.output<typeof ClusterDetail>;

export const getCluster = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}",
  access: { cluster: "view" },
  summary: "One cluster with its controller, features and counts",
  query: z.strictObject({}),
  reply: ClusterDetail,
});

/** epoch ms and a value; null where nothing was measured */
const Point = z.tuple([z.number(), z.nullable(z.number())]);

export const Finding = z.object({
  severity: z.enum(["bad", "warn", "info"]),
  kind: z.string(),
  subject: z.object({ type: z.enum(["cluster", "broker", "topic", "partition", "group"]), name: z.string() }),
  message: z.string(),
  href: z.string(),
  /** of a finding about many groups at once: how many */
  groups: z.optional(z.number()),
  /** epoch ms when the console first saw it; null when it was there at the first look */
  since: z.nullable(z.number()),
});
export type Finding = z.output<typeof Finding>;

export const Overview = z.object({
  findings: z.array(Finding),
  /** how many kinds of trouble were looked for */
  checks: z.number(),
  series: z.object({
    messagesPerSecond: z.array(Point),
    /** records behind, the worst groups */
    lag: z.array(z.object({ group: z.string(), points: z.array(Point) })),
  }),
  topTopics: z.array(TopicRow),
  topGroups: z.array(GroupRow),
  sizeBytes: z.nullable(uint63),
  asOf: z.number(),
  problems: z.array(PartialProblem),
});
export type Overview = z.output<typeof Overview>;

export const getOverview = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/overview",
  access: { cluster: "view" },
  summary: "What needs attention, and the last minutes of the cluster",
  query: z.strictObject({}),
  reply: Overview,
});

const QuorumReplica = z.object({
  id: z.number(),
  logEndOffset: int64,
  lag: z.nullable(uint63),
  lastCaughtUp: z.nullable(z.number()),
});
export const getQuorum = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/quorum",
  access: { cluster: "view" },
  summary: "The KRaft quorum: leader, voters, observers (DescribeQuorum)",
  query: z.strictObject({}),
  reply: z.object({
    leaderId: z.number(),
    leaderEpoch: z.number(),
    highWatermark: int64,
    voters: z.array(QuorumReplica),
    observers: z.array(QuorumReplica),
  }),
});
