import type { Worker } from "node:worker_threads";
import { ApiError } from "../../../lib/api/error.ts";
import type { Reading } from "../answer.ts";
import type { ScanJob, Scanned, ScanSettings } from "../scan-here.ts";
import { plainSettings, type ScanReply, type ScanRequest, transferred } from "../scan-messages.ts";
import { startRecordWorker } from "../start-worker.ts";
import { cpuMs, FilterObserver, filterMs, watchMemory } from "./filter-watch.ts";
import type { SieveSpec } from "./sieve.ts";

const mostWorkers = 2;
const idleMs = 60_000;
const lookMs = 100;

type Waiting = {
  settings: ScanSettings;
  jobs: readonly ScanJob[];
  signal: AbortSignal | undefined;
  resolve(readings: Reading<Scanned>[]): void;
  reject(error: unknown): void;
};
type Member = {
  worker: Worker;
  observer: FilterObserver;
  /** what its thread took so far, as last asked, ms */
  cpuMs: number;
  isReady: boolean;
  current: Waiting | null;
  idle: NodeJS.Timeout | undefined;
};

const members = new Set<Member>();
const waiting: Waiting[] = [];
let looking: NodeJS.Timeout | undefined;

/**
 * Workers for filters that may take any time over a record. Each has one request at a time, so that the one that hangs takes
 * no other search with it when it is ended; the buffers of the batches belong to the worker from then on. What waits when its
 * `signal` aborts is not looked at and answers no readings: others need not wait for a search that nobody reads.
 */
export function scanGuarded(
  settings: ScanSettings,
  jobs: readonly ScanJob[],
  signal?: AbortSignal,
): Promise<Reading<Scanned>[]> {
  const { promise, resolve, reject } = Promise.withResolvers<Reading<Scanned>[]>();
  waiting.push({ settings, jobs, signal, resolve, reject });
  dispatch();
  return promise;
}

/** A worker takes a moment to start: it may as well do so while the first bytes are fetched. */
export function warmGuarded(): void {
  if (members.size === 0) start();
}

function dispatch(): void {
  for (const member of members) {
    if (!member.isReady || member.current !== null) continue;
    const next = nextWaiting();
    if (!next) return;
    clearTimeout(member.idle);
    member.current = next;
    member.worker.ref();
    // the walk stays here; only plain data crosses
    const jobs = next.jobs.map(({ answer, slice }) => ({ answer, slice }));
    const request: ScanRequest = { id: 0, settings: plainSettings(next.settings), jobs };
    member.worker.postMessage(request, transferred(next.jobs));
    looking ??= setInterval(look, lookMs).unref();
  }
  const starting = [...members].filter(({ isReady }) => !isReady).length;
  if (waiting.length > starting && members.size < mostWorkers) start();
}

function nextWaiting(): Waiting | undefined {
  for (;;) {
    const next = waiting.shift();
    if (!next?.signal?.aborted) return next;
    next.resolve([]);
  }
}

function start(): void {
  const memory = watchMemory();
  let worker: Worker;
  try {
    worker = startRecordWorker(memory);
  } catch (error) {
    fail(error instanceof Error ? error.message : "unknown");
    return;
  }
  const member: Member = {
    worker,
    observer: new FilterObserver(memory),
    cpuMs: 0,
    isReady: false,
    current: null,
    idle: undefined,
  };
  members.add(member);
  worker.on("message", (reply: ScanReply | "ready") => {
    member.isReady = true;
    if (reply !== "ready") settle(member, reply);
    rest(member);
    dispatch();
  });
  worker.on("error", (error) => lost(member, error instanceof Error ? error.message : "unknown"));
  worker.on("exit", (code) => lost(member, `exit code ${code}`));
}

/** No worker can be had (a broken installation): there is nowhere else such a filter may run. */
function fail(why: string): void {
  const error = new ApiError("internal", `The search needs a worker thread and none could be started: ${why}.`);
  for (const { reject } of waiting.splice(0)) reject(error);
}

function settle(member: Member, reply: ScanReply): void {
  const { current } = member;
  member.current = null;
  if (!current) return;
  if (!("failure" in reply)) current.resolve(reply.readings);
  else if (reply.slowAt) current.reject(tooSlow(current.settings.sieve, reply.slowAt, "over 500 records, the last of"));
  else current.reject(new ApiError("internal", `The search failed: ${reply.failure}`));
}

function rest(member: Member): void {
  if (member.current !== null) return;
  member.worker.unref();
  clearTimeout(member.idle);
  member.idle = setTimeout(() => end(member), idleMs);
  member.idle.unref();
}

function end(member: Member): void {
  members.delete(member);
  clearTimeout(member.idle);
  void member.worker.terminate();
}

/** It stopped by itself: out of memory, say. */
function lost(member: Member, reason: string): void {
  if (!members.delete(member)) return;
  clearTimeout(member.idle);
  if (member.current) {
    const { partition, offset } = member.observer.at();
    member.current.reject(
      new ApiError("internal", `The search was ended: its worker stopped (${reason}).`, {
        hint: `The filter looked at offset ${offset} of partition ${partition} last. A narrower range or a simpler filter needs less.`,
      }),
    );
  }
  if (member.isReady) dispatch();
  else fail(reason);
}

function look(): void {
  const now = Date.now();
  for (const member of members) {
    if (member.current === null) continue;
    const at = member.observer.hanging(now, member.cpuMs);
    void askCpu(member);
    if (!at) continue;
    member.current.reject(tooSlow(member.current.settings.sieve, at, "over"));
    end(member);
  }
  dispatch();
  if ([...members].some(({ current }) => current !== null) || waiting.length > 0) return;
  clearInterval(looking);
  looking = undefined;
}

/** Answered also by a thread that hangs. */
async function askCpu(member: Member): Promise<void> {
  try {
    member.cpuMs = cpuMs(await member.worker.cpuUsage());
  } catch {
    // it has ended meanwhile
  }
}

function tooSlow(spec: SieveSpec, at: { partition: number; offset: bigint }, what: string): ApiError {
  const filter = [
    spec.where === null ? "" : `where = ${spec.where}`,
    spec.regex === null ? "" : `regex = ${spec.regex}`,
  ]
    .filter((words) => words !== "")
    .join(", ");
  const record = `partition ${at.partition}, offset ${at.offset}`;
  return new ApiError(
    "deadline",
    `The filter took more than ${filterMs / 1000} s ${what} ${record}, and was ended: ${filter}`,
    {
      hint: "Expressions in matches() that repeat a repetition can take for ever: regex= is always linear.",
      extra: { record: { partition: at.partition, offset: at.offset.toString() } },
    },
  );
}
