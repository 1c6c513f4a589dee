import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { ApiError } from "../../lib/api/error.ts";
import type { Message } from "../../lib/api/messages.ts";
import { BatchError } from "../kafka/batch/batch-error.ts";
import type { BatchHeader } from "../kafka/batch/scan.ts";
import type { Reading } from "./answer.ts";
import type { ScanJob, Scanned, ScanSettings } from "./scan-here.ts";
import {
  type Encoded,
  type EncodeReply,
  type EncodeRequest,
  type InflateReply,
  type InflateRequest,
  plainSettings,
  type ScanReply,
  type ScanRequest,
  transferred,
  type WholeReply,
  type WholeRequest,
} from "./scan-messages.ts";
import { startRecordWorker } from "./start-worker.ts";
import { canStepBack } from "./step-back.ts";

/** Idle workers are ended: they keep what they inflated. */
const idleMs = 10_000;
/** As many as there are cores: the thread that serves comes before them where the system can tell threads apart. */
const mostWorkers = Math.min(4, Math.max(1, availableParallelism() - (canStepBack ? 0 : 1)));

type Reply = ScanReply | EncodeReply | WholeReply | InflateReply;
type Waiting = { resolve(reply: Reply): void; reject(error: unknown): void };
type Unsent<T> = T extends unknown ? Omit<T, "id"> : never;
type Request = Unsent<ScanRequest | WholeRequest | EncodeRequest | InflateRequest>;
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
  const member = readyMember();
  return member ? scanBy(member, settings, jobs) : null;
}

function scanBy(member: Member, settings: ScanSettings, jobs: readonly ScanJob[]): Promise<Reading<Scanned>[]> {
  // the walk stays here; only plain data crosses
  const request = {
    settings: plainSettings(settings),
    jobs: jobs.map(({ answer, slice }) => ({ answer, slice })),
  };
  return ask(member, request, transferred(jobs)).then((reply) => {
    if ("readings" in reply) return reply.readings;
    throw new ApiError("internal", `The search failed: ${failureOf(reply)}`);
  });
}

/** The same for what must not be looked at here: waits for a worker that is starting. null when none can be had. */
export async function scanAway(settings: ScanSettings, jobs: readonly ScanJob[]): Promise<Reading<Scanned>[] | null> {
  const member = await awaitedMember();
  return member ? scanBy(member, settings, jobs) : null;
}

/** One record as the JSON of its reply, made by a worker; null when none can be had, or it was not there. */
export async function wireAway(
  settings: ScanSettings,
  whole: ScanJob,
  transaction: Message["transaction"],
): Promise<Uint8Array | null> {
  const member = await awaitedMember();
  if (!member) return null;
  const { answer, slice } = whole;
  const request = { settings: plainSettings(settings), whole: { answer, slice }, transaction };
  const reply = await ask(member, request, transferred([whole]));
  if ("wire" in reply) return reply.wire;
  throw new ApiError("internal", `The record could not be read: ${failureOf(reply)}`);
}

/** Texts as bytes, made by a worker; null when none can be had. */
export async function encodeAway(request: Omit<EncodeRequest, "id">): Promise<Encoded[] | null> {
  const member = await awaitedMember();
  if (!member) return null;
  const reply = await ask(member, request, []);
  if ("encoded" in reply) return reply.encoded;
  throw new ApiError("internal", `The records could not be encoded: ${failureOf(reply)}`);
}

/** The records of a batch, inflated by a worker; null when none can be had. @throws BatchError with the batch's offset */
export async function inflateAway({ raw, baseOffset }: BatchHeader, maxBytes: number): Promise<Buffer | null> {
  const member = await awaitedMember();
  if (!member) return null;
  const reply = await ask(member, { batch: Uint8Array.from(raw), maxBytes }, []);
  if (!("inflated" in reply)) throw new ApiError("internal", `A batch could not be inflated: ${failureOf(reply)}`);
  const { inflated } = reply;
  if ("code" in inflated) throw new BatchError(inflated.code, inflated.message).within({ offset: baseOffset });
  return Buffer.from(inflated.buffer, inflated.byteOffset, inflated.byteLength);
}

function failureOf(reply: Reply): string {
  return "failure" in reply ? reply.failure : "an answer to something else";
}

/** The least busy worker that is up; another is started where that helps. */
function readyMember(): Member | undefined {
  const member = leastBusy();
  const isEnough = member?.waiting.size === 0 || members.size >= mostWorkers;
  if (!isEnough && canStart) start();
  return member;
}

/** The same, waiting for one that is starting; undefined when none can be had. */
async function awaitedMember(): Promise<Member | undefined> {
  for (;;) {
    const member = readyMember();
    if (member || !canStart) return member;
    starting ??= Promise.withResolvers();
    await starting.promise;
  }
}

function ask(member: Member, request: Request, transfer: ArrayBuffer[]): Promise<Reply> {
  clearTimeout(member.idle);
  const id = nextId++;
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  member.waiting.set(id, { resolve, reject });
  member.worker.ref();
  member.worker.postMessage({ id, ...request }, transfer);
  return promise;
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
    const error = new ApiError("internal", `It was ended: its worker stopped (${reason}).`, {
      hint: "Try again; a narrower range, or fewer records, need less.",
    });
    for (const { reject } of member.waiting.values()) reject(error);
    member.waiting.clear();
  };
  worker.on("message", (reply: Reply | "ready") => {
    if (reply === "ready") {
      member.isOnline = true;
      rest(member);
      started();
    } else settle(member, reply);
  });
  worker.on("error", (error) => lost(error instanceof Error ? error.message : "unknown"));
  worker.on("exit", (code) => lost(`exit code ${code}`));
}

function settle(member: Member, reply: Reply): void {
  const waiting = member.waiting.get(reply.id);
  member.waiting.delete(reply.id);
  if (member.waiting.size === 0) rest(member);
  waiting?.resolve(reply);
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
