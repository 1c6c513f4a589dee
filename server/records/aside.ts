import type { Message } from "../../lib/api/messages.ts";
import { type Answer, type Found, InflatesMuch, type Reading, readAnswer, type Slice } from "./answer.ts";
import { createSieve, type SieveSpec } from "./filter/sieve.ts";
import { messageOf, type Shape } from "./message.ts";
import { type ScanSettings, scanSettled } from "./scan-here.ts";
import { scanAway } from "./scan-pool.ts";

export const everyRecord: SieveSpec = {
  contains: null,
  regex: null,
  key: null,
  where: null,
  ignoreCase: false,
  fields: [],
};

/**
 * Inflated bytes of an answer that the thread which serves looks at by itself: some milliseconds. Beyond it a worker does, which
 * bombs and very large values thereby never keep from answering others.
 */
export const mostHere = 4 * 1024 * 1024;

/** The records of an answer: as found, or where there is too much to look at here, decoded by a worker. */
export async function readAside(answer: Answer, slice: Slice, shape: Shape): Promise<Reading<Found | Message>> {
  try {
    return readAnswer(answer, { ...slice, mostInflated: mostHere }, null);
  } catch (error) {
    if (!(error instanceof InflatesMuch)) throw error;
    return (await decodedAside(answer, slice, shape)) as Reading<Message>;
  }
}

/** One found record, decoded where that takes little time, else by a worker. */
export async function messageAside(found: Found, shape: Shape): Promise<Message> {
  const { record, batch, offset, partition, transaction } = found;
  if (record.sizeBytes <= mostHere) return messageOf(found, shape);
  const none = { most: 1, mostLast: Number.POSITIVE_INFINITY, skip: null };
  const slice: Slice = { partition, from: offset, to: offset + 1n, showsAll: true, showsControl: true, ...none };
  const answer = { batches: batch.raw, aborted: [], lastStableOffset: offset + 1n };
  const { found: decoded } = await decodedAside(answer, slice, shape);
  const [message] = decoded as Message[];
  return message ? { ...message, transaction } : messageOf(found, shape);
}

async function decodedAside(answer: Answer, slice: Slice, shape: Shape) {
  const settings: ScanSettings = { sieve: everyRecord, shape, row: null };
  // what is given away must share its memory with nothing else
  const batches = Buffer.allocUnsafeSlow(answer.batches.length);
  answer.batches.copy(batches);
  const jobs = [{ answer: { ...answer, batches }, slice }];
  const [reading] =
    (await scanAway(settings, jobs)) ?? (await scanSettled(jobs, createSieve(everyRecord, shape), settings));
  if (!reading) throw new Error("a look without a reading");
  return reading;
}
