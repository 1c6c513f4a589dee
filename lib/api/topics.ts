import * as z from "zod/mini";
import { ConfigChange, ConfigChanges, ConfigRow, ConfigSource } from "./configs.ts";
import { endpoint } from "./endpoint.ts";
import { int64, uint63 } from "./int64.ts";
import { flag, listQuery, PartialProblem, page } from "./list.ts";

/** `offsetSpan` is latest − earliest: the number of records only where nothing was compacted or transactional. */
export const TopicRow = z.object({
  name: z.string(),
  internal: z.boolean(),
  topicId: z.nullable(z.string()),
  partitionCount: z.number(),
  replicationFactor: z.number(),
  underReplicatedPartitions: z.number(),
  offlinePartitions: z.number(),
  underMinIsrPartitions: z.nullable(z.number()),
  offsetSpan: z.nullable(uint63),
  sizeBytes: z.nullable(uint63),
  messagesPerSecond: z.nullable(z.number()),
  cleanupPolicy: z.nullable(z.string()),
  retentionMs: z.nullable(int64),
  groupCount: z.nullable(z.number()),
  /** the largest lag of a group on this topic */
  lag: z.nullable(uint63),
  slowestGroup: z.nullable(z.string()),
  /** records per second over the last minutes, oldest first, for the sparkline; null where nothing was measured */
  rateHistory: z.array(z.nullable(z.number())),
});
export type TopicRow = z.output<typeof TopicRow>;

export const topicSort = [
  "name",
  "internal",
  "topicId",
  "partitionCount",
  "replicationFactor",
  "underReplicatedPartitions",
  "offlinePartitions",
  "underMinIsrPartitions",
  "offsetSpan",
  "sizeBytes",
  "messagesPerSecond",
  "cleanupPolicy",
  "retentionMs",
  "groupCount",
  "lag",
] as const;

export const listTopics = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/topics",
  access: { topic: "view" },
  summary: "Topics with size, rate, health and lag",
  query: listQuery([...topicSort], { internal: z.prefault(flag, "false") }),
  reply: page(TopicRow),
});
export type TopicListQuery = z.output<NonNullable<typeof listTopics.query>>;

const count = (least: number, most: number) =>
  z.int().check(z.gte(least, `must be at least ${least}`), z.lte(most, `must be at most ${most}`));

const replicas = z.array(count(0, 2_147_483_647)).check(z.minLength(1, "must name at least one broker"));

export const NewTopic = z.strictObject({
  name: z.string().check(z.minLength(1, "must not be empty"), z.maxLength(249, "must be at most 249 characters")),
  partitions: z.optional(count(1, 100_000)),
  replicationFactor: z.optional(count(1, 32_767)),
  /** partition → broker ids, the first is the preferred leader; a list counts as partitions 0, 1, … */
  assignments: z.optional(
    z.union(
      [z.record(z.string().check(z.regex(/^(0|[1-9][0-9]{0,5})$/)), replicas), z.array(replicas).check(z.minLength(1))],
      'must map partitions to lists of broker ids: {"0": [1, 2]} or [[1, 2]]',
    ),
  ),
  configs: z.optional(z.record(z.string(), z.string())),
  dryRun: z.optional(z.boolean()),
});

export const createTopic = endpoint({
  method: "POST",
  path: "/api/clusters/{cluster}/topics",
  access: { topic: "create" },
  summary: "Creates a topic; answers once its leaders are visible",
  body: NewTopic,
  status: 201,
  reply: z.object({
    name: z.string(),
    topicId: z.nullable(z.string()),
    partitionCount: z.number(),
    replicationFactor: z.number(),
    configs: z.array(z.object({ name: z.string(), value: z.nullable(z.string()), source: ConfigSource })),
  }),
});

