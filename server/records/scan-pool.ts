import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { ApiError } from "../../lib/api/error.ts";
import type { Message } from "../../lib/api/messages.ts";
import type { Reading } from "./answer.ts";
import type { ScanJob, ScanSettings } from "./scan-here.ts";
import { type ScanReply, type ScanRequest, transferred } from "./scan-messages.ts";

/** Idle workers are ended: they keep what they inflated. */
const idleMs = 10_000;
/** one stays free for the thread that serves */
const mostWorkers = Math.max(1, Math.min(4, availableParallelism() - 1));

type Waiting = { resolve(readings: Reading<Message>[]): void; reject(error: unknown): void };
type Member = { worker: Worker; waiting: Map<number, Waiting>; idle: NodeJS.Timeout | undefined };

const members = new Set<Member>();
let nextId = 0;

/** Hands jobs to the least busy worker. The buffers of their batches belong to it from then on. */
export function scanElsewhere(settings: ScanSettings, jobs: readonly ScanJob[]): Promise<Reading<Message>[]> {
  const member = leastBusy();
  clearTimeout(member.idle);
  const id = nextId++;
  const { promise, resolve, reject } = Promise.withResolvers<Reading<Message>[]>();
  member.waiting.set(id, { resolve, reject });
  // the walk stays here; only plain data crosses
  const request: ScanRequest = { id, settings, jobs: jobs.map(({ answer, slice }) => ({ answer, slice })) };
  member.worker.ref();
  member.worker.postMessage(request, transferred(jobs));
  return promise;
}

function leastBusy(): Member {
  let best: Member | undefined;
  for (const member of members) if (!best || member.waiting.size < best.waiting.size) best = member;
  return best && (best.waiting.size === 0 || members.size >= mostWorkers) ? best : start();
}

function start(): Member {
  const worker = new Worker(new URL("./record.worker.ts", import.meta.url));
  const member: Member = { worker, waiting: new Map(), idle: undefined };
  members.add(member);
  const lost = (reason: string): void => {
    members.delete(member);
    clearTimeout(member.idle);
    const error = new ApiError("internal", `The search was ended: its worker stopped (${reason}).`, {
      hint: "Try again; a narrower range needs less.",
    });
    for (const { reject } of member.waiting.values()) reject(error);
    member.waiting.clear();
  };
  worker.on("message", (reply: ScanReply) => {
    const waiting = member.waiting.get(reply.id);
    member.waiting.delete(reply.id);
    if (member.waiting.size === 0) rest(member);
    if ("failure" in reply) waiting?.reject(new ApiError("internal", `The search failed: ${reply.failure}`));
    else waiting?.resolve(reply.readings);
  });
  worker.on("error", (error) => lost(error instanceof Error ? error.message : "unknown"));
  worker.on("exit", (code) => lost(`exit code ${code}`));
  return member;
}

function rest(member: Member): void {
  member.worker.unref();
  member.idle = setTimeout(() => {
    members.delete(member);
    void member.worker.terminate();
  }, idleMs);
  member.idle.unref();
}
