import { BatchError } from "../kafka/batch/batch-error.ts";
import { inflate } from "../kafka/batch/inflate.ts";
import { type BatchHeader, scanBatches } from "../kafka/batch/scan.ts";
import { type Answer, FoundRecords, Looking, mostInflated, type Reading, type Slice } from "./answer.ts";
import { mostHere } from "./aside.ts";
import type { Breath } from "./breath.ts";
import type { Sieve } from "./filter/sieve.ts";
import { inflateAway } from "./scan-pool.ts";

/**
 * As `readAnswer`, where others have their turn between batches, and what inflates to much is inflated by a worker.
 *
 * @throws BatchError when what follows a batch cannot be found, because a length is impossible
 */
export async function readInTurns(answer: Answer, slice: Slice, sieve: Sieve | null, breath: Breath): Promise<Reading> {
  const records = new FoundRecords(slice.partition);
  const looking = new Looking(answer, slice, sieve, records);
  for (const batch of scanBatches(answer.batches, mostInflated)) {
    await breath.taken();
    const isBeside = batch.lastOffset < slice.from || batch.baseOffset >= slice.to;
    if (!looking.take(batch, isBeside ? undefined : await inflateAside(batch))) break;
  }
  return { ...looking.end(), found: records.found };
}

async function inflateAside(batch: BatchHeader): Promise<Buffer | BatchError> {
  try {
    return inflate(batch, { maxBytes: mostHere });
  } catch (error) {
    if (!(error instanceof BatchError)) throw error;
    if (error.code !== "too-large") return error;
  }
  try {
    return (await inflateAway(batch, mostInflated)) ?? inflate(batch, { maxBytes: mostInflated });
  } catch (error) {
    if (error instanceof BatchError) return error;
    throw error;
  }
}
