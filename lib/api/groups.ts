import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";
import { int64, uint63 } from "./int64.ts";
import { listQuery, PartialProblem, page } from "./list.ts";

export const GroupType = z.enum(["classic", "consumer", "share", "streams", "unknown"]);

/**
 * `clear` in so many ms (0: nothing is waiting), `never` because the lag grows, `steady` because it does neither: at the pace of the
 * last minute.
 */
export const Forecast = z.object({ kind: z.enum(["clear", "never", "steady"]), ms: z.nullable(z.number()) });

/** `lag` sums the partitions that have a commit; those without are counted in `uncommittedPartitions`. */
export const GroupRow = z.object({
  id: z.string(),
  type: GroupType,
  protocolType: z.string(),
  state: z.string(),
  coordinator: z.nullable(z.number()),
  memberCount: z.nullable(z.number()),
  topicCount: z.nullable(z.number()),
  lag: z.nullable(uint63),
  uncommittedPartitions: z.nullable(z.number()),
  lagMs: z.nullable(z.number()),
  status: z.nullable(z.string()),
  assignor: z.nullable(z.string()),
  /** its coordinator did not answer: the row is from the last picture in which it did */
  remembered: z.boolean(),
  /** records behind over the last minutes, oldest first, for the sparkline; null where nothing was measured */
  lagHistory: z.array(z.nullable(z.number())),
  /** records per minute by which the lag grew (negative: shrank) over the last minutes */
  lagGrowthPerMinute: z.nullable(z.number()),
  /** `status` is null while too little is known, else ok, warning, stalled, stopped, rewound or beyond-end; here is why, in words */
  statusReason: z.optional(z.nullable(z.string())),
  /** `lagMs` is a lower bound: it was so far behind already when sampling began */
  lagMsIsLeast: z.optional(z.boolean()),
  forecast: z.optional(z.nullable(Forecast)),
});
export type GroupRow = z.output<typeof GroupRow>;

export const groupSort = [
  "id",
  "type",
  "state",
  "coordinator",
  "memberCount",
  "topicCount",
  "lag",
  "lagMs",
  "protocolType",
  "assignor",
  "status",
  "uncommittedPartitions",
] as const;

export const listGroups = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/groups",
  access: { group: "view" },
  summary: "Groups of every type with members and lag",
  query: listQuery([...groupSort], {
    type: z.optional(GroupType),
    state: z.optional(z.string()),
    topic: z.optional(z.string()),
  }),
  reply: page(GroupRow),
});
export type GroupListQuery = z.output<NonNullable<typeof listGroups.query>>;

const Assignment = z.object({ topic: z.string(), partitions: z.array(z.number()) });

/** Tasks of a streams application (KIP-1071): a task is one partition of a subtopology. */
const Tasks = z.array(z.object({ subtopology: z.string(), partitions: z.array(z.number()) }));
const MemberTasks = z.object({
  /** the process of the member: threads of one process share it */
  processId: z.string(),
  active: Tasks,
  standby: Tasks,
  warmup: Tasks,
});
export type MemberTasks = z.output<typeof MemberTasks>;

/** What a streams application does with its topics, as it told the coordinator: the parts that run side by side. */
const GroupTopology = z.object({
  epoch: z.number(),
  subtopologies: z.array(
    z.object({
      id: z.string(),
      sources: z.array(z.string()),
      /** internal topics it writes so that another part reads them under another key */
      repartitionSinks: z.array(z.string()),
      repartitionSources: z.array(z.string()),
      /** internal topics that keep its state */
      changelogs: z.array(z.string()),
    }),
  ),
});
export type GroupTopology = z.output<typeof GroupTopology>;

export const GroupMember = z.object({
  memberId: z.string(),
  instanceId: z.nullable(z.string()),
  clientId: z.string(),
  host: z.string(),
  rack: z.nullable(z.string()),
  assignments: z.nullable(z.array(Assignment)),
  target: z.nullable(z.array(Assignment)),
  memberEpoch: z.nullable(z.number()),
  /** null where its protocol does not tell */
  subscribedTopics: z.optional(z.nullable(z.array(z.string()))),
  subscribedTopicRegex: z.optional(z.nullable(z.string())),
  /** of streams groups: what it runs; null elsewhere */
  tasks: z.optional(z.nullable(MemberTasks)),
  connect: z.nullable(
    z.object({
      url: z.nullable(z.string()),
      connectors: z.array(z.string()),
      tasks: z.array(z.object({ connector: z.string(), task: z.number() })),
    }),
  ),
});

