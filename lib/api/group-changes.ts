import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";
import { int64, uint63 } from "./int64.ts";
import { isoDurationMs } from "./iso-duration.ts";

const partition = z.int().check(z.gte(0, "must be a partition number"));
const topicName = z
  .string()
  .check(z.minLength(1, "must name a topic"), z.maxLength(249, "must be at most 249 characters"));

/** Topics, or some partitions of them; without `partitions` all of a topic's. */
export const TopicChoice = z
  .array(
    z.strictObject({
      topic: topicName,
      partitions: z.optional(z.array(partition).check(z.minLength(1, "must name at least one partition"))),
    }),
  )
  .check(z.minLength(1, "must name at least one topic"));
export type TopicChoice = z.output<typeof TopicChoice>;

export const ExplicitOffsets = z
  .array(z.strictObject({ topic: topicName, partition, offset: int64 }))
  .check(z.minLength(1, "must have at least one offset"));

/**
 * Where a group is to stand: at an end of each partition, where it is (at the end of those without a commit), at an offset, at the first record of a time (epoch ms) or later, so
 * many records further (negative: back), at the first record of so long ago, where another group stands, or offset by offset.
 */
export const OffsetTarget = z.union(
  [
    z.enum(["earliest", "latest", "current"]),
    z.strictObject({ offset: int64 }),
    z.strictObject({ time: z.int().check(z.gte(0, "must be epoch milliseconds")) }),
    z.strictObject({ shift: int64 }),
    z.strictObject({ ago: isoDurationMs }),
    z.strictObject({ group: z.string().check(z.minLength(1, "must name a group")) }),
    z.strictObject({ offsets: ExplicitOffsets }),
  ],
  'must be "earliest", "latest", "current", {offset}, {time}, {shift}, {ago}, {group} or {offsets: [{topic, partition, offset}]}',
);
export type OffsetTarget = z.output<typeof OffsetTarget>;

export const OffsetChange = z.object({
  topic: z.string(),
  partition: z.number(),
  /** the commit so far; null without one */
  before: z.nullable(uint63),
  /** null where `error` says why there is none */
  after: z.nullable(uint63),
  /** records behind afterwards */
  lagAfter: z.nullable(uint63),
  /** what was asked for lies outside of the log: `after` is its nearer end */
  clamped: z.boolean(),
  error: z.nullable(z.string()),
  earliest: z.nullable(uint63),
  latest: z.nullable(uint63),
});
export type OffsetChange = z.output<typeof OffsetChange>;

/**
 * Without `topics` every partition the group has a commit on is meant (with `group` and `offsets`: every one these name). A dry
 * run answers while the group has members, too; the change itself is 409 `group-active` with them in `members`.
 */
export const resetGroupOffsets = endpoint({
  method: "POST",
  path: "/api/clusters/{cluster}/groups/{group}/offsets",
  access: { group: "edit" },
  summary: "Sets where a group stands, partition by partition; makes the group where there is none",
  body: z.strictObject({
    to: OffsetTarget,
    topics: z.optional(TopicChoice),
    dryRun: z.optional(z.boolean()),
  }),
  reply: z.object({ changes: z.array(OffsetChange) }),
  maxBody: 8 * 1024 * 1024,
});

export const deleteGroupOffsets = endpoint({
  method: "POST",
  path: "/api/clusters/{cluster}/groups/{group}/offsets/delete",
  access: { group: "edit" },
  summary: "Forgets what a group has committed on topics nobody in it reads; share groups forget whole topics",
  body: z.strictObject({ topics: TopicChoice, dryRun: z.optional(z.boolean()) }),
  reply: z.object({
    results: z.array(z.object({ topic: z.string(), partition: z.number(), error: z.nullable(z.string()) })),
  }),
});

/** A member by its id, or by its instance id where it has one. */
const MemberChoice = z.union(
  [
    z.string().check(z.minLength(1, "must be a member id")),
    z
      .strictObject({ memberId: z.optional(z.string()), instanceId: z.optional(z.nullable(z.string())) })
      .check(z.refine(({ memberId, instanceId }) => !!memberId || !!instanceId, "needs memberId or instanceId")),
  ],
  "must be a member id, or {memberId} or {instanceId}",
);

export const removeGroupMembers = endpoint({
  method: "POST",
  path: "/api/clusters/{cluster}/groups/{group}/members/remove",
  access: { group: "edit" },
  summary: "Takes members out of a classic group, all of them unless some are named; clients that still run come back",
  body: z.strictObject({ members: z.optional(z.array(MemberChoice)), dryRun: z.optional(z.boolean()) }),
  reply: z.object({
    results: z.array(
      z.object({ memberId: z.string(), instanceId: z.nullable(z.string()), error: z.nullable(z.string()) }),
    ),
  }),
});
