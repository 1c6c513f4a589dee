import type { Message } from "../../lib/api/messages.ts";
import { type Answer, lookThrough, type Reading, readAnswer, type Slice } from "./answer.ts";
import type { Sieve, SieveSpec } from "./filter/sieve.ts";
import { messageOf, type Shape } from "./message.ts";
import { type RowForm, type Rows, RowWriter } from "./row.ts";

export type ScanJob = { answer: Answer; slice: Slice };
export type ScanSettings = { sieve: SieveSpec; shape: Shape; row: RowForm | null };
/** What is made of kept records: a message of each, or lines of a file where `row` says how. */
export type Scanned = Message | Rows;

/** Looks at the records of several answers, each with the schemas at hand that its records name. */
export async function scanSettled(
  jobs: readonly ScanJob[],
  sieve: Sieve,
  settings: ScanSettings,
): Promise<Reading<Scanned>[]> {
  const { source } = settings.shape.decoding ?? {};
  const readings: Reading<Scanned>[] = [];
  for (const job of jobs) {
    const work = (): Reading<Scanned> => scanHere(job, sieve, settings);
    readings.push(source ? await source.settled(work) : work());
  }
  return readings;
}

/** Looks at the records of one partition's answer on the thread that calls; what is kept is decoded. */
export function scanHere({ answer, slice }: ScanJob, sieve: Sieve, { shape, row }: ScanSettings): Reading<Scanned> {
  if (row === null) {
    const reading = readAnswer(answer, slice, sieve);
    return { ...reading, found: reading.found.map((found) => messageOf(found, shape)) };
  }
  const writer = new RowWriter(row, shape, slice.partition);
  const look = lookThrough(answer, slice, sieve, writer);
  return { ...look, found: writer.rows() };
}
