import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";
import { historyFrame, historyQuery } from "./history.ts";
import { uint63 } from "./int64.ts";

const offsets = z.array(z.nullable(uint63));

/** Every array stands by `times`; null where nothing was measured. `lag` and `lagMs` are the largest of each point, so that spikes are kept. */
export const GroupHistory = z.object({
  ...historyFrame,
  lag: offsets,
  lagMs: z.array(z.nullable(z.number())),
  memberCount: z.array(z.nullable(z.number())),
  topics: z.array(
    z.object({
      topic: z.string(),
      lag: offsets,
      /** empty where partitions are not kept one by one for that far back */
      partitions: z.array(z.object({ partition: z.number(), lag: offsets, committed: offsets, latest: offsets })),
    }),
  ),
});
export type GroupHistory = z.output<typeof GroupHistory>;

export const getGroupHistory = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/groups/{group}/history",
  access: { group: "view" },
  summary: "Lag, committed and end offsets of a group over time, per topic and partition; as CSV with format=csv",
  query: historyQuery,
  reply: GroupHistory,
  csv: true,
});
