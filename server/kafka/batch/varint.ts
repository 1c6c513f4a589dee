/**
 * Zigzag varints as Kafka's record format v2 writes them (ByteUtils.readVarint, readVarlong).
 *
 * Reads past the end yield zeros and move `at` on, so that the hot path carries no bounds check of its own: the caller
 * compares `at` with its limit before it trusts what it read. A varint that goes on for too long sets `at` to Infinity,
 * which fails that same comparison.
 */
export class VarintReader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  /** A signed 32-bit number in one to five bytes. */
  int(): number {
    const bytes = this.bytes;
    let at = this.at;
    let byte = bytes[at++] ?? 0;
    let value = byte & 0x7f;
    if (byte > 127) {
      byte = bytes[at++] ?? 0;
      value |= (byte & 0x7f) << 7;
      for (let shift = 14; byte > 127; shift += 7) {
        if (shift > 28) {
          at = Number.POSITIVE_INFINITY;
          break;
        }
        byte = bytes[at++] ?? 0;
        value |= (byte & 0x7f) << shift;
      }
    }
    this.at = at;
    return (value >>> 1) ^ -(value & 1);
  }

  /** A signed 64-bit number in one to ten bytes, as a number: exact up to 2^53, which no timestamp of ours exceeds. */
  long(): number {
    const bytes = this.bytes;
    const start = this.at;
    let at = start;
    let low = 0;
    let byte = 128;
    for (let shift = 0; byte > 127 && shift < 28; shift += 7) {
      byte = bytes[at++] ?? 0;
      low |= (byte & 0x7f) << shift;
    }
    let high = 0;
    for (let unit = 1; byte > 127; unit *= 128) {
      if (at - start === 10) {
        at = Number.POSITIVE_INFINITY;
        break;
      }
      byte = bytes[at++] ?? 0;
      high += (byte & 0x7f) * unit;
    }
    this.at = at;
    const half = high * 2 ** 27 + (low >>> 1);
    return (low & 1) === 1 ? -half - 1 : half;
  }
}

/** Bytes that `writeVarint` takes for `value`, a safe integer. */
export function varintSize(value: number): number {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  let size = 1;
  while (rest >= 128) {
    rest = Math.floor(rest / 128);
    size++;
  }
  return size;
}

/** Writes a safe integer within ±2^52 and returns the position after it. Serves varint and varlong alike: their bytes are the same. */
export function writeVarint(into: Uint8Array, at: number, value: number): number {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  let next = at;
  while (rest >= 128) {
    into[next++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  into[next++] = rest;
  return next;
}
