import { isAscii } from "node:buffer";
import type { SearchField } from "../../../lib/api/messages.ts";
import { type RecordIndex, recordAt } from "../../kafka/batch/records.ts";
import type { BatchHeader } from "../../kafka/batch/scan.ts";
import { searchedText } from "../../serde/meaning.ts";
import { isAlwaysRewritten } from "../../serde/order.ts";
import type { Shape } from "../message.ts";
import { placeOf, schemaHeaderAt } from "../place-of.ts";
import { createCondition, type FilterError } from "./condition.ts";
import type { FilterWatch } from "./filter-watch.ts";
import { compileRegex } from "./regex.ts";
import { mayHoldRewritten, rewrites } from "./rewritten.ts";

/** What a search looks for, in a form that can be sent to a worker. All that is set has to hold. */
export type SieveSpec = {
  contains: string | null;
  regex: string | null;
  /** for contains and regex */
  ignoreCase: boolean;
  fields: readonly SearchField[];
  /** base64 of the exact key */
  key: string | null;
  /** CEL */
  where: string | null;
};

/** Decides which records are kept. One sieve serves any number of batches. */
export type Sieve = {
  /** false: no record of this inflated payload can be kept, so it need not be taken apart */
  mayHold(payload: Buffer, recordCount: number): boolean;
  keeps(batch: BatchHeader, index: RecordIndex, i: number, partition: number): boolean;
  /** of how many records a condition could not be told since this was called last, and the first of them */
  takeErrors?(): { count: number; first: FilterError | null };
};

/** Whether a filter may take any time on one record: such a one runs only where it can be ended. */
export function isGuarded(spec: SieveSpec): boolean {
  return spec.regex !== null || spec.where !== null;
}

type Prefilter = (payload: Buffer) => boolean;
type Check = (batch: BatchHeader, index: RecordIndex, i: number, partition: number) => boolean;
/** What a text has to pass, in both forms it may come in. */
type Looked = { bytes(hay: Buffer): boolean; text(hay: string): boolean };

/** The cheapest check comes first; each is asked only of what passed the ones before. */
export function createSieve(spec: SieveSpec, shape: Shape, watch: FilterWatch | null = null): Sieve {
  const checks: Check[] = [];
  /** of any payload, and of payloads in which every text is its bytes */
  const sure: Prefilter[] = [];
  const prefilters: Prefilter[] = [];
  if (spec.key !== null) checks.push(keyCheck(Buffer.from(spec.key, "base64"), shape, sure));
  if (spec.contains !== null) checks.push(containsCheck(spec.contains, spec, shape, prefilters));
  if (spec.regex !== null) checks.push(regexCheck(spec.regex, spec, shape, watch, prefilters));
  const condition = spec.where === null ? null : createCondition(spec.where, shape, watch);
  if (condition) checks.push(condition.holds);
  return {
    mayHold(payload, recordCount) {
      if (!sure.every((holds) => holds(payload))) return false;
      return prefilters.every((holds) => holds(payload)) || mayHoldRewritten(payload, recordCount, shape);
    },
    keeps: (batch, index, i, partition) => checks.every((check) => check(batch, index, i, partition)),
    ...(condition ? { takeErrors: condition.takeErrors } : {}),
  };
}

/** The bytes of the key; where a format was asked for that writes a text of its own, that text counts too. */
function keyCheck(key: Buffer, shape: Shape, sure: Prefilter[]): Check {
  const { topic, keyFormat, decoding } = shape;
  const isRead = isAlwaysRewritten(topic, keyFormat) || decoding?.schemas.hasRegistry === true;
  const text = isRead ? key.toString("utf8") : null;
  if (key.length > 0 && text === null) sure.push((payload) => payload.includes(key));
  return (batch, index, i) => {
    const length = index.keyLength(i);
    if (length < 0) return false;
    const start = index.keyStart(i);
    const here = index.payload.subarray(start, start + length);
    if (here.equals(key)) return true;
    if (text === null || length === 0) return false;
    const header = schemaHeaderAt(batch, index, i, { part: "key", decoding });
    const stretch = { payload: index.payload, start, length, isNamed: header !== null };
    if (!rewrites(stretch, shape, keyFormat)) return false;
    return searchedText(here, placeOf(shape, "key", here, header), keyFormat) === text;
  };
}

