import type { Message } from "../../lib/api/messages.ts";
import { type Answer, type Found, InflatesMuch, type Reading, readAnswer, type Slice } from "./answer.ts";
import { createSieve, type SieveSpec } from "./filter/sieve.ts";
import { messageOf, type Shape, wireText } from "./message.ts";
import { type ScanJob, type ScanSettings, scanSettled } from "./scan-here.ts";
import { scanAway, wireAway } from "./scan-pool.ts";

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

/** headers that the thread which serves decodes by itself: each is looked at as a value is */
const mostHeadersHere = 500;

/** One found record, decoded where that takes little time, else by a worker. */
export async function messageAside(found: Found, shape: Shape): Promise<Message> {
  const { sizeBytes, headers } = found.record;
  if (sizeBytes <= mostHere && headers.length <= mostHeadersHere) return messageOf(found, shape);
  const { answer, slice } = placeOf(found);
  const { found: decoded } = await decodedAside(answer, slice, shape);
  const [message] = decoded as Message[];
  return message ? { ...message, transaction: found.transaction } : messageOf(found, shape);
}

/**
 * Bytes of a record that the thread which serves makes the whole reply of: a thousand headers, or lists in lists, take far longer
 * than as many bytes of text.
 */
const mostWholeHere = 256 * 1024;

/** One found record as the JSON of its reply: text, or UTF-8 from a worker. */
export async function wireAside(found: Found, shape: Shape): Promise<string | Uint8Array> {
  const wire =
    found.record.sizeBytes > mostWholeHere
      ? await wireAway({ sieve: everyRecord, shape, row: null }, alone(placeOf(found)), found.transaction)
      : null;
  return wire ?? wireText(messageOf(found, shape));
}

/** The batch of a found record, and the record as the only one in it that is wanted. */
function placeOf({ batch, offset, partition }: Found): ScanJob {
  const none = { most: 1, mostLast: Number.POSITIVE_INFINITY, skip: null };
  const slice: Slice = { partition, from: offset, to: offset + 1n, showsAll: true, showsControl: true, ...none };
  return { answer: { batches: batch.raw, aborted: [], lastStableOffset: offset + 1n }, slice };
}

/** What is given away must share its memory with nothing else. */
function alone({ answer, slice }: ScanJob): ScanJob {
  const batches = Buffer.allocUnsafeSlow(answer.batches.length);
  answer.batches.copy(batches);
  return { answer: { ...answer, batches }, slice };
}

async function decodedAside(answer: Answer, slice: Slice, shape: Shape) {
  const settings: ScanSettings = { sieve: everyRecord, shape, row: null };
  const jobs = [alone({ answer, slice })];
  const [reading] =
    (await scanAway(settings, jobs)) ?? (await scanSettled(jobs, createSieve(everyRecord, shape), settings));
  if (!reading) throw new Error("a look without a reading");
  return reading;
}
