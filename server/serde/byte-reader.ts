import { Refusal } from "./refusal.ts";

/** Reads bytes from their start, never beyond their end. @throws Refusal */
export class ByteReader {
  readonly bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  /** Moves on by `count` bytes and tells where they begin. */
  pass(count: number): number {
    if (count < 0 || count > this.left) throw new Refusal(`it ends in the middle, at byte ${this.bytes.length}`);
    const start = this.at;
    this.at += count;
    return start;
  }

  take(count: number): Buffer {
    const start = this.pass(count);
    return this.bytes.subarray(start, start + count);
  }

  uint8(): number {
    return this.bytes.readUInt8(this.pass(1));
  }

  /** big endian, 1 to 6 bytes */
  uint(count: number): number {
    return this.bytes.readUIntBE(this.pass(count), count);
  }

  int(count: number): number {
    return this.bytes.readIntBE(this.pass(count), count);
  }

  uint64(): bigint {
    return this.bytes.readBigUInt64BE(this.pass(8));
  }

  int64(): bigint {
    return this.bytes.readBigInt64BE(this.pass(8));
  }

  /** of at most 32 bits */
  uvarint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.uint8();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new Refusal(`a length before byte ${this.at} has no end`);
  }

  /** of at most 64 bits, the least significant seven first */
  uvarint64(): bigint {
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.uint8();
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt(low);
    }
    let value = BigInt(low);
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const byte = this.uint8();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new Refusal(`a number before byte ${this.at} has no end`);
  }

  /** zigzag, of at most 64 bits */
  varint64(): bigint {
    const value = this.uvarint64();
    return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
  }
}
