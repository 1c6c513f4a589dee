import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";
import { uint63 } from "./int64.ts";
import { PartialProblem, page } from "./list.ts";

export const memberStates = ["joining", "stable", "rebalancing", "leaving", "left", "failed"] as const;
const Assignment = z.object({ topic: z.string(), partitions: z.array(z.number()) });

/** A member of a group that this console runs: an ordinary consumer (kafkajs) that holds partitions as any other does. */
export const Member = z.object({
  id: z.string(),
  cluster: z.string(),
  group: z.string(),
  topics: z.array(z.string()),
  state: z.enum(memberStates),
  /** as the coordinator knows it; null before it has joined */
  memberId: z.nullable(z.string()),
  clientId: z.string(),
  isLeader: z.boolean(),
  generation: z.nullable(z.number()),
  assignments: z.array(Assignment),
  commit: z.enum(["auto", "manual"]),
  /** most records a second it takes; null = as many as come */
  rate: z.nullable(z.number()),
  consumed: uint63,
  rebalances: z.number(),
  /** consumed and not committed */
  uncommitted: uint63,
  problem: z.nullable(PartialProblem),
  startedAt: z.number(),
  endedAt: z.nullable(z.number()),
});
export type Member = z.output<typeof Member>;

/** A record as the member took it; text is cut, and base64 where it is no UTF-8. */
export const ConsumedRecord = z.object({
  topic: z.string(),
  partition: z.number(),
  offset: uint63,
  timestamp: z.number(),
  key: z.nullable(z.string()),
  value: z.nullable(z.string()),
  valueSize: z.number(),
});
export type ConsumedRecord = z.output<typeof ConsumedRecord>;

/** What happened to the member, in order. */
export const MemberHappening = z.object({
  at: z.number(),
  kind: z.enum([
    "started",
    "joined",
    "rebalancing",
    "committed",
    "commit-failed",
    "heartbeat-failed",
    "leaving",
    "left",
    "failed",
  ]),
  /** in words */
  message: z.string(),
  assignments: z.optional(z.array(Assignment)),
  offsets: z.optional(z.array(z.object({ topic: z.string(), partition: z.number(), offset: uint63 }))),
});
export type MemberHappening = z.output<typeof MemberHappening>;

const clientId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9._-]{1,100}$/, "must be of letters, digits, dots, - and _, at most 100 characters"));

export const listOwnMembers = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/groups/{group}/members",
  access: { group: "view" },
  summary: "The members of a group that this console runs",
  query: z.strictObject({}),
  reply: page(Member),
});

export const startMember = endpoint({
  method: "POST",
  path: "/api/clusters/{cluster}/groups/{group}/members",
  access: { group: "edit" },
  summary:
    "Joins a group as an ordinary consumer, which takes partitions from its other members; it leaves when nobody watches its events for 10 s",
  body: z.strictObject({
    topics: z
      .array(z.string().check(z.minLength(1, "must name a topic"), z.maxLength(249, "must be at most 249 characters")))
      .check(z.minLength(1, "must name at least one topic"), z.maxLength(100, "must name at most 100 topics")),
    /** where partitions without a commit are begun */
    from: z.prefault(z.enum(["earliest", "latest"], "must be earliest or latest"), "latest"),
    commit: z.prefault(z.enum(["auto", "manual"], "must be auto or manual"), "manual"),
    rate: z.optional(z.int().check(z.gte(1, "must be at least 1"), z.lte(10_000, "must be at most 10,000"))),
    clientId: z.optional(clientId),
    /** stays although nobody watches, until it is told to leave or the console ends */
    stays: z.optional(z.boolean()),
  }),
  reply: Member,
  status: 201,
});
export type StartMemberBody = z.output<NonNullable<typeof startMember.body>>;

export const watchMember = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/groups/{group}/members/{member}/events",
  access: { records: "read" },
  summary: "What a member of this console goes through: assignments, rebalances, records it takes and commits",
  query: z.strictObject({}),
  events: {
    member: Member,
    happened: MemberHappening,
    /** the youngest of them; `skipped` were taken and not shown */
    records: z.object({ items: z.array(ConsumedRecord), skipped: uint63 }),
    done: z.object({ reason: z.enum(["end", "failed", "cancelled", "shutdown"]) }),
  },
});

export const commitMember = endpoint({
  method: "POST",
  path: "/api/clusters/{cluster}/groups/{group}/members/{member}/commit",
  access: { group: "edit" },
  summary: "Commits what a member of this console has taken so far",
  body: z.strictObject({}),
  reply: z.object({ offsets: z.array(z.object({ topic: z.string(), partition: z.number(), offset: uint63 })) }),
});

export const stopMember = endpoint({
  method: "DELETE",
  path: "/api/clusters/{cluster}/groups/{group}/members/{member}",
  access: { group: "edit" },
  summary: "A member of this console leaves its group, which gives its partitions to the others",
});
