import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";
import { uint63 } from "./int64.ts";
import { JobStarted } from "./jobs.ts";
import { BrowseQuery, Payload } from "./messages.ts";

const {
  maxScan: _maxScan,
  maxBytes: _maxBytes,
  maxSeconds: _maxSeconds,
  maxValueBytes: _maxValueBytes,
  limit: _limit,
  control: _control,
  ...selection
} = BrowseQuery.shape;
const flagOf = z.union([
  z.boolean(),
  z.pipe(
    z.enum(["true", "false"]),
    z.transform((text) => text === "true"),
  ),
]);
const partition = z.int().check(z.gte(0, "must be a partition number"));
export const mostChosen = 10_000;
export const partitionRules = ["same", "by-key"] as const;
export const timestampRules = ["same", "now"] as const;
export const headerRules = ["same", "none", "with-origin", "without-errors"] as const;

/**
 * Where copies go: to `topic`, or (`origin: true`) each back to where its dead letter headers say it came from: Connect's
 * `__connect.errors.topic/partition`, Spring's `kafka_dlt-original-topic/-partition`.
 */
const ReplayTarget = z
  .strictObject({
    topic: z.optional(
      z.string().check(z.minLength(1, "must name a topic"), z.maxLength(249, "must be at most 249 characters")),
    ),
    origin: z.optional(z.literal(true)),
    /** same: the number of the source's (or, back to the origin, of the origin's) partition; by-key: as Java's default partitioner */
    partition: z.prefault(z.enum(partitionRules, "must be same or by-key"), "by-key"),
    timestamp: z.prefault(z.enum(timestampRules, "must be same or now"), "same"),
    /** with-origin adds where each came from; without-errors leaves out what a dead letter queue has added */
    headers: z.prefault(z.enum(headerRules, "must be same, none, with-origin or without-errors"), "same"),
  })
  .check(
    z.refine(({ topic, origin }) => (topic === undefined) !== (origin === undefined), "needs topic, or origin: true"),
  );
export type ReplayTarget = z.output<typeof ReplayTarget>;

/**
 * The selection is said as for GET …/messages; the end is fixed when the job starts. With `limit` or `cursor` it is what that page
 * shows; `records` names some by their place. `resume` takes up a replay that was broken off, from its committed progress.
 */
export const ReplayBody = z
  .strictObject({
    ...selection,
    limit: z.optional(z.int().check(z.gte(1, "must be at least 1"), z.lte(mostChosen, "must be at most 10,000"))),
    ignoreCase: z.prefault(flagOf, false),
    keyPartition: z.prefault(flagOf, false),
    records: z.optional(
      z
        .array(z.strictObject({ partition, offset: uint63 }))
        .check(
          z.minLength(1, "must name at least one record"),
          z.maxLength(mostChosen, "must name at most 10,000 records"),
        ),
    ),
    target: z.optional(ReplayTarget),
    /** most records a second; without it as fast as they can be written */
    rate: z.optional(z.int().check(z.gte(1, "must be at least 1"), z.lte(1_000_000, "must be at most 1,000,000"))),
    resume: z.optional(z.string().check(z.regex(/^[0-9a-z-]{8,64}$/, "must be the id of a replay"))),
    dryRun: z.optional(z.boolean()),
  })
  .check(
    z.refine(({ target, resume }) => target !== undefined || resume !== undefined, {
      path: ["target"],
      message: "is missing",
    }),
  );
export type ReplayBody = z.output<typeof ReplayBody>;

/** One record that would be copied, and where to. */
const ReplaySample = z.object({
  partition: z.number(),
  offset: uint63,
  timestamp: z.number(),
  key: z.nullable(Payload),
  value: z.nullable(Payload),
  target: z.nullable(z.object({ topic: z.string(), partition: z.number() })),
  /** why it cannot go anywhere */
  problem: z.nullable(z.string()),
});

/**
 * What a replay would do. Where the selection was too long to be read for it, `isComplete` is false and the counts are of the
 * records that were looked at (`scanned`, of at most `span` offsets).
 */
export const ReplayPreview = z.object({
  selected: uint63,
  bytes: uint63,
  scanned: uint63,
  span: uint63,
  isComplete: z.boolean(),
  /** where to, with the number of records; most first */
  destinations: z.array(z.object({ topic: z.string(), partition: z.number(), records: uint63 })),
  /** records without an origin: they are passed over and counted */
  withoutOrigin: uint63,
  /** the ranges that are read, half open */
  ranges: z.array(z.object({ partition: z.number(), from: uint63, to: uint63 })),
  samples: z.array(ReplaySample),
  /** what keeps the replay from being started */
  problems: z.array(z.object({ target: z.string(), message: z.string() })),
  notes: z.array(z.string()),
  /** it can be taken up by its id alone after the console was restarted */
  resumable: z.boolean(),
});
export type ReplayPreview = z.output<typeof ReplayPreview>;

/** Of a job of kind replay. */
export const ReplayResult = z.object({
  /** records written and committed */
  copied: uint63,
  bytes: uint63,
  /** without an origin, or whose origin is not there: passed over */
  withoutOrigin: uint63,
  /** offsets looked at, of `span` */
  scanned: uint63,
  span: uint63,
  /** chosen records that are not there (any more) */
  missing: uint63,
  transactions: z.number(),
  /** transactions that were given up and done again */
  retried: z.number(),
  /** what `resume` takes; null once there is nothing left to take up */
  resume: z.nullable(z.string()),
  destinations: z.array(z.object({ topic: z.string(), partition: z.number(), records: uint63 })),
});
export type ReplayResult = z.output<typeof ReplayResult>;

export const replayRecords = endpoint({
  method: "POST",
  path: "/api/clusters/{cluster}/topics/{topic}/replay",
  access: { records: "write" },
  summary:
    "Copies a selection to another topic or back to its origin, exactly once for readers with read_committed; a dry run answers with the preview",
  body: ReplayBody,
  reply: z.union([JobStarted, ReplayPreview]),
  status: 202,
  maxBody: 2 * 1024 * 1024,
});

export const discardReplay = endpoint({
  method: "DELETE",
  path: "/api/clusters/{cluster}/topics/{topic}/replay/{replay}",
  access: { records: "write" },
  summary:
    "Gives up a replay that was broken off: what it copied stays, its progress is removed, and it cannot be taken up again",
});
