import type { Message } from "../../lib/api/messages.ts";
import type { Reading } from "./answer.ts";
import { scanGuarded, warmGuarded } from "./guarded-pool.ts";
import { type ScanJob, type ScanSettings, scanHere } from "./scan-here.ts";
import { scanElsewhere } from "./scan-pool.ts";
import { createSieve, isGuarded } from "./sieve.ts";

/** Looks at fetched records with a filter; what it keeps is decoded. */
export interface Scanner {
  /** The jobs of one fetch answer, whose batches may share one buffer; the buffer is the scanner's from then on. */
  scan(jobs: readonly ScanJob[]): Promise<Reading<Message>[]>;
}

/** A search that ends within this many bytes is over before a worker has started. */
const bytesHere = 4 * 1024 * 1024;

/** The beginning of a search is looked at here, the rest by workers; a filter that may hang never looks here. */
export function openScanner(settings: ScanSettings): Scanner {
  if (isGuarded(settings.sieve)) {
    warmGuarded();
    return { scan: (jobs) => (jobs.length === 0 ? Promise.resolve([]) : scanGuarded(settings, jobs)) };
  }
  const sieve = createSieve(settings.sieve, settings.shape);
  let bytes = 0;
  return {
    async scan(jobs) {
      for (const { answer } of jobs) bytes += answer.batches.length;
      const elsewhere = bytes > bytesHere ? scanElsewhere(settings, jobs) : null;
      if (elsewhere) return elsewhere;
      const readings: Reading<Message>[] = [];
      for (const job of jobs) {
        readings.push(scanHere(job, sieve, settings.shape));
        // others wait for this thread too
        await new Promise((resolve) => setImmediate(resolve));
      }
      return readings;
    },
  };
}
