import { MessageChannel, Worker } from "node:worker_threads";
import { answerAsks } from "./schema-asking.ts";

/** V8's heap of a worker, MiB; buffers of records are not part of it. */
const mostHeap = 512;

/** A thread that looks at records; with `watch` it tells there what its filter is looking at. It says "ready" when it is. */
export function startRecordWorker(watch: SharedArrayBuffer | null): Worker {
  const bell = new SharedArrayBuffer(4);
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL("./record.worker.ts", import.meta.url), {
    workerData: { watch, bell, asks: port2 },
    transferList: [port2],
    resourceLimits: { maxOldGenerationSizeMb: mostHeap },
  });
  answerAsks(port1, bell);
  return worker;
}