export const GroupOffset = z.object({
  topic: z.string(),
  partition: z.number(),
  committed: z.nullable(uint63),
  earliest: z.nullable(uint63),
  latest: z.nullable(uint63),
  lastStable: z.nullable(uint63),
  lag: z.nullable(uint63),
  /** latest − earliest: what is there to read; where a group without a commit would start only its clients know */
  retained: z.nullable(uint63),
  lagMs: z.nullable(z.number()),
  metadata: z.nullable(z.string()),
  memberId: z.nullable(z.string()),
  leaderEpoch: z.nullable(z.number()),
  /** null while too little is known, else ok, warning, stalled, stopped, rewound or beyond-end (a commit beyond the end) */
  status: z.nullable(z.string()),
  statusReason: z.optional(z.nullable(z.string())),
  lagMsIsLeast: z.optional(z.boolean()),
});
export type GroupOffset = z.output<typeof GroupOffset>;

/** What is worth saying about how the work of a group is shared out, in words. */
const GroupRemark = z.object({
  kind: z.enum([
    "idle-members",
    "uneven",
    "unowned",
    "reassigning",
    "no-heartbeat-progress",
    "static-missing",
    "connect",
  ]),
  severity: z.enum(["warn", "info"]),
  message: z.string(),
});
export type GroupRemark = z.output<typeof GroupRemark>;

export const GroupDetail = z.extend(GroupRow, {
  epoch: z.nullable(z.number()),
  targetEpoch: z.nullable(z.number()),
  members: z.array(GroupMember),
  idleMemberCount: z.nullable(z.number()),
  offsets: z.array(GroupOffset),
  /** of streams groups; null elsewhere and before a member told it */
  topology: z.optional(z.nullable(GroupTopology)),
  /** idle members, uneven shares, partitions nobody owns, a rebalance that goes on; empty where all is well */
  remarks: z.optional(z.array(GroupRemark)),
  asOf: z.number(),
  problems: z.array(PartialProblem),
});
export type GroupDetail = z.output<typeof GroupDetail>;

export const getGroup = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/groups/{group}",
  access: { group: "view" },
  summary: "One group with members, assignments, offsets and lag",
  query: z.strictObject({}),
  reply: GroupDetail,
});

/** A group as one topic sees it: only the lag on that topic. */
export const TopicGroup = z.object({
  id: z.string(),
  type: GroupType,
  state: z.string(),
  coordinator: z.nullable(z.number()),
  memberCount: z.nullable(z.number()),
  /** members that own partitions of this topic */
  assignedMemberCount: z.nullable(z.number()),
  lag: z.nullable(uint63),
  uncommittedPartitions: z.nullable(z.number()),
  lagMs: z.nullable(z.number()),
  status: z.nullable(z.string()),
  partitions: z.array(
    z.object({
      partition: z.number(),
      committed: z.nullable(int64),
      latest: z.nullable(uint63),
      lag: z.nullable(uint63),
      memberId: z.nullable(z.string()),
      lagMs: z.optional(z.nullable(z.number())),
      status: z.optional(z.nullable(z.string())),
    }),
  ),
  statusReason: z.optional(z.nullable(z.string())),
  lagMsIsLeast: z.optional(z.boolean()),
});
export type TopicGroup = z.output<typeof TopicGroup>;

export const listTopicGroups = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/topics/{topic}/groups",
  access: { group: "view" },
  summary: "The groups with commits or assignments on a topic",
  query: z.strictObject({}),
  reply: page(TopicGroup),
});

export const deleteGroup = endpoint({
  method: "DELETE",
  path: "/api/clusters/{cluster}/groups/{group}",
  access: { group: "delete" },
  summary: "Deletes an empty group with its offsets",
});
