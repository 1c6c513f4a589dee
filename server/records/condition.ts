import { type RecordIndex, recordAt, timestampAt } from "../kafka/batch/records.ts";
import type { BatchHeader } from "../kafka/batch/scan.ts";
import { meaningOf } from "../serde/meaning.ts";
import type { FilterWatch } from "./filter-watch.ts";
import type { Shape } from "./message.ts";
import { placeOf, schemaHeaderAt } from "./place-of.ts";
import { isJsonFirst, plainJson } from "./plain-json.ts";
import { compileWhere, WhereError, type WhereVariables } from "./where.ts";

/** A record of which a condition could not be told. */
export type FilterError = { partition: number; offset: bigint; message: string };

/** As a reply tells it. */
export function toldOf(error: FilterError | null): {
  firstFilterError: string | null;
  firstFilterErrorAt: { partition: number; offset: bigint } | null;
} {
  if (error === null) return { firstFilterError: null, firstFilterErrorAt: null };
  const { partition, offset, message } = error;
  const firstFilterError = `Partition ${partition}, offset ${offset}: ${message}`;
  return { firstFilterError, firstFilterErrorAt: { partition, offset } };
}

/** A CEL condition asked of records; decoding them does not count as its time. */
export function createCondition(source: string, shape: Shape, watch: FilterWatch | null) {
  const { uses, holds } = compileWhere(source);
  const isPlain = {
    key: isJsonFirst(shape.topic, shape.keyFormat),
    value: isJsonFirst(shape.topic, shape.valueFormat),
  };
  const { decoding, topic } = shape;
  const meaning = (part: "key" | "value", batch: BatchHeader, index: RecordIndex, i: number): unknown => {
    const bytes = part === "key" ? keyAt(index, i) : view(index, index.valueStart(i), index.valueLength(i));
    const header = schemaHeaderAt(batch, index, i, { part, decoding });
    const plain = bytes !== null && header === null && isPlain[part] ? plainJson(bytes) : undefined;
    if (plain !== undefined) return plain;
    const place = placeOf(shape, part, part === "key" ? bytes : keyAt(index, i), header);
    return meaningOf(bytes, place, part === "key" ? shape.keyFormat : shape.valueFormat);
  };
  let count = 0;
  let first: FilterError | null = null;
  return {
    holds(batch: BatchHeader, index: RecordIndex, i: number, partition: number): boolean {
      const offset = batch.baseOffset + BigInt(index.offsetDelta(i));
      const variables: Partial<WhereVariables> = { offset, topic };
      if (uses.partition) variables.partition = BigInt(partition);
      if (uses.timestamp) variables.timestamp = new Date(timestampAt(batch, index, i));
      if (uses.key) variables.key = meaning("key", batch, index, i);
      if (uses.value) variables.value = meaning("value", batch, index, i);
      if (uses.headers) variables.headers = headersOf(batch, index, i);
      watch?.begin(partition, offset);
      try {
        return holds(variables);
      } catch (error) {
        if (!(error instanceof WhereError)) throw error;
        count++;
        first ??= { partition, offset, message: error.message };
        return false;
      } finally {
        watch?.end();
      }
    },
    takeErrors(): { count: number; first: FilterError | null } {
      const taken = { count, first };
      count = 0;
      first = null;
      return taken;
    },
  };
}

function keyAt(index: RecordIndex, i: number): Buffer | null {
  return view(index, index.keyStart(i), index.keyLength(i));
}

function view({ payload }: RecordIndex, start: number, length: number): Buffer | null {
  return length < 0 ? null : payload.subarray(start, start + length);
}

/** By name; of several with one name the last, as consumers ask for it. */
function headersOf(batch: BatchHeader, index: RecordIndex, i: number): Map<string, unknown> {
  const headers = new Map<string, unknown>();
  for (const { name, value } of recordAt(batch, index, i).headers)
    headers.set(name.toString("utf8"), value === null ? null : value.toString("utf8"));
  return headers;
}