function containsCheck(needle: string, spec: SieveSpec, shape: Shape, prefilters: Prefilter[]): Check {
  const looked = spec.ignoreCase ? caseless(needle) : exactly(needle);
  // a payload holds every field of its records verbatim; a hit may lie across fields, so each record is looked at again
  if (!spec.ignoreCase || isAscii(Buffer.from(needle))) prefilters.push(looked.bytes);
  return fieldsCheck(looked, spec.fields, shape);
}

function regexCheck(
  source: string,
  spec: SieveSpec,
  shape: Shape,
  watch: FilterWatch | null,
  prefilters: Prefilter[],
): Check {
  const { test, prefix } = compileRegex(source, spec.ignoreCase);
  if (prefix !== null) prefilters.push((payload) => payload.includes(prefix));
  const check = fieldsCheck({ bytes: (hay) => test(hay.toString("utf8")), text: test }, spec.fields, shape);
  if (watch === null) return check;
  return (batch, index, i, partition) => {
    watch.begin(partition, batch.baseOffset + BigInt(index.offsetDelta(i)));
    try {
      return check(batch, index, i, partition);
    } finally {
      watch.end();
    }
  };
}

/**
 * Text is searched as it is shown. JSON and text are shown as the very bytes of the record, so a needle in their text is the
 * needle's UTF-8 in their bytes; what a format writes anew is searched in both forms; of binary data the bytes are searched
 * (a name inside a binary value is found), never the base64 it is shown as. Of a header the name counts too.
 */
function fieldsCheck(looked: Looked, fields: readonly SearchField[], shape: Shape): Check {
  const within = (batch: BatchHeader, index: RecordIndex, i: number, part: "key" | "value"): boolean => {
    const start = part === "key" ? index.keyStart(i) : index.valueStart(i);
    const length = part === "key" ? index.keyLength(i) : index.valueLength(i);
    if (length <= 0) return false;
    const bytes = index.payload.subarray(start, start + length);
    if (looked.bytes(bytes)) return true;
    const wanted = part === "key" ? shape.keyFormat : shape.valueFormat;
    const header = schemaHeaderAt(batch, index, i, { part, decoding: shape.decoding });
    if (!rewrites({ payload: index.payload, start, length, isNamed: header !== null }, shape, wanted)) return false;
    const keyLength = index.keyLength(i);
    const key = keyLength < 0 ? null : index.payload.subarray(index.keyStart(i), index.keyStart(i) + keyLength);
    return looked.text(searchedText(bytes, placeOf(shape, part, key, header), wanted));
  };
  const inKey = fields.includes("key");
  const inValue = fields.includes("value");
  const inHeaders = fields.includes("headers");
  return (batch, index, i) => {
    if (inValue && within(batch, index, i, "value")) return true;
    if (inKey && within(batch, index, i, "key")) return true;
    if (!inHeaders || index.end(i) - index.headersStart(i) < 3) return false;
    return recordAt(batch, index, i).headers.some(
      ({ name, value }) => looked.bytes(name) || (value !== null && looked.bytes(value)),
    );
  };
}

function exactly(needle: string): Looked {
  const bytes = Buffer.from(needle);
  return { bytes: (hay) => hay.length >= bytes.length && hay.includes(bytes), text: (hay) => hay.includes(needle) };
}

/** What is not ASCII and has a lower case that is, or begins so: İ (i and a dot above it) and the sign of kelvin. */
const lowerToAscii = [
  ["i", Buffer.from("\u0130")],
  ["k", Buffer.from("\u212a")],
] as const;

/**
 * Upper case letters have lower case ones of other lengths, so texts are compared. Of ASCII, which UTF-8 writes as itself and
 * nothing else, the bytes are, read as Latin-1: that costs little more than a search with regard to case.
 */
function caseless(needle: string): Looked {
  const lower = needle.toLowerCase();
  const text = (hay: string): boolean => hay.toLowerCase().includes(lower);
  const decoded = (hay: Buffer): boolean => text(hay.toString("utf8"));
  if (!isAscii(Buffer.from(needle))) return { bytes: decoded, text };
  const pattern = new RegExp(lower.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"), "i");
  const others = lowerToAscii.flatMap(([letter, bytes]) => (lower.includes(letter) ? [bytes] : []));
  return {
    bytes: (hay) => pattern.test(hay.toString("latin1")) || (others.some((one) => hay.includes(one)) && decoded(hay)),
    text,
  };
}
