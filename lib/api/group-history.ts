import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";
import { uint63 } from "./int64.ts";
import { parseReadBound } from "./read-bound.ts";

/** A time in a query: epoch ms, ISO 8601, or so long ago (`-1h`, `-30m`); negative numbers are ms before now. */
export const historyTime = z.pipe(
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

const offsets = z.array(z.nullable(uint63));

/** Every array stands by `times` (epoch ms, oldest first); null where nothing was measured. */
export const GroupHistory = z.object({
  /** whether samples are kept (`history.enabled`); if not, the lag of the last ten minutes is all there is */
  enabled: z.boolean(),
  from: z.number(),
  to: z.number(),
  times: z.array(z.number()),
  lag: offsets,
  lagMs: z.array(z.nullable(z.number())),
  memberCount: z.array(z.nullable(z.number())),
  topics: z.array(
    z.object({
      topic: z.string(),
      lag: offsets,
      partitions: z.array(z.object({ partition: z.number(), lag: offsets, committed: offsets, latest: offsets })),
    }),
  ),
  asOf: z.number(),
});
export type GroupHistory = z.output<typeof GroupHistory>;

export const getGroupHistory = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/groups/{group}/history",
  access: { group: "view" },
  summary: "Lag, committed and end offsets of a group over time, per topic and partition",
  query: z.strictObject({
    from: z.prefault(historyTime, "-1h"),
    to: z.optional(historyTime),
    points: z.prefault(
      z.pipe(
        z
          .string()
          .check(z.regex(/^([1-9]|[1-9][0-9]|[1-6][0-9]{2}|7[01][0-9]|720)$/, "must be a whole number from 1 to 720")),
        z.transform((text: string) => Number(text)),
      ),
      "240",
    ),
  }),
  reply: GroupHistory,
});
