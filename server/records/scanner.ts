import type { Message } from "../../lib/api/messages.ts";
import { InflatesMuch, type Reading } from "./answer.ts";
import { mostHere } from "./aside.ts";
import { Breath } from "./breath.ts";
import { scanGuarded, warmGuarded } from "./filter/guarded-pool.ts";
import { createSieve, isGuarded, type Sieve, type SieveSpec } from "./filter/sieve.ts";
import type { Placed } from "./merge.ts";
import type { Shape } from "./message.ts";
import type { RowForm, Rows } from "./row.ts";
import { type ScanJob, type Scanned, type ScanSettings, scanSettled } from "./scan-here.ts";
import { scanAway, scanElsewhere } from "./scan-pool.ts";

/** Looks at fetched records with a filter; what it keeps is decoded. */
export interface Scanner<T extends Placed> {
  /** The jobs of one fetch answer, whose batches may share one buffer; the buffer is the scanner's from then on. */
  scan(jobs: readonly ScanJob[]): Promise<Reading<T>[]>;
}

/** A search that ends within this many bytes is over before a worker has started. */
const bytesHere = 4 * 1024 * 1024;

/** What the workers still have to look at when `signal` aborts is not looked at. */
export function openMessageScanner(sieve: SieveSpec, shape: Shape, signal?: AbortSignal): Scanner<Message> {
  return openScanner({ sieve, shape, row: null }, signal) as Scanner<Message>;
}

/** Starts what a filter will need while what has to be known before the first fetch is asked for. */
export function prepareScan(sieve: SieveSpec): void {
  if (isGuarded(sieve)) warmGuarded();
}

/** The same for a file: workers write its lines. */
export function openRowScanner(settings: { sieve: SieveSpec; shape: Shape; row: RowForm }): Scanner<Rows> {
  return openScanner(settings) as Scanner<Rows>;
}

/** Inflated bytes of an answer that are written as lines here: that costs several times as much as a look. */
const mostLinesHere = 512 * 1024;

/** The beginning of a search is looked at here, the rest by workers; a filter that may hang never looks here. */
function openScanner(settings: ScanSettings, signal?: AbortSignal): Scanner<Scanned> {
  if (isGuarded(settings.sieve)) {
    prepareScan(settings.sieve);
    return { scan: (jobs) => (jobs.length === 0 ? Promise.resolve([]) : scanGuarded(settings, jobs, signal)) };
  }
  const sieve = createSieve(settings.sieve, settings.shape);
  let bytes = 0;
  const breath = new Breath();
  return {
    async scan(jobs) {
      for (const { answer } of jobs) bytes += answer.batches.length;
      const elsewhere = bytes > bytesHere ? scanElsewhere(settings, jobs) : null;
      if (elsewhere) return elsewhere;
      const readings: Reading<Scanned>[] = [];
      for (const job of jobs) {
        readings.push(...(await scanOne(job, sieve, settings)));
        await breath.taken();
      }
      return readings;
    },
  };
}

/** Here where that takes some milliseconds, else by a worker, waited for if need be. */
async function scanOne(job: ScanJob, sieve: Sieve, settings: ScanSettings): Promise<Reading<Scanned>[]> {
  const mostInflated = settings.row === null ? mostHere : mostLinesHere;
  try {
    return await scanSettled([{ ...job, slice: { ...job.slice, mostInflated } }], sieve, settings);
  } catch (error) {
    if (!(error instanceof InflatesMuch)) throw error;
    // the answer's buffer may hold what other jobs are still to look at
    const batches = Buffer.allocUnsafeSlow(job.answer.batches.length);
    job.answer.batches.copy(batches);
    const jobs = [{ answer: { ...job.answer, batches }, slice: job.slice }];
    return (await scanAway(settings, jobs)) ?? scanSettled([job], sieve, settings);
  }
}
