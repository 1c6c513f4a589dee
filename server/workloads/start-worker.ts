import { Worker } from "node:worker_threads";

/** V8's heap of the worker, MiB. */
const mostHeap = 384;

export function startMemberWorker(): Worker {
  return new Worker(new URL("./member.worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: mostHeap },
  });
}
