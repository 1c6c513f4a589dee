import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";
import { uint63 } from "./int64.ts";
import { integer, PartialProblem } from "./list.ts";
import { moment, partitionSet } from "./read-bound.ts";

export const mostBuckets = 500;

export const Histogram = z.object({
  /** of equal length from the first `from` to the last `to`; half open; `offsetSpan` = offsets, see `approximate` */
  buckets: z.array(z.object({ from: z.number(), to: z.number(), offsetSpan: uint63 })),
  /** timestamps are the producers' and may be out of order: a record may stand in a bucket before its own */
  approximate: z.boolean(),
  /** offsets before the first bucket and after the last */
  before: uint63,
  after: uint63,
  /** timestamp of the first record and the largest timestamp there is, of all chosen partitions; null where there is none */
  firstTime: z.nullable(z.number()),
  lastTime: z.nullable(z.number()),
  notes: z.array(z.string()),
  problems: z.array(PartialProblem),
});
export type Histogram = z.output<typeof Histogram>;

export const getHistogram = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/topics/{topic}/histogram",
  access: { records: "read" },
  summary: "Where in time a topic's records are, from the brokers' time index: no record is read",
  query: z.strictObject({
    /** `first` = where the records begin */
    from: z.prefault(
      z.union([z.literal("first"), moment], "must be first, epoch ms, an ISO 8601 time or as -24h"),
      "-24h",
    ),
    /** exclusive; the moment of the call unless said; `last` = behind the largest timestamp */
    to: z.optional(z.union([z.literal("last"), moment], "must be last, epoch ms, an ISO 8601 time or as -1h")),
    buckets: z.prefault(integer(1, mostBuckets), "60"),
    partitions: z.optional(partitionSet),
  }),
  reply: Histogram,
});
export type HistogramQuery = z.output<NonNullable<typeof getHistogram.query>>;
