import { readFileSync } from "node:fs";
import { inflate } from "../inflate.ts";
import { indexRecords, type RawRecord, recordAt } from "../records.ts";
import { type BatchHeader, scanBatches } from "../scan.ts";

export type ExpectedRecord = {
  offset: string;
  timestamp: number;
  key: string | null;
  value: string | null;
  headers: [string, string | null][];
};
export type Expected = {
  reader: string;
  codec?: string;
  lastStableOffset: string;
  aborted: { producerId: string; firstOffset: string }[];
  records: ExpectedRecord[];
};

/** The bytes of a sample and what its independent reader made of them. */
export function sample(name: string): { bytes: Buffer; expected: Expected } {
  const file = (extension: string) => readFileSync(new URL(`${name}.${extension}`, import.meta.url));
  return { bytes: file("bin"), expected: JSON.parse(file("json").toString("utf8")) };
}

export function recordsOf(batch: BatchHeader, maxBytes = 64 * 1024 * 1024): RawRecord[] {
  const index = indexRecords(inflate(batch, { maxBytes }), batch.recordCount);
  return Array.from({ length: index.count }, (_, i) => recordAt(batch, index, i));
}

/** Every record but control records, as the samples spell them. */
export function readAll(bytes: Buffer): ExpectedRecord[] {
  return [...scanBatches(bytes)].filter((batch) => !batch.control).flatMap((batch) => recordsOf(batch).map(spelled));
}

export function spelled(record: RawRecord): ExpectedRecord {
  return {
    offset: String(record.offset),
    timestamp: record.timestamp,
    key: record.key?.toString("base64") ?? null,
    value: record.value?.toString("base64") ?? null,
    headers: record.headers.map(({ name, value }) => [name.toString("base64"), value?.toString("base64") ?? null]),
  };
}
