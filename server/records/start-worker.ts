import { Worker } from "node:worker_threads";

/** V8's heap of a worker, MiB; buffers of records are not part of it. */
const mostHeap = 512;

/** A thread that looks at records; with `watch` it tells there what its filter is looking at. It says "ready" when it is. */
export function startRecordWorker(watch: SharedArrayBuffer | null): Worker {
  return new Worker(new URL("./record.worker.ts", import.meta.url), {
    workerData: { watch },
    resourceLimits: { maxOldGenerationSizeMb: mostHeap },
  });
}
