import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";
import { uint63 } from "./int64.ts";
import { page } from "./list.ts";

export const alertStates = ["ok", "pending", "firing"] as const;

/** One group under a rule. `pending`: the condition holds, but not for long enough yet. */
const AlertSubject = z.object({
  group: z.string(),
  state: z.enum(alertStates),
  /** epoch ms since when it is so */
  since: z.number(),
  lagMs: z.nullable(z.number()),
  lag: z.nullable(uint63),
  status: z.nullable(z.string()),
  /** in words: "It is 7 min behind, more than 5 min." */
  reason: z.string(),
});

/**
 * A rule of the configuration with its state: that of its worst group. Exactly one of `lagMs`, `lag` and `status` is not null, the
 * condition. It fires after it held for `forMs`, and is over after a group stayed below the lower mark for `resolveForMs`.
 */
export const Alert = z.object({
  name: z.string(),
  /** a group's name or a pattern with `*` */
  group: z.string(),
  lagMs: z.nullable(z.number()),
  lag: z.nullable(uint63),
  status: z.nullable(z.array(z.string())),
  forMs: z.number(),
  resolveForMs: z.number(),
  /** the condition in words: "more than 5 min behind for 2 min" */
  condition: z.string(),
  /** scheme and host of the webhook: the rest of its URL may be a secret */
  webhook: z.string(),
  state: z.enum(alertStates),
  /** epoch ms since when it is in this state; null before the first look */
  since: z.nullable(z.number()),
  /** the figure that the condition is about, of its worst group: ms, records or a status, as text; null where none is known */
  value: z.nullable(z.string()),
  /** how many groups the name or pattern fits now */
  groupCount: z.number(),
  /** those that are not ok, the worst first, at most 100 */
  subjects: z.array(AlertSubject),
  /** the last message; null before the first */
  lastDelivery: z.nullable(
    z.object({
      at: z.number(),
      kind: z.enum(["firing", "resolved", "test"]),
      delivered: z.boolean(),
      attempts: z.number(),
      /** HTTP status of the last attempt; null where there was no answer */
      status: z.nullable(z.number()),
      error: z.nullable(z.string()),
    }),
  ),
});
export type Alert = z.output<typeof Alert>;

export const listAlerts = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/alerts",
  access: { group: "view" },
  summary: "The alert rules of the configuration and how they stand",
  query: z.strictObject({}),
  reply: page(Alert),
});

/** Sends `{kind: "test"}` to the rule's webhook, once, and tells how that went. Also on read-only clusters: it changes nothing there. */
export const testAlert = endpoint({
  method: "POST",
  path: "/api/clusters/{cluster}/alerts/{alert}/test",
  access: { alert: "test" },
  summary: "Sends a test message to the webhook of an alert rule",
  reply: z.object({
    delivered: z.boolean(),
    status: z.nullable(z.number()),
    error: z.nullable(z.string()),
    durationMs: z.number(),
  }),
});
