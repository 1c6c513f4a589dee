import { Worker } from "node:worker_threads";
import { type Parsed, readBody } from "./body.ts";
import type { BodyReply, BodyRequest } from "./body.worker.ts";
import type { AnyEndpoint } from "./serve.ts";

/** V8's heap of the worker, MiB: the largest body that a contract takes, read and checked. */
const mostHeap = 768;
const idleMs = 10_000;

const outOfMemory = "ERR_WORKER_OUT_OF_MEMORY";
const tooMuch: Parsed = { errors: [{ path: "body", message: "needs more memory than is kept for one request" }] };

type Waiting = { resolve(reply: BodyReply): void };
type Reader = { worker: Worker; waiting: Map<number, Waiting>; idle: NodeJS.Timeout | undefined };

let reader: Reader | null = null;
let nextId = 0;

/**
 * Reads a large body in a worker: megabytes of JSON, good or meant to harm, keep nobody waiting who asks for something else. A body
 * that needs more memory than is kept for one is refused.
 */
export async function readBodyAside(contract: AnyEndpoint, bytes: Buffer): Promise<Parsed> {
  reader ??= start();
  const { worker, waiting, idle } = reader;
  clearTimeout(idle);
  const id = nextId++;
  const { promise, resolve } = Promise.withResolvers<BodyReply>();
  waiting.set(id, { resolve });
  worker.ref();
  const request: BodyRequest = { id, method: contract.method, path: contract.path, bytes };
  worker.postMessage(request);
  const { parsed } = await promise;
  // a contract that the table does not know, or a worker that cannot be had
  return parsed ?? readBody(contract, bytes);
}

function start(): Reader {
  const worker = new Worker(new URL("./body.worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: mostHeap },
  });
  const started: Reader = { worker, waiting: new Map(), idle: undefined };
  worker.unref();
  worker.on("message", (reply: BodyReply) => {
    started.waiting.get(reply.id)?.resolve(reply);
    started.waiting.delete(reply.id);
    if (started.waiting.size === 0) rest(started);
  });
  const lost = (parsed: Parsed | null): void => {
    if (reader === started) reader = null;
    clearTimeout(started.idle);
    for (const [id, { resolve }] of started.waiting) resolve({ id, parsed });
    started.waiting.clear();
  };
  worker.on("error", (error: NodeJS.ErrnoException) => lost(error.code === outOfMemory ? tooMuch : null));
  worker.on("exit", () => lost(null));
  return started;
}

function rest(idle: Reader): void {
  idle.worker.unref();
  idle.idle = setTimeout(() => {
    if (reader === idle) reader = null;
    void idle.worker.terminate();
  }, idleMs);
  idle.idle.unref();
}
