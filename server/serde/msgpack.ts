import type { ByteReader } from "./byte-reader.ts";
import type { Format } from "./format.ts";
import { bytesText, mostDepth, numberText } from "./json-pieces.ts";
import { nestedItems } from "./nested-items.ts";
import { Refusal } from "./refusal.ts";

/**
 * MessagePack, written as JSON: integers exact, bytes as `{"$bytes": base64}`, times as ISO 8601, other extensions as
 * `{"$ext": type, "data": base64}`. Unasked only maps whose keys are text, and arrays that begin with one: a few arbitrary
 * bytes are valid MessagePack too easily. It has to end where the bytes do.
 */
export function msgpack(isAsked: boolean): Format {
  return nestedItems("msgpack", isAsked, looksLikeMap, item);
}

function looksLikeMap(bytes: Buffer): boolean {
  let at = headLength(bytes, 0, 0x90, 0xdc);
  if (at < 0) at = 0;
  const first = headLength(bytes, at, 0x80, 0xde);
  if (first < 0) return false;
  const key = bytes[at + first] ?? 0;
  return (key >= 0xa0 && key <= 0xbf) || key === 0xd9 || key === 0xda;
}

/** Bytes of the head of a container that is not empty; -1 where there is none. `fix` = its short form, `long` its 16-bit form. */
function headLength(bytes: Buffer, at: number, fix: number, long: number): number {
  const byte = bytes[at] ?? 0;
  if (byte > fix && byte < fix + 0x10) return 1;
  return byte === long ? 3 : byte === long + 1 ? 5 : -1;
}

function item(reader: ByteReader, depth: number): string {
  if (depth > mostDepth) throw new Refusal(`it is nested more than ${mostDepth} deep`);
  const byte = reader.uint8();
  if (byte < 0x80) return String(byte);
  if (byte >= 0xe0) return String(byte - 0x100);
  if (byte < 0x90) return map(reader, byte & 0x0f, depth);
  if (byte < 0xa0) return array(reader, byte & 0x0f, depth);
  if (byte < 0xc0) return string(reader, byte & 0x1f);
  switch (byte) {
    case 0xc0:
      return "null";
    case 0xc2:
      return "false";
    case 0xc3:
      return "true";
    case 0xc4:
    case 0xc5:
    case 0xc6:
      return bytesText(reader.take(reader.uint(1 << (byte - 0xc4))));
    case 0xc7:
    case 0xc8:
    case 0xc9:
      return extension(reader, reader.uint(1 << (byte - 0xc7)));
    case 0xca:
      return numberText(reader.bytes.readFloatBE(reader.pass(4)));
    case 0xcb:
      return numberText(reader.bytes.readDoubleBE(reader.pass(8)));
    case 0xcc:
    case 0xcd:
    case 0xce:
      return String(reader.uint(1 << (byte - 0xcc)));
    case 0xcf:
      return reader.uint64().toString();
    case 0xd0:
    case 0xd1:
    case 0xd2:
      return String(reader.int(1 << (byte - 0xd0)));
    case 0xd3:
      return reader.int64().toString();
    case 0xd4:
    case 0xd5:
    case 0xd6:
    case 0xd7:
    case 0xd8:
      return extension(reader, 1 << (byte - 0xd4));
    case 0xd9:
    case 0xda:
    case 0xdb:
      return string(reader, reader.uint(1 << (byte - 0xd9)));
    case 0xdc:
    case 0xdd:
      return array(reader, reader.uint(byte === 0xdc ? 2 : 4), depth);
    case 0xde:
    case 0xdf:
      return map(reader, reader.uint(byte === 0xde ? 2 : 4), depth);
    default:
      throw new Refusal(`byte ${reader.at - 1} is 0xc1, which MessagePack does not use`);
  }
}

function string(reader: ByteReader, length: number): string {
  return JSON.stringify(reader.take(length).toString("utf8"));
}

function array(reader: ByteReader, count: number, depth: number): string {
  if (count > reader.left) throw new Refusal(`an array of ${count} items does not fit it`);
  const items: string[] = [];
  for (let i = 0; i < count; i++) items.push(item(reader, depth + 1));
  return `[${items.join(",")}]`;
}

function map(reader: ByteReader, count: number, depth: number): string {
  if (count * 2 > reader.left) throw new Refusal(`a map of ${count} entries does not fit it`);
  const entries: string[] = [];
  for (let i = 0; i < count; i++) {
    const key = item(reader, depth + 1);
    entries.push(`${key.startsWith('"') ? key : JSON.stringify(key)}:${item(reader, depth + 1)}`);
  }
  return `{${entries.join(",")}}`;
}

function extension(reader: ByteReader, length: number): string {
  const type = reader.int(1);
  const data = reader.take(length);
  return (type === -1 ? timeText(data) : null) ?? `{"$ext":${type},"data":${JSON.stringify(data.toString("base64"))}}`;
}

/** Seconds in 32 bits, 30 bits of nanoseconds and 34 of seconds, or 32 and 64. */
function timeText(data: Buffer): string | null {
  let seconds: bigint;
  let nanos = 0;
  if (data.length === 4) seconds = BigInt(data.readUInt32BE(0));
  else if (data.length === 8) {
    const both = data.readBigUInt64BE(0);
    seconds = both & 0x3ffffffffn;
    nanos = Number(both >> 34n);
  } else if (data.length === 12) {
    nanos = data.readUInt32BE(0);
    seconds = data.readBigInt64BE(4);
  } else return null;
  const ms = Number(seconds) * 1000;
  if (Math.abs(ms) > 8.64e15 || nanos > 999_999_999) return null;
  const whole = new Date(ms).toISOString().slice(0, -5);
  const part = nanos === 0 ? "" : `.${String(nanos).padStart(9, "0").replace(/0+$/, "")}`;
  return JSON.stringify(`${whole}${part}Z`);
}
