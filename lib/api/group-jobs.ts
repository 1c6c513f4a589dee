import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";
import { ExplicitOffsets, OffsetTarget, TopicChoice } from "./group-changes.ts";
import { JobStarted } from "./jobs.ts";

const groupName = z.string().check(z.minLength(1, "must name a group"));
const groups = z.array(groupName).check(
  z.minLength(1, "must name at least one group"),
  z.maxLength(5_000, "must name at most 5,000 groups"),
  z.refine((names) => new Set(names).size === names.length, "must not name a group twice"),
);
const maxBody = 4 * 1024 * 1024;
const mostPlanned = 32 * 1024 * 1024;
const plans = z.array(z.strictObject({ group: groupName, offsets: ExplicitOffsets })).check(
  z.minLength(1, "must name at least one group"),
  z.maxLength(5_000, "must name at most 5,000 groups"),
  z.refine((all) => new Set(all.map(({ group }) => group)).size === all.length, "must not name a group twice"),
);

/**
 * The `result` of such a job, also while it runs: each group as it was done, in the order of the request. `problem` null: done as asked;
 * `changed`: partitions or members; without it the whole group.
 */
export const GroupJobResult = z.object({
  groups: z.array(
    z.object({
      group: z.string(),
      changed: z.nullable(z.number()),
      problem: z.nullable(z.object({ code: z.string(), message: z.string(), hint: z.optional(z.string()) })),
    }),
  ),
  failed: z.number(),
});
export type GroupJobResult = z.output<typeof GroupJobResult>;

/** Each as `DELETE …/groups/{group}`. The job's kind is `groups-delete`. */
export const deleteGroups = endpoint({
  method: "POST",
  path: "/api/clusters/{cluster}/groups/delete",
  access: { group: "delete" },
  summary: "A job that deletes empty groups with their offsets, with a result for each",
  body: z.strictObject({ groups }),
  reply: JobStarted,
  status: 202,
  maxBody,
});

/** Each as `POST …/groups/{group}/members/remove` without `members`. The job's kind is `groups-remove-members`. */
export const removeMembersOfGroups = endpoint({
  method: "POST",
  path: "/api/clusters/{cluster}/groups/remove-members",
  access: { group: "edit" },
  summary: "A job that takes all members out of groups, with a result for each",
  body: z.strictObject({ groups }),
  reply: JobStarted,
  status: 202,
  maxBody,
});

/**
 * Each as `POST …/groups/{group}/offsets`: all to the same target, reckoned for each when its turn comes, or each to the offsets that
 * are planned for it. The job's kind is `groups-reset-offsets`.
 */
export const resetOffsetsOfGroups = endpoint({
  method: "POST",
  path: "/api/clusters/{cluster}/groups/reset-offsets",
  access: { group: "edit" },
  summary: "A job that sets where several groups stand, with a result for each",
  body: z.union(
    [z.strictObject({ groups, to: OffsetTarget, topics: z.optional(TopicChoice) }), z.strictObject({ plans })],
    "must be {groups, to, topics?} or {plans: [{group, offsets: [{topic, partition, offset}]}]}",
  ),
  reply: JobStarted,
  status: 202,
  maxBody: mostPlanned,
});
