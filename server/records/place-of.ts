import { type RecordIndex, recordAt } from "../kafka/batch/records.ts";
import type { BatchHeader } from "../kafka/batch/scan.ts";
import type { Place } from "../serde/format.ts";
import { mayHaveSchemaHeaders, schemaHeaderOf } from "../serde/schema-frame.ts";
import type { Shape } from "./message.ts";

/** The header that names the schema of a record's key or value; null for nearly all, which are not taken apart for it. */
export function schemaHeaderAt(
  batch: BatchHeader,
  index: RecordIndex,
  i: number,
  { part, decoding }: { part: "key" | "value"; decoding: Shape["decoding"] },
): Buffer | null {
  if (!decoding?.schemas.hasRegistry) return null;
  const headers = index.payload.subarray(index.headersStart(i), index.end(i));
  return mayHaveSchemaHeaders(headers) ? schemaHeaderOf(recordAt(batch, index, i).headers, part) : null;
}

/** Where a record's key or value stands. `key` = the record's, which may say what a value is. */
export function placeOf(
  { topic, decoding }: Shape,
  part: "key" | "value",
  key: Buffer | null,
  schemaHeader: Buffer | null,
): Place {
  return { topic, part, key, decoding, schemaHeader };
}
