import { isUtf8 } from "node:buffer";
import { Budget } from "./budget.ts";
import { ByteReader } from "./byte-reader.ts";
import type { Format } from "./format.ts";
import { bytesText } from "./json-pieces.ts";
import { Refusal } from "./refusal.ts";

const mostDepth = 50;
/** the largest a field's number may be */
const mostNumber = 2 ** 29 - 1;

export type WireField = { number: number; wire: number };

/** The tag of the next field. @throws Refusal */
export function wireTag(reader: ByteReader): WireField {
  const tag = Number(reader.uvarint64());
  const number = Math.floor(tag / 8);
  const wire = tag % 8;
  if (number < 1 || number > mostNumber) throw new Refusal(`a field before byte ${reader.at} has the number ${number}`);
  if (wire > 5) throw new Refusal(`field ${number} before byte ${reader.at} is of no known wire type`);
  return { number, wire };
}

/** A length-delimited value. @throws Refusal */
export function wireBytes(reader: ByteReader): Buffer {
  const length = Number(reader.uvarint64());
  if (length > reader.left) throw new Refusal(`a length of ${length} before byte ${reader.at} does not fit it`);
  return reader.take(length);
}

/** The fields of a group, up to its end, as bytes of their own. @throws Refusal */
export function wireGroup(reader: ByteReader, number: number, depth: number): Buffer {
  if (depth > mostDepth) throw new Refusal(`its groups are nested more than ${mostDepth} deep`);
  const start = reader.at;
  for (;;) {
    const end = reader.at;
    const tag = wireTag(reader);
    if (tag.wire !== 4) passField(reader, tag, depth + 1);
    else if (tag.number === number) return reader.bytes.subarray(start, end);
    else throw new Refusal(`group ${number} is ended by ${tag.number}`);
  }
}

function passField(reader: ByteReader, { number, wire }: WireField, depth: number): void {
  if (wire === 0) reader.uvarint64();
  else if (wire === 1) reader.pass(8);
  else if (wire === 5) reader.pass(4);
  else if (wire === 2) wireBytes(reader);
  else wireGroup(reader, number, depth);
}

/**
 * Protocol Buffers without their schema: fields by their number, each as well as its wire type tells: numbers as they are (of
 * signed and zigzag ones that is not what was meant), four and eight bytes in hex, and what has a length as a message, a text or
 * bytes, whichever it can be.
 */
export const protobufRaw: Format = {
  name: "protobuf-raw",
  read(bytes) {
    try {
      return { ok: true, text: rawFields(bytes, new Budget(bytes.length), 0), syntax: "json" };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { ok: false, reason: error.message };
    }
  },
};

function rawFields(bytes: Buffer, budget: Budget, depth: number): string {
  if (depth > mostDepth) throw new Refusal(`it is nested more than ${mostDepth} deep`);
  const reader = new ByteReader(bytes);
  const found = new Map<number, string[]>();
  while (reader.left > 0) {
    const tag = wireTag(reader);
    const text = rawValue(reader, tag, budget, depth);
    const before = found.get(tag.number);
    if (before) before.push(text);
    else found.set(tag.number, [text]);
  }
  return `{${[...found].map(([number, all]) => `"${number}":${all.length === 1 ? all[0] : `[${all.join(",")}]`}`).join(",")}}`;
}

/** The value of a field whose type is not known. @throws Refusal */
export function rawValue(reader: ByteReader, { number, wire }: WireField, budget: Budget, depth: number): string {
  switch (wire) {
    case 0:
      return budget.spend(reader.uvarint64().toString());
    case 1:
      return budget.spend(`"0x${reader.bytes.readBigUInt64LE(reader.pass(8)).toString(16).padStart(16, "0")}"`);
    case 5:
      return budget.spend(`"0x${reader.bytes.readUInt32LE(reader.pass(4)).toString(16).padStart(8, "0")}"`);
    case 2:
      return rawBytes(wireBytes(reader), budget, depth);
    case 3:
      return rawFields(wireGroup(reader, number, depth), budget, depth + 1);
    default:
      throw new Refusal(`group ${number} ends where none began`);
  }
}

function rawBytes(bytes: Buffer, budget: Budget, depth: number): string {
  const text = isUtf8(bytes) ? bytes.toString("utf8") : null;
  if (text !== null && !/[\u0000-\u0008\u000e-\u001f\u007f]/.test(text)) return budget.spend(JSON.stringify(text));
  try {
    return rawFields(bytes, budget, depth + 1);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return budget.spend(text === null ? bytesText(bytes) : JSON.stringify(text));
  }
}
