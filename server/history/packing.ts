import { deflateRawSync, inflateRawSync } from "node:zlib";
import { type Words, words, wordsOf } from "./series.ts";

/** Some integers (ids, or places in time) and columns of 8-byte values that stand by them. */
export type Packed = { ids: Int32Array; columns: Words[] };

const headBytes = 5;
const smallBytes = 4_096;
/** More than any moment or stretch has: a damaged file must not make us reserve more. */
const mostRows = 1_000_000;

/**
 * Bytes for the disk. Equal bytes of all values stand together and each value as what differs from the one before, so that little
 * is left of series that move little: a count of rows, a count of columns, then all of it deflated.
 */
export function pack({ ids, columns }: Packed): Uint8Array {
  const rows = ids.length;
  const raw = new Uint8Array(rows * (4 + 8 * columns.length));
  let last = 0;
  const steps = ids.map((id) => {
    const step = id - last;
    last = id;
    return step;
  });
  shuffle(bytesOf(steps), 4, raw, 0);
  columns.forEach(({ doubles }, nth) => {
    const halves = new Uint32Array(doubles.buffer.slice(doubles.byteOffset, doubles.byteOffset + rows * 8));
    for (let i = halves.length - 1; i >= 2; i--) halves[i] = (halves[i] ?? 0) ^ (halves[i - 2] ?? 0);
    shuffle(bytesOf(halves), 8, raw, rows * (4 + 8 * nth));
  });
  // what is small needs no large window: zlib would reserve and clear a quarter of a megabyte for each of thousands of chunks
  const size = raw.length <= smallBytes ? { windowBits: 12, memLevel: 5 } : {};
  const body = deflateRawSync(raw, { level: 1, ...size });
  const out = new Uint8Array(headBytes + body.length);
  new DataView(out.buffer).setUint32(0, rows, true);
  out[4] = columns.length;
  out.set(body, headBytes);
  return out;
}

/** @throws Error where the bytes are not what `pack` made */
export function unpack(bytes: Uint8Array): Packed {
  const rows = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  const count = bytes[4] ?? 0;
  if (rows > mostRows || count > 16) throw new Error("a row of history is damaged");
  const size = rows * (4 + 8 * count);
  const raw = inflateRawSync(bytes.subarray(headBytes), { maxOutputLength: Math.max(1, size) });
  if (raw.length !== size) throw new Error("a row of history is damaged");
  const ids = new Int32Array(rows);
  unshuffle(raw, 0, 4, bytesOf(ids));
  for (let i = 1; i < rows; i++) ids[i] = (ids[i] ?? 0) + (ids[i - 1] ?? 0);
  const columns: Words[] = [];
  for (let nth = 0; nth < count; nth++) {
    const halves = new Uint32Array(rows * 2);
    unshuffle(raw, rows * (4 + 8 * nth), 8, bytesOf(halves));
    for (let i = 2; i < halves.length; i++) halves[i] = (halves[i] ?? 0) ^ (halves[i - 2] ?? 0);
    columns.push(rows === 0 ? words(0) : wordsOf(halves.buffer));
  }
  return { ids, columns };
}

function bytesOf(array: Int32Array | Uint32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function shuffle(from: Uint8Array, width: number, to: Uint8Array, at: number): void {
  const rows = from.length / width;
  for (let byte = 0; byte < width; byte++) {
    const start = at + byte * rows;
    for (let i = 0, place = byte; i < rows; i++, place += width) to[start + i] = from[place] ?? 0;
  }
}

function unshuffle(from: Uint8Array, at: number, width: number, to: Uint8Array): void {
  const rows = to.length / width;
  for (let byte = 0; byte < width; byte++) {
    const start = at + byte * rows;
    for (let i = 0, place = byte; i < rows; i++, place += width) to[place] = from[start + i] ?? 0;
  }
}
