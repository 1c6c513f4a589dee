import type { Message } from "../../lib/api/messages.ts";
import { type Answer, type Reading, readAnswer, type Slice } from "./answer.ts";
import { messageOf, type Shape } from "./message.ts";
import type { Sieve, SieveSpec } from "./sieve.ts";

export type ScanJob = { answer: Answer; slice: Slice };
export type ScanSettings = { sieve: SieveSpec; shape: Shape };

/** Looks at the records of one partition's answer on the thread that calls; what is kept is decoded. */
export function scanHere({ answer, slice }: ScanJob, sieve: Sieve, shape: Shape): Reading<Message> {
  const reading = readAnswer(answer, slice, sieve);
  return { ...reading, found: reading.found.map((found) => messageOf(found, shape)) };
}
