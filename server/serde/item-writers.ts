import { ByteWriter } from "./byte-writer.ts";
import { bytesOf, integerOf, isPlainObject, WrittenNumber } from "./json-for-writing.ts";
import { mostDepth } from "./json-pieces.ts";
import { Misfit } from "./misfit.ts";

/** How the two formats of nested items differ: heads of each kind. */
export type ItemWriter = {
  nothing(out: ByteWriter): void;
  truth(out: ByteWriter, value: boolean): void;
  integer(out: ByteWriter, value: bigint, path: string): void;
  text(out: ByteWriter, bytes: Buffer): void;
  bytes(out: ByteWriter, bytes: Buffer): void;
  list(out: ByteWriter, count: number): void;
  map(out: ByteWriter, count: number): void;
  /** before the eight bytes of a double */
  doubleHead: number;
};

/** A JSON value in a binary format of nested items; `{"$bytes": base64}` is bytes. @throws Misfit */
export function itemBytes(writer: ItemWriter, value: unknown): Buffer {
  const out = new ByteWriter();
  writeItem(writer, out, value, "", 0);
  return out.bytes();
}

function writeItem(writer: ItemWriter, out: ByteWriter, value: unknown, path: string, depth: number): void {
  if (depth > mostDepth) throw new Misfit(path, `is nested more than ${mostDepth} deep`);
  if (value === null) writer.nothing(out);
  else if (typeof value === "boolean") writer.truth(out, value);
  else if (typeof value === "string") writer.text(out, Buffer.from(value));
  else if (typeof value === "number" || value instanceof WrittenNumber) writeNumber(writer, out, value, path);
  else if (Array.isArray(value)) {
    writer.list(out, value.length);
    for (const [i, item] of value.entries()) writeItem(writer, out, item, `${path}[${i}]`, depth + 1);
  } else if (isPlainObject(value)) {
    const bytes = bytesOf(value);
    if (bytes) {
      writer.bytes(out, bytes);
      return;
    }
    const entries = Object.entries(value);
    writer.map(out, entries.length);
    for (const [name, item] of entries) {
      writer.text(out, Buffer.from(name));
      writeItem(writer, out, item, `${path}.${name}`, depth + 1);
    }
  } else throw new Misfit(path, "is nothing JSON can say");
}

function writeNumber(writer: ItemWriter, out: ByteWriter, value: number | WrittenNumber, path: string): void {
  const whole = Object.is(value, -0) ? null : integerOf(value);
  if (whole !== null) {
    writer.integer(out, whole, path);
    return;
  }
  const double = typeof value === "number" ? value : Number(value.source);
  if (!Number.isFinite(double)) throw new Misfit(path, "does not fit a double");
  out.uint8(writer.doubleHead).doubleBE(double);
}

/** The shortest form of each, as the specification asks for. */
export const msgpackItems: ItemWriter = {
  doubleHead: 0xcb,
  nothing: (out) => void out.uint8(0xc0),
  truth: (out, value) => void out.uint8(value ? 0xc3 : 0xc2),
  integer(out, value, path) {
    if (value >= 0n) {
      if (value < 0x80n) out.uint8(Number(value));
      else if (value < 0x100n) out.uint8(0xcc).uint8(Number(value));
      else if (value < 0x10000n) out.uint8(0xcd).uint16BE(Number(value));
      else if (value < 0x100000000n) out.uint8(0xce).uint32BE(Number(value));
      else if (value < 2n ** 64n) out.uint8(0xcf).uint64BE(value);
      else throw new Misfit(path, "does not fit 64 bits");
    } else if (value >= -32n) out.uint8(0x100 + Number(value));
    else if (value >= -0x80n) out.uint8(0xd0).uint8(0x100 + Number(value));
    else if (value >= -0x8000n) out.uint8(0xd1).uint16BE(0x10000 + Number(value));
    else if (value >= -0x80000000n) out.uint8(0xd2).int32BE(Number(value));
    else if (value >= -(2n ** 63n)) out.uint8(0xd3).uint64BE(value);
    else throw new Misfit(path, "does not fit 64 bits");
  },
  text(out, bytes) {
    const { length } = bytes;
    if (length < 32) out.uint8(0xa0 + length);
    else if (length < 0x100) out.uint8(0xd9).uint8(length);
    else if (length < 0x10000) out.uint8(0xda).uint16BE(length);
    else out.uint8(0xdb).uint32BE(length);
    out.raw(bytes);
  },
  bytes(out, bytes) {
    const { length } = bytes;
    if (length < 0x100) out.uint8(0xc4).uint8(length);
    else if (length < 0x10000) out.uint8(0xc5).uint16BE(length);
    else out.uint8(0xc6).uint32BE(length);
    out.raw(bytes);
  },
  list(out, count) {
    if (count < 16) out.uint8(0x90 + count);
    else if (count < 0x10000) out.uint8(0xdc).uint16BE(count);
    else out.uint8(0xdd).uint32BE(count);
  },
  map(out, count) {
    if (count < 16) out.uint8(0x80 + count);
    else if (count < 0x10000) out.uint8(0xde).uint16BE(count);
    else out.uint8(0xdf).uint32BE(count);
  },
};

/** RFC 8949's shortest forms. */
export const cborItems: ItemWriter = {
  doubleHead: 0xfb,
  nothing: (out) => void out.uint8(0xf6),
  truth: (out, value) => void out.uint8(value ? 0xf5 : 0xf4),
  integer(out, value) {
    const argument = value < 0n ? -1n - value : value;
    if (argument < 2n ** 64n) {
      head(out, value < 0n ? 1 : 0, argument);
      return;
    }
    // a bignum: tag 2 or 3 over bytes
    const hex = argument.toString(16);
    out.uint8(value < 0n ? 0xc3 : 0xc2);
    const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
    head(out, 2, BigInt(bytes.length));
    out.raw(bytes);
  },
  text(out, bytes) {
    head(out, 3, BigInt(bytes.length));
    out.raw(bytes);
  },
  bytes(out, bytes) {
    head(out, 2, BigInt(bytes.length));
    out.raw(bytes);
  },
  list: (out, count) => head(out, 4, BigInt(count)),
  map: (out, count) => head(out, 5, BigInt(count)),
};

function head(out: ByteWriter, major: number, argument: bigint): void {
  const first = major << 5;
  if (argument < 24n) out.uint8(first | Number(argument));
  else if (argument < 0x100n) out.uint8(first | 24).uint8(Number(argument));
  else if (argument < 0x10000n) out.uint8(first | 25).uint16BE(Number(argument));
  else if (argument < 0x100000000n) out.uint8(first | 26).uint32BE(Number(argument));
  else out.uint8(first | 27).uint64BE(argument);
}
