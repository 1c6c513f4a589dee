import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";
import { PartialProblem, page } from "./list.ts";

export const jobStates = ["running", "done", "failed", "cancelled"] as const;

/**
 * Work that takes longer than a moment. Jobs live in the process that runs them: a restart of the console ends the running ones
 * and forgets the rest; what a kind can take up again says so in its `result`.
 */
export const Job = z.object({
  id: z.string(),
  /** replay, generate, … */
  kind: z.string(),
  cluster: z.string(),
  /** in words, for a list: "orders.dlq → orders" */
  title: z.string(),
  state: z.enum(jobStates),
  /** so many of `total`, counted in `unit`; `total` is null while nobody knows it */
  done: z.number(),
  total: z.nullable(z.number()),
  unit: z.string(),
  /** what it is doing, in words */
  note: z.nullable(z.string()),
  /** of its kind; 64-bit integers in it are decimal strings. Also while it runs, as far as it is known */
  result: z.nullable(z.record(z.string(), z.unknown())),
  /** why it failed */
  problem: z.nullable(PartialProblem),
  startedAt: z.number(),
  endedAt: z.nullable(z.number()),
  /** who started it; null where nobody signs in */
  by: z.nullable(z.string()),
});
export type Job = z.output<typeof Job>;

/** What a call that starts a job answers with, 202. */
export const JobStarted = z.object({ id: z.string() });

export const listJobs = endpoint({
  method: "GET",
  path: "/api/jobs",
  access: { job: "view" },
  summary: "Running and finished jobs of this process, the youngest first; a restart of the console forgets them",
  query: z.strictObject({ cluster: z.optional(z.string()), state: z.optional(z.enum(jobStates)) }),
  reply: page(Job),
});

export const getJob = endpoint({
  method: "GET",
  path: "/api/jobs/{job}",
  access: { job: "view" },
  summary: "One job",
  query: z.strictObject({}),
  reply: Job,
});

/** Ends a running job as `cancelled`; one that has ended stays as it is. */
export const cancelJob = endpoint({
  method: "DELETE",
  path: "/api/jobs/{job}",
  access: { job: "cancel" },
  summary: "Cancels a job: what it has done stays done",
});

export const watchJob = endpoint({
  method: "GET",
  path: "/api/jobs/{job}/events",
  access: { job: "view" },
  summary: "A job as it goes: the whole job at most four times a second, the last of them ended",
  query: z.strictObject({}),
  events: {
    job: Job,
    done: z.object({ reason: z.enum(["end", "failed", "cancelled", "shutdown"]) }),
  },
});
