import { BatchError } from "../kafka/batch/batch-error.ts";
import { inflate } from "../kafka/batch/inflate.ts";
import type { BatchHeader } from "../kafka/batch/scan.ts";
import { type Answer, FoundRecords, looks, mostInflated, type Reading, type Slice } from "./answer.ts";
import { mostHere } from "./aside.ts";
import type { Breath } from "./breath.ts";
import type { Sieve } from "./filter/sieve.ts";
import { inflateAway } from "./scan-pool.ts";

/**
 * As `readAnswer`, where others have their turn between batches and among many records, and what inflates to much is inflated by a
 * worker.
 *
 * @throws BatchError when what follows a batch cannot be found, because a length is impossible
 */
export async function readInTurns(answer: Answer, slice: Slice, sieve: Sieve | null, breath: Breath): Promise<Reading> {
  const records = new FoundRecords(slice.partition);
  const steps = looks(answer, slice, sieve, records);
  let step = steps.next();
  while (!step.done) {
    await breath.taken();
    let payload: Buffer | undefined;
    try {
      payload = step.value ? await inflateAside(step.value) : undefined;
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(payload);
  }
  return { ...step.value, found: records.found };
}

/** @throws BatchError as `inflate` does */
async function inflateAside(batch: BatchHeader): Promise<Buffer> {
  try {
    return inflate(batch, { maxBytes: mostHere });
  } catch (error) {
    if (!(error instanceof BatchError) || error.code !== "too-large") throw error;
    return (await inflateAway(batch, mostInflated)) ?? inflate(batch, { maxBytes: mostInflated });
  }
}