export const TopicPartitionRow = z.object({
  partition: z.number(),
  leader: z.nullable(z.number()),
  leaderEpoch: z.nullable(z.number()),
  replicas: z.array(z.number()),
  isr: z.array(z.number()),
  offlineReplicas: z.array(z.number()),
  eligibleLeaderReplicas: z.nullable(z.array(z.number())),
  lastKnownElr: z.nullable(z.array(z.number())),
  earliest: z.nullable(uint63),
  latest: z.nullable(uint63),
  lastStable: z.nullable(uint63),
  sizeBytes: z.nullable(uint63),
});
export type TopicPartitionRow = z.output<typeof TopicPartitionRow>;

export const TopicDetail = z.object({
  name: z.string(),
  topicId: z.nullable(z.string()),
  internal: z.boolean(),
  replicationFactor: z.number(),
  minInsyncReplicas: z.nullable(z.number()),
  cleanupPolicy: z.nullable(z.string()),
  retentionMs: z.nullable(int64),
  messagesPerSecond: z.nullable(z.number()),
  partitions: z.array(TopicPartitionRow),
  offsetSpan: z.nullable(uint63),
  sizeBytes: z.nullable(uint63),
  asOf: z.number(),
  problems: z.array(PartialProblem),
});
export type TopicDetail = z.output<typeof TopicDetail>;

export const getTopic = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/topics/{topic}",
  access: { topic: "view" },
  summary: "One topic with its partitions, asked live",
  query: z.strictObject({}),
  reply: TopicDetail,
});

export const deleteTopic = endpoint({
  method: "DELETE",
  path: "/api/clusters/{cluster}/topics/{topic}",
  access: { topic: "delete" },
  summary: "Deletes a topic and its records",
});

export const addPartitions = endpoint({
  method: "POST",
  path: "/api/clusters/{cluster}/topics/{topic}/partitions",
  access: { topic: "edit" },
  summary: "Raises the number of partitions",
  body: z.strictObject({ count: count(1, 100_000), dryRun: z.optional(z.boolean()) }),
  reply: z.object({ partitionCount: z.number() }),
});

export const listTopicConfigs = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/topics/{topic}/configs",
  access: { topic: "view" },
  summary: "The configs of a topic with their sources",
  query: z.strictObject({}),
  reply: page(ConfigRow),
});

export const alterTopicConfigs = endpoint({
  method: "PATCH",
  path: "/api/clusters/{cluster}/topics/{topic}/configs",
  access: { topic: "edit" },
  summary: "Sets or resets single configs; what is not named keeps its value",
  body: ConfigChange,
  reply: ConfigChanges,
});

export const truncateTopic = endpoint({
  method: "POST",
  path: "/api/clusters/{cluster}/topics/{topic}/truncate",
  access: { records: "delete" },
  summary: "Deletes the records before an offset of each partition (DeleteRecords)",
  body: z.strictObject({
    before: z.union(
      [
        z.literal("end"),
        z.strictObject({ time: z.int().check(z.gte(0, "must be epoch milliseconds")) }),
        z.strictObject({
          offsets: z.record(z.string().check(z.regex(/^(0|[1-9][0-9]{0,5})$/, "must be a partition number")), uint63),
        }),
      ],
      'must be "end", {time: epoch ms} or {offsets: {"<partition>": "<offset>"}}',
    ),
    dryRun: z.optional(z.boolean()),
  }),
  reply: z.object({
    partitions: z.array(
      z.object({
        partition: z.number(),
        earliestBefore: z.nullable(uint63),
        earliest: z.nullable(uint63),
        error: z.nullable(z.string()),
      }),
    ),
  }),
});

export const getPartitionFor = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/topics/{topic}/partition-for",
  access: { topic: "view" },
  summary: "Where Java's default partitioner puts a key",
  query: z.strictObject({
    key: z.string(),
    keyEncoding: z.optional(z.enum(["utf8", "base64"], "must be utf8 or base64")),
  }),
  reply: z.object({ partition: z.number() }),
});
