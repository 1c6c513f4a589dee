import type { ByteReader } from "./byte-reader.ts";
import type { Format } from "./format.ts";
import { bytesText, mostDepth, numberText } from "./json-pieces.ts";
import { nestedItems } from "./nested-items.ts";
import { Refusal } from "./refusal.ts";

/**
 * CBOR (RFC 8949), written as JSON: integers exact also beyond 64 bits (tags 2 and 3), times (tags 0 and 1) as ISO 8601,
 * other tags as `{"$tag": n, "value": …}`, bytes as `{"$bytes": base64}`. Unasked only what says that it is CBOR, maps whose
 * keys are text, and arrays that begin with one. It has to end where the bytes do.
 */
export function cbor(isAsked: boolean): Format {
  return nestedItems("cbor", isAsked, looksLikeMap, item);
}

function looksLikeMap(bytes: Buffer): boolean {
  if (bytes[0] === 0xd9 && bytes[1] === 0xd9 && bytes[2] === 0xf7) return true;
  const at = Math.max(0, headLength(bytes, 0, 0x80));
  const map = headLength(bytes, at, 0xa0);
  return map > 0 && ((bytes[at + map] ?? 0) & 0xe0) === 0x60;
}

/** Bytes of the head of a container that is not empty; -1 where there is none. */
function headLength(bytes: Buffer, at: number, major: number): number {
  const byte = bytes[at] ?? 0;
  if ((byte & 0xe0) !== major || byte === major) return -1;
  const info = byte & 0x1f;
  return info < 24 || info === 31 ? 1 : info < 27 ? 1 + (1 << (info - 24)) : -1;
}

function item(reader: ByteReader, depth: number): string {
  if (depth > mostDepth) throw new Refusal(`it is nested more than ${mostDepth} deep`);
  const byte = reader.uint8();
  const major = byte >> 5;
  const info = byte & 0x1f;
  if (major === 7) return simple(reader, info);
  const length = info === 31 ? null : argument(reader, info);
  switch (major) {
    case 0:
      return some(length).toString();
    case 1:
      return (-1n - some(length)).toString();
    case 2:
      return bytesText(chunks(reader, length, 2));
    case 3:
      return JSON.stringify(chunks(reader, length, 3).toString("utf8"));
    case 4:
      return `[${items(reader, length, depth, false)}]`;
    case 5:
      return `{${items(reader, length, depth, true)}}`;
    default:
      return tagged(reader, some(length), depth);
  }
}

function argument(reader: ByteReader, info: number): bigint {
  if (info < 24) return BigInt(info);
  if (info < 27) return BigInt(reader.uint(1 << (info - 24)));
  if (info === 27) return reader.uint64();
  throw new Refusal(`byte ${reader.at - 1} uses a length CBOR keeps for later`);
}

function some(length: bigint | null): bigint {
  if (length === null) throw new Refusal("something of open length may not be so");
  return length;
}

function fitting(reader: ByteReader, length: bigint): number {
  if (length > BigInt(reader.left)) throw new Refusal(`something of length ${length} does not fit it`);
  return Number(length);
}

/** A string: whole, or in pieces until a break. */
function chunks(reader: ByteReader, length: bigint | null, major: number): Buffer {
  if (length !== null) return reader.take(fitting(reader, length));
  const pieces: Buffer[] = [];
  for (let byte = reader.uint8(); byte !== 0xff; byte = reader.uint8()) {
    if (byte >> 5 !== major) throw new Refusal("the pieces of a string are of different kinds");
    pieces.push(reader.take(fitting(reader, argument(reader, byte & 0x1f))));
  }
  return Buffer.concat(pieces);
}

function items(reader: ByteReader, length: bigint | null, depth: number, isMap: boolean): string {
  const parts: string[] = [];
  const count = length === null ? null : fitting(reader, length);
  for (let i = 0; count === null ? !isBreak(reader) : i < count; i++) {
    if (!isMap) {
      parts.push(item(reader, depth + 1));
      continue;
    }
    const key = item(reader, depth + 1);
    parts.push(`${key.startsWith('"') ? key : JSON.stringify(key)}:${item(reader, depth + 1)}`);
  }
  return parts.join(",");
}

function isBreak(reader: ByteReader): boolean {
  if (reader.bytes[reader.at] !== 0xff) return false;
  reader.at++;
  return true;
}

function simple(reader: ByteReader, info: number): string {
  switch (info) {
    case 20:
      return "false";
    case 21:
      return "true";
    case 22:
    case 23:
      return "null";
    case 25:
      return numberText(half(reader.uint(2)));
    case 26:
      return numberText(reader.bytes.readFloatBE(reader.pass(4)));
    case 27:
      return numberText(reader.bytes.readDoubleBE(reader.pass(8)));
    case 31:
      throw new Refusal("it has a break where nothing is open");
    default:
      if (info > 24) throw new Refusal(`byte ${reader.at - 1} is not used by CBOR`);
      return `{"$simple":${info === 24 ? reader.uint8() : info}}`;
  }
}

function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function tagged(reader: ByteReader, tag: bigint, depth: number): string {
  const next = reader.bytes[reader.at] ?? 0;
  if ((tag === 2n || tag === 3n) && next >> 5 === 2) {
    reader.at++;
    const info = next & 0x1f;
    const bytes = chunks(reader, info === 31 ? null : argument(reader, info), 2);
    if (bytes.length > 1024) throw new Refusal(`an integer of ${bytes.length} bytes is too large to be written`);
    const value = bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString("hex")}`);
    return (tag === 2n ? value : -1n - value).toString();
  }
  const value = item(reader, depth + 1);
  if (tag === 55799n) return value;
  if (tag === 0n && value.startsWith('"')) return value;
  const ms = tag === 1n ? Number(value) * 1000 : Number.NaN;
  if (Math.abs(ms) <= 8.64e15) return JSON.stringify(new Date(ms).toISOString());
  return `{"$tag":${tag},"value":${value}}`;
}
