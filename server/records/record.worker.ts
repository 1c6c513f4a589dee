import { parentPort } from "node:worker_threads";
import { scanHere } from "./scan-here.ts";
import { revived, type ScanReply, type ScanRequest } from "./scan-messages.ts";
import { createSieve, type Sieve, type SieveSpec } from "./sieve.ts";

/** Envelope → meaning → sieve, away from the thread that serves requests. */
const sieves = new Map<string, Sieve>();
/** Searches come and go; the worker outlives them. */
const mostSieves = 32;

function sieveFor(spec: SieveSpec): Sieve {
  const key = JSON.stringify(spec);
  const known = sieves.get(key);
  if (known) return known;
  if (sieves.size >= mostSieves) sieves.clear();
  const fresh = createSieve(spec);
  sieves.set(key, fresh);
  return fresh;
}

parentPort?.on("message", ({ id, settings, jobs }: ScanRequest) => {
  let reply: ScanReply;
  try {
    const sieve = sieveFor(settings.sieve);
    reply = { id, readings: jobs.map((job) => scanHere(revived(job), sieve, settings.maxValueBytes)) };
  } catch (error) {
    reply = { id, failure: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply);
});

// everything is loaded: what is sent now is looked at at once
parentPort?.postMessage("ready");
