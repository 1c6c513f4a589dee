import type { Message } from "../../lib/api/messages.ts";
import type { BatchErrorCode } from "../kafka/batch/batch-error.ts";
import type { TopicDecoding } from "../serde/decoding.ts";
import type { SchemaChoice, Written } from "../serde/encode.ts";
import type { Reading } from "./answer.ts";
import type { Shape } from "./message.ts";
import type { ScanJob, Scanned, ScanSettings } from "./scan-here.ts";
import { type PlainDecoding, plainDecoding } from "./schema-asking.ts";

/** What a worker is sent. The buffers of the batches are transferred: views of them are detached on the sender's side. */
export type ScanRequest = { id: number; settings: PlainSettings; jobs: ScanJob[] };
/** The settings of a scan as they cross: schemas stay behind. */
export type PlainSettings = Omit<ScanSettings, "shape"> & {
  shape: Omit<Shape, "decoding"> & { decoding: PlainDecoding | null };
};
export type ScanReply =
  | { id: number; readings: Reading<Scanned>[] }
  | { id: number; failure: string; slowAt: { partition: number; offset: bigint } | null };

/** One record as the reply of it: JSON in UTF-8. Its transaction is known where it was found. */
export type WholeRequest = Omit<ScanRequest, "jobs"> & { whole: ScanJob; transaction: Message["transaction"] };
/** null = the record was not there */
export type WholeReply = { id: number; wire: Uint8Array | null };

export type FoundSchema = ReturnType<TopicDecoding["schemas"]["find"]>;
/** A text that is to become bytes: `found` = which of the request's schemas is its own. */
export type ToEncode = { written: Written; choice: SchemaChoice | null; found: number | null };
export type EncodeRequest = { id: number; texts: ToEncode[]; schemas: FoundSchema[] };
/** The bytes of each, or what is wrong in its text. */
export type Encoded = { bytes: Uint8Array } | { path: string; message: string };
export type EncodeReply = { id: number; encoded: Encoded[] };

/** A batch as it is stored, to be inflated to at most so many bytes. */
export type InflateRequest = { id: number; batch: Uint8Array; maxBytes: number };
export type InflateReply = { id: number; inflated: Uint8Array | { code: BatchErrorCode; message: string } };

export function plainSettings({ shape, ...rest }: ScanSettings): PlainSettings {
  return { ...rest, shape: { ...shape, decoding: shape.decoding ? plainDecoding(shape.decoding) : null } };
}

/** A Buffer crosses threads as a plain Uint8Array. */
export function revived(job: ScanJob): ScanJob {
  const bytes: Uint8Array = job.answer.batches;
  const batches = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { ...job, answer: { ...job.answer, batches } };
}

/** The buffers that hold the batches of `jobs`. */
export function transferred(jobs: readonly ScanJob[]): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const { answer } of jobs) if (answer.batches.buffer instanceof ArrayBuffer) buffers.add(answer.batches.buffer);
  return [...buffers];
}

/** The buffers of the lines that a worker has written: they go with its reply. */
export function givenBack(readings: readonly Reading<Scanned>[]): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const { found } of readings) {
    for (const item of found) {
      if (!("bytes" in item)) break;
      for (const { buffer } of [item.bytes, item.ends, item.times])
        if (buffer instanceof ArrayBuffer) buffers.add(buffer);
    }
  }
  return [...buffers];
}
