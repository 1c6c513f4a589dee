import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { Message } from "../../lib/api/messages.ts";
import { BatchError } from "../kafka/batch/batch-error.ts";
import { inflate } from "../kafka/batch/inflate.ts";
import { scanBatches } from "../kafka/batch/scan.ts";
import { FilterTooSlow, FilterWatch } from "./filter/filter-watch.ts";
import { createSieve, type Sieve } from "./filter/sieve.ts";
import { wireText } from "./message.ts";
import { encodeHere } from "./produce/encode-here.ts";
import { type ScanSettings, scanHere } from "./scan-here.ts";
import {
  type EncodeReply,
  type EncodeRequest,
  givenBack,
  type InflateReply,
  type InflateRequest,
  revived,
  type ScanReply,
  type ScanRequest,
  transferred,
  type WholeReply,
  type WholeRequest,
} from "./scan-messages.ts";
import { AskedSchemas } from "./schema-asking.ts";
import { stepBack } from "./step-back.ts";

/** Envelope → meaning → sieve, away from the thread that serves requests. */
type Ready = { sieve: Sieve; settings: ScanSettings };
const sieves = new Map<string, Ready>();
/** Searches come and go; the worker outlives them. */
const mostSieves = 32;
const {
  watch: memory,
  asks,
  bell,
} = workerData as {
  watch: SharedArrayBuffer | null;
  asks: MessagePort;
  bell: SharedArrayBuffer;
};
// a filter that is watched by the clock must not be kept waiting
if (memory === null) stepBack();
const watch = memory === null ? null : new FilterWatch(memory);
const schemas = new AskedSchemas(asks, bell, watch);

function readyFor({ sieve: spec, shape: plain, row }: ScanRequest["settings"]): Ready {
  const key = JSON.stringify([spec, plain, row]);
  const known = sieves.get(key);
  if (known) return known;
  if (sieves.size >= mostSieves) sieves.clear();
  const shape = { ...plain, decoding: plain.decoding ? schemas.of(plain.decoding) : null };
  const fresh = { sieve: createSieve(spec, shape, watch), settings: { sieve: spec, shape, row } };
  sieves.set(key, fresh);
  return fresh;
}

parentPort?.on("message", (request: ScanRequest | WholeRequest | EncodeRequest | InflateRequest) => {
  if ("texts" in request) encode(request);
  else if ("batch" in request) inflateBatch(request);
  else if ("whole" in request) tellWhole(request);
  else scan(request);
});

function tellWhole({ id, settings: plain, whole, transaction }: WholeRequest): void {
  let reply: WholeReply | ScanReply;
  try {
    const { sieve, settings } = readyFor(plain);
    const [message] = scanHere(revived(whole), sieve, settings).found as Message[];
    reply = { id, wire: message ? new TextEncoder().encode(wireText({ ...message, transaction })) : null };
  } catch (error) {
    reply = failed(id, error);
  }
  parentPort?.postMessage(reply, "wire" in reply && reply.wire ? [reply.wire.buffer as ArrayBuffer] : []);
  for (const buffer of transferred([whole])) buffer.transfer(0);
}

function encode({ id, texts, schemas }: EncodeRequest): void {
  try {
    const encoded = texts.map((text) => encodeHere(text, schemas));
    const buffers = encoded.flatMap((one) => ("bytes" in one ? [one.bytes.buffer as ArrayBuffer] : []));
    const reply: EncodeReply = { id, encoded };
    parentPort?.postMessage(reply, [...new Set(buffers)]);
  } catch (error) {
    parentPort?.postMessage(failed(id, error));
  }
}

function inflateBatch({ id, batch: bytes, maxBytes }: InflateRequest): void {
  try {
    const [batch] = scanBatches(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), maxBytes);
    if (!batch) throw new Error("a batch that is none");
    // memory of its own, which can be given away
    const inflated = new Uint8Array(inflate(batch, { maxBytes }));
    const reply: InflateReply = { id, inflated };
    parentPort?.postMessage(reply, [inflated.buffer]);
  } catch (error) {
    const reply: InflateReply | ScanReply =
      error instanceof BatchError ? { id, inflated: { code: error.code, message: error.message } } : failed(id, error);
    parentPort?.postMessage(reply);
  }
}

function failed(id: number, error: unknown): ScanReply {
  const slowAt = error instanceof FilterTooSlow ? { partition: error.partition, offset: error.offset } : null;
  return { id, failure: error instanceof Error ? error.message : String(error), slowAt };
}

function scan({ id, settings: plain, jobs }: ScanRequest): void {
  let reply: ScanReply;
  try {
    const { sieve, settings } = readyFor(plain);
    reply = { id, readings: jobs.map((job) => scanHere(revived(job), sieve, settings)) };
  } catch (error) {
    reply = failed(id, error);
  }
  parentPort?.postMessage(reply, "readings" in reply ? givenBack(reply.readings) : []);
  // what was looked at is let go at once: collections come too seldom for megabytes that the heap does not see
  for (const buffer of transferred(jobs)) buffer.transfer(0);
}

// everything is loaded: what is sent now is looked at at once
parentPort?.postMessage("ready");
