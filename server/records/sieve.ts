import type { SearchField } from "../../lib/api/messages.ts";
import { type RecordIndex, recordAt } from "../kafka/batch/records.ts";
import type { BatchHeader } from "../kafka/batch/scan.ts";

/** What a search looks for, in a form that can be sent to a worker. */
export type SieveSpec = { contains: string; ignoreCase: boolean; fields: readonly SearchField[] };

/** Decides which records are kept. One sieve serves any number of batches. */
export type Sieve = {
  /** false: no record of this inflated payload can be kept, so it need not be taken apart */
  mayHold(payload: Buffer): boolean;
  keeps(batch: BatchHeader, index: RecordIndex, i: number): boolean;
};

export function sieveSpec(query: {
  contains?: string | undefined;
  ignoreCase: boolean;
  in: readonly SearchField[];
}): SieveSpec | null {
  return query.contains === undefined
    ? null
    : { contains: query.contains, ignoreCase: query.ignoreCase, fields: query.in };
}

/**
 * Substring of the text. JSON and text are shown as the very bytes of the record, so a needle in their text is the needle's
 * UTF-8 in their bytes; of binary data the bytes are searched the same way (a name inside a binary value is found), never
 * the base64 it is shown as. Of a header the name counts too.
 */
export function createSieve(spec: SieveSpec): Sieve {
  const matches = spec.ignoreCase ? caseless(spec.contains) : exactly(spec.contains);
  const inKey = spec.fields.includes("key");
  const inValue = spec.fields.includes("value");
  const inHeaders = spec.fields.includes("headers");
  const within = (payload: Buffer, start: number, length: number): boolean =>
    length > 0 && matches(payload.subarray(start, start + length));
  return {
    // A payload holds every field of its records verbatim; a hit may lie across fields, so each record is looked at again.
    mayHold: (payload) => spec.ignoreCase || matches(payload),
    keeps(batch, index, i) {
      const { payload } = index;
      if (inValue && within(payload, index.valueStart(i), index.valueLength(i))) return true;
      if (inKey && within(payload, index.keyStart(i), index.keyLength(i))) return true;
      if (!inHeaders || index.end(i) - index.headersStart(i) < 3) return false;
      return recordAt(batch, index, i).headers.some(
        ({ name, value }) => matches(name) || (value !== null && matches(value)),
      );
    },
  };
}

function exactly(needle: string): (bytes: Buffer) => boolean {
  const bytes = Buffer.from(needle);
  return (hay) => hay.length >= bytes.length && hay.includes(bytes);
}

/** Upper case letters have lower case ones of other lengths (İ), so texts are compared, not bytes. */
function caseless(needle: string): (bytes: Buffer) => boolean {
  const lower = needle.toLowerCase();
  return (hay) => hay.toString("utf8").toLowerCase().includes(lower);
}
