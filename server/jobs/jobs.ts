import { ApiError, partialProblem } from "../../lib/api/error.ts";
import type { Job } from "../../lib/api/jobs.ts";
import { changed } from "./changed.ts";

/** What a job tells while it runs; what is left out stays as it was. */
export type JobReport = Partial<Pick<Job, "done" | "total" | "note" | "result">>;
export type JobContext = {
  readonly id: string;
  /** aborts when the job is cancelled (reason "cancelled") and when the process ends (reason "shutdown") */
  readonly signal: AbortSignal;
  report(report: JobReport): void;
};
export type JobSpec = {
  /** a random one unless said */
  id?: string | undefined;
  kind: string;
  cluster: string;
  title: string;
  /** what `done` and `total` count, in the plural */
  unit: string;
  /** null while nobody knows it */
  total: number | null;
  by?: string | null | undefined;
  result?: Job["result"];
  /** Resolves with the result, or nothing where `report` has told it; what it throws is the job's problem. */
  run(context: JobContext): Promise<Job["result"] | undefined>;
};

export type Jobs = {
  /** @throws ApiError 429 while as many run as may, 409 while one of this id runs */
  start(spec: JobSpec): Job;
  /** the youngest first */
  list(): Job[];
  /** @throws ApiError 404 */
  get(id: string): Job;
  /** Resolves once it has ended. @throws ApiError 404 */
  cancel(id: string): Promise<void>;
  /** What has become of a job since it ended; nothing where it is not known, or runs. */
  amend(id: string, told: Pick<JobReport, "note" | "result">): void;
  /** The job as it is and each time it has changed, at most four times a second; ends with the job. @throws ApiError 404 */
  watch(id: string, signal: AbortSignal): AsyncGenerator<Job, void, undefined>;
  /** Cancels what runs; resolves when all of it has ended. */
  close(): Promise<void>;
};

type Entry = { job: Job; abort: AbortController; ended: Promise<void>; change: ReturnType<typeof changed> };

const mostRunning = 20;
const mostEnded = 200;
const watchMs = 250;

export function createJobs(): Jobs {
  /** in the order of their start */
  const entries = new Map<string, Entry>();
  let isClosed = false;

  const find = (id: string): Entry => {
    const entry = entries.get(id);
    if (entry) return entry;
    throw new ApiError("no-such-job", `There is no job ${JSON.stringify(id)}.`, {
      hint: "A restart of the console forgets its jobs, and of those that have ended only the last are remembered.",
    });
  };
  const running = () => [...entries.values()].filter(({ job }) => job.state === "running");

  return {
    start(spec) {
      if (isClosed) throw new ApiError("unreachable", "The console is ending.");
      const id = spec.id ?? crypto.randomUUID();
      if (entries.get(id)?.job.state === "running")
        throw new ApiError("conflict", `Job ${id} is running already.`, { hint: "Watch it, or cancel it first." });
      if (running().length >= mostRunning)
        throw new ApiError("too-many", `${mostRunning} jobs are running already.`, { extra: { retryAfter: 10 } });
      entries.delete(id);
      const { kind, cluster, title, unit, total, by = null, result = null } = spec;
      const now = Date.now();
      const job: Job = {
        ...{ id, kind, cluster, title, state: "running", done: 0, total, unit, note: null, result },
        ...{ problem: null, startedAt: now, endedAt: null, by },
      };
      const abort = new AbortController();
      const change = changed();
      const entry: Entry = { job, abort, change, ended: Promise.resolve() };
      const report = (told: JobReport): void => {
        if (entry.job.state !== "running") return;
        entry.job = { ...entry.job, ...told };
        change.notify();
      };
      const end = (state: Job["state"], told: Partial<Job>): void => {
        entry.job = { ...entry.job, ...told, state, endedAt: Date.now() };
        change.notify();
      };
      entry.ended = settle(spec, { id, signal: abort.signal, report }, end).then(() => forgetOld(entries));
      entries.set(id, entry);
      return job;
    },
    list: () => [...entries.values()].map(({ job }) => job).reverse(),
    get: (id) => find(id).job,
    async cancel(id) {
      const { abort, ended } = find(id);
      abort.abort("cancelled");
      await ended;
    },
    amend(id, told) {
      const entry = entries.get(id);
      if (entry && entry.job.state !== "running") entry.job = { ...entry.job, ...told };
    },
    watch: (id, signal) => watching(find(id), signal),
    async close() {
      isClosed = true;
      const open = running();
      for (const { abort } of open) abort.abort("shutdown");
      await Promise.all(open.map(({ ended }) => ended));
    },
  };
}

async function settle(
  spec: JobSpec,
  context: JobContext,
  end: (state: Job["state"], told: Partial<Job>) => void,
): Promise<void> {
  const { signal } = context;
  try {
    // a job never begins inside the call that starts it
    await Promise.resolve();
    if (signal.aborted) return end("cancelled", { note: whyStopped(signal) });
    const result = await spec.run(context);
    const told = result === undefined ? {} : { result };
    if (signal.aborted) end("cancelled", { ...told, note: whyStopped(signal) });
    else end("done", { ...told, note: null });
  } catch (error) {
    if (signal.aborted) return end("cancelled", { note: whyStopped(signal) });
    const known = error instanceof ApiError ? error : new ApiError("internal", wordsOf(error), { cause: error });
    end("failed", { problem: partialProblem(known.kafka?.target ?? spec.title, known), note: null });
  }
}

/** Nothing where its state says it all. */
function whyStopped({ reason }: AbortSignal): string | null {
  return reason === "shutdown" ? "The console was stopped." : null;
}

function wordsOf(error: unknown): string {
  return `It ended unexpectedly: ${error instanceof Error ? error.message : String(error)}`;
}

function forgetOld(entries: Map<string, Entry>): void {
  const ended = [...entries.values()].filter(({ job }) => job.state !== "running");
  ended.sort((a, b) => (a.job.endedAt ?? 0) - (b.job.endedAt ?? 0));
  for (const { job } of ended.slice(0, Math.max(0, ended.length - mostEnded))) entries.delete(job.id);
}

async function* watching(entry: Entry, signal: AbortSignal): AsyncGenerator<Job, void, undefined> {
  while (!signal.aborted) {
    const { job } = entry;
    const shownAt = Date.now();
    yield job;
    if (job.state !== "running") return;
    await entry.change.since(() => entry.job !== job, signal);
    // several changes within a moment are one event, but its end is told at once
    const rest = (): number => (entry.job.state === "running" ? watchMs - (Date.now() - shownAt) : 0);
    while (rest() > 0 && !signal.aborted) await entry.change.within(rest(), signal);
  }
}
