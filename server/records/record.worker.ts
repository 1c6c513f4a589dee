import { parentPort, workerData } from "node:worker_threads";
import { FilterTooSlow, FilterWatch } from "./filter-watch.ts";
import { scanHere } from "./scan-here.ts";
import { revived, type ScanReply, type ScanRequest } from "./scan-messages.ts";
import { createSieve, type Sieve } from "./sieve.ts";

/** Envelope → meaning → sieve, away from the thread that serves requests. */
const sieves = new Map<string, Sieve>();
/** Searches come and go; the worker outlives them. */
const mostSieves = 32;
const { watch: memory } = workerData as { watch: SharedArrayBuffer | null };
const watch = memory === null ? null : new FilterWatch(memory);

function sieveFor({ sieve: spec, shape }: ScanRequest["settings"]): Sieve {
  const key = JSON.stringify([spec, shape]);
  const known = sieves.get(key);
  if (known) return known;
  if (sieves.size >= mostSieves) sieves.clear();
  const fresh = createSieve(spec, shape, watch);
  sieves.set(key, fresh);
  return fresh;
}

parentPort?.on("message", ({ id, settings, jobs }: ScanRequest) => {
  let reply: ScanReply;
  try {
    const sieve = sieveFor(settings);
    reply = { id, readings: jobs.map((job) => scanHere(revived(job), sieve, settings)) };
  } catch (error) {
    const slowAt = error instanceof FilterTooSlow ? { partition: error.partition, offset: error.offset } : null;
    reply = { id, failure: error instanceof Error ? error.message : String(error), slowAt };
  }
  parentPort?.postMessage(reply);
});

// everything is loaded: what is sent now is looked at at once
parentPort?.postMessage("ready");
