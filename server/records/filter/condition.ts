import { type RecordIndex, recordAt, timestampAt } from "../../kafka/batch/records.ts";
import type { BatchHeader } from "../../kafka/batch/scan.ts";
import { meaningOf } from "../../serde/meaning.ts";
import type { Shape } from "../message.ts";
import { placeOf, schemaHeaderAt } from "../place-of.ts";
import { isJsonFirst, plainJson } from "../plain-json.ts";
import { compileWhere, type Where, WhereError, type WhereVariables } from "../where.ts";
import type { FilterWatch } from "./filter-watch.ts";
import { PartialJson } from "./partial-json.ts";

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
  const where = compileWhere(source);
  const { uses } = where;
  const key = partOf("key", where, shape);
  const value = partOf("value", where, shape);
  const { topic } = shape;
  let count = 0;
  let first: FilterError | null = null;
  return {
    holds(batch: BatchHeader, index: RecordIndex, i: number, partition: number): boolean {
      const offset = batch.baseOffset + BigInt(index.offsetDelta(i));
      const variables: Partial<WhereVariables> = { offset, topic };
      if (uses.partition) variables.partition = BigInt(partition);
      if (uses.timestamp) variables.timestamp = new Date(timestampAt(batch, index, i));
      const isStaged = where.first !== null;
      if (uses.key) variables.key = key.begin(batch, index, i);
      if (uses.value) variables.value = value.begin(batch, index, i);
      if (uses.headers) variables.headers = headersOf(batch, index, i);
      watch?.begin(partition, offset);
      try {
        if (isStaged && where.first?.isFalse(variables)) return false;
        const complete = (): void => {
          if (uses.key) key.complete();
          if (uses.value) value.complete();
        };
        if (isStaged && watch) watch.aside(complete);
        else if (isStaged) complete();
        return where.holds(variables);
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

/**
 * How a condition gets a record's key or value. Of JSON it gets the members it names: those of its first part, and the others when
 * that one holds.
 */
function partOf(part: "key" | "value", { members, first }: Where, shape: Shape) {
  const { decoding, topic } = shape;
  const wanted = part === "key" ? shape.keyFormat : shape.valueFormat;
  const isPlain = isJsonFirst(topic, wanted);
  const all = members[part];
  const early = first === null ? all : first.members[part];
  const partial = isPlain && all !== null && early !== null ? new PartialJson(all) : null;
  let isPartial = false;
  return {
    begin(batch: BatchHeader, index: RecordIndex, i: number): unknown {
      const start = part === "key" ? index.keyStart(i) : index.valueStart(i);
      const length = part === "key" ? index.keyLength(i) : index.valueLength(i);
      const header = schemaHeaderAt(batch, index, i, { part, decoding });
      isPartial = header === null && partial !== null && partial.look(index.payload, start, length);
      if (isPartial) return partial?.read(early ?? []);
      const bytes = view(index, start, length);
      const plain = bytes !== null && header === null && isPlain ? plainJson(bytes) : undefined;
      if (plain !== undefined) return plain;
      return meaningOf(bytes, placeOf(shape, part, part === "key" ? bytes : keyAt(index, i), header), wanted);
    },
    /** Adds to what `begin` gave what the rest of the condition asks for. */
    complete(): void {
      if (isPartial) partial?.read(all ?? []);
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
