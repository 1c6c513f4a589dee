import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { ApiError } from "../../lib/api/error.ts";
import type { Reading } from "./answer.ts";
import type { ScanJob, Scanned, ScanSettings } from "./scan-here.ts";
import { plainSettings, type ScanReply, type ScanRequest, transferred } from "./scan-messages.ts";
import { startRecordWorker } from "./start-worker.ts";
import { canStepBack } from "./step-back.ts";

/** Idle workers are ended: they keep what they inflated. */
const idleMs = 10_000;
/** As many as there are cores: the thread that serves comes before them where the system can tell threads apart. */
const mostWorkers = Math.min(4, Math.max(1, availableParallelism() - (canStepBack ? 0 : 1)));

type Waiting = { resolve(readings: Reading<Scanned>[]): void; reject(error: unknown): void };
type Member = { worker: Worker; isOnline: boolean; waiting: Map<number, Waiting>; idle: NodeJS.Timeout | undefined };

const members = new Set<Member>();
let nextId = 0;
/** A worker that cannot even start (a broken installation) is not tried again: searches are slower then, not impossible. */
let canStart = true;

/** Workers that are up. */
export function workersOnline(): number {
  return [...members].filter(({ isOnline }) => isOnline).length;
}

/**
 * Hands jobs to the least busy worker; the buffers of their batches belong to it from then on. null while none is up: one
 * is started where that helps, and the caller looks at these jobs itself.
 */
export function scanElsewhere(settings: ScanSettings, jobs: readonly ScanJob[]): Promise<Reading<Scanned>[]> | null {
  const member = leastBusy();
  const isEnough = member?.waiting.size === 0 || members.size >= mostWorkers;
  if (!isEnough && canStart) start();
  if (!member) return null;
  clearTimeout(member.idle);
  const id = nextId++;
  const { promise, resolve, reject } = Promise.withResolvers<Reading<Scanned>[]>();
  member.waiting.set(id, { resolve, reject });
  // the walk stays here; only plain data crosses
  const request: ScanRequest = {
    id,
    settings: plainSettings(settings),
    jobs: jobs.map(({ answer, slice }) => ({ answer, slice })),
  };
  member.worker.ref();
  member.worker.postMessage(request, transferred(jobs));
  return promise;
}

/** The same for what must not be looked at here: waits for a worker that is starting. null when none can be had. */
export async function scanAway(settings: ScanSettings, jobs: readonly ScanJob[]): Promise<Reading<Scanned>[] | null> {
  for (;;) {
    const readings = scanElsewhere(settings, jobs);
    if (readings) return readings;
    if (!canStart) return null;
    starting ??= Promise.withResolvers();
    await starting.promise;
  }
}

/** resolves when a worker is up, or could not be started */
let starting: PromiseWithResolvers<void> | null = null;

function started(): void {
  starting?.resolve();
  starting = null;
}

function leastBusy(): Member | undefined {
  let best: Member | undefined;
  for (const member of members)
    if (member.isOnline && (!best || member.waiting.size < best.waiting.size)) best = member;
  return best;
}

function start(): void {
  let worker: Worker;
  try {
    worker = startRecordWorker(null);
  } catch {
    canStart = false;
    queueMicrotask(started);
    return;
  }
  const member: Member = { worker, isOnline: false, waiting: new Map(), idle: undefined };
  members.add(member);
  worker.unref();
  const lost = (reason: string): void => {
    if (!member.isOnline) canStart = false;
    started();
    members.delete(member);
    clearTimeout(member.idle);
    const error = new ApiError("internal", `The search was ended: its worker stopped (${reason}).`, {
      hint: "Try again; a narrower range needs less.",
    });
    for (const { reject } of member.waiting.values()) reject(error);
    member.waiting.clear();
  };
  worker.on("message", (reply: ScanReply | "ready") => {
    if (reply === "ready") {
      member.isOnline = true;
      rest(member);
      started();
    } else settle(member, reply);
  });
  worker.on("error", (error) => lost(error instanceof Error ? error.message : "unknown"));
  worker.on("exit", (code) => lost(`exit code ${code}`));
}

function settle(member: Member, reply: ScanReply): void {
  const waiting = member.waiting.get(reply.id);
  member.waiting.delete(reply.id);
  if (member.waiting.size === 0) rest(member);
  if ("failure" in reply) waiting?.reject(new ApiError("internal", `The search failed: ${reply.failure}`));
  else waiting?.resolve(reply.readings);
}

function rest(member: Member): void {
  member.worker.unref();
  clearTimeout(member.idle);
  member.idle = setTimeout(() => {
    members.delete(member);
    void member.worker.terminate();
  }, idleMs);
  member.idle.unref();
}
