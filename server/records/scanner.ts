import type { Message } from "../../lib/api/messages.ts";
import { type Answer, type Reading, readAnswer, type Slice } from "./answer.ts";
import { messageOf } from "./message.ts";
import { createSieve, type SieveSpec } from "./sieve.ts";

export type ScanJob = { answer: Answer; slice: Slice };

/** Looks at fetched records with a filter; what it keeps is decoded. */
export interface Scanner {
  /** The jobs of one fetch answer, whose batches may share one buffer; the buffer is the scanner's from then on. */
  scan(jobs: readonly ScanJob[]): Promise<Reading<Message>[]>;
  close(): void;
}

export type ScanSettings = { sieve: SieveSpec; maxValueBytes: number };

/** One job, where it stands: on the thread that calls. */
export function scanHere(
  { answer, slice }: ScanJob,
  sieve: ReturnType<typeof createSieve>,
  maxValueBytes: number,
): Reading<Message> {
  const reading = readAnswer(answer, slice, sieve);
  return { ...reading, found: reading.found.map((found) => messageOf(found, maxValueBytes)) };
}

export function openScanner({ sieve, maxValueBytes }: ScanSettings): Scanner {
  const keeps = createSieve(sieve);
  return {
    async scan(jobs) {
      const readings: Reading<Message>[] = [];
      for (const job of jobs) {
        readings.push(scanHere(job, keeps, maxValueBytes));
        // others wait for this thread too
        await new Promise((resolve) => setImmediate(resolve));
      }
      return readings;
    },
    close() {},
  };
}
