import { blockBytes, freeBlock, fullBytes, takeBlock } from "./line-blocks.ts";

/** a call costs more than copying so many bytes one by one */
const fewBytes = 16;

const nothing = Buffer.allocUnsafeSlow(0);

/** Where lines are written one after the other; whoever writes makes sure of room first. */
export class LineBytes {
  bytes: Buffer = nothing;
  at = 0;
  readonly #leastBytes: number;

  /** @param leastBytes of the buffer, which grows with what is written */
  constructor(leastBytes: number = blockBytes) {
    this.#leastBytes = leastBytes;
  }

  get isFull(): boolean {
    return this.at >= fullBytes;
  }

  /** Room for so many bytes more. */
  reserve(count: number): void {
    if (this.bytes.length - this.at >= count) return;
    const larger = takeBlock(Math.max(this.#leastBytes, this.bytes.length * 2, this.at + count));
    this.bytes.copy(larger, 0, 0, this.at);
    this.letGo();
    this.bytes = larger;
  }

  /** What was written, in memory that is given back by `freeBlock`. */
  take(): Buffer {
    const length = this.at;
    this.at = 0;
    // a buffer that is mostly empty is kept
    if (length * 2 < this.bytes.length) {
      const copy = Buffer.allocUnsafeSlow(length);
      this.bytes.copy(copy, 0, 0, length);
      return copy;
    }
    const taken = this.bytes.subarray(0, length);
    this.bytes = nothing;
    return taken;
  }

  /** Frees the buffer. */
  letGo(): void {
    const { bytes } = this;
    this.bytes = nothing;
    freeBlock(bytes);
  }

  put(piece: Buffer): void {
    const { bytes, at } = this;
    const { length } = piece;
    if (length > fewBytes) bytes.set(piece, at);
    else for (let i = 0; i < length; i++) bytes[at + i] = piece[i] ?? 0;
    this.at = at + length;
  }

  /** Makes room by itself. */
  text(words: string): void {
    this.reserve(words.length < fullBytes ? words.length * 3 : Buffer.byteLength(words));
    this.at += this.bytes.write(words, this.at);
  }

  /** A number as JSON has it. */
  number(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) {
      this.text(JSON.stringify(value));
      return;
    }
    const { bytes } = this;
    let digits = 1;
    for (let bound = 10; bound <= value; bound *= 10) digits++;
    let at = this.at + digits;
    this.at = at;
    let rest = value;
    // what fits 32 bits is divided much faster
    for (; rest > 0x7fffffff; digits--) {
      const tenth = Math.floor(rest / 10);
      bytes[--at] = 0x30 + (rest - tenth * 10);
      rest = tenth;
    }
    for (; digits > 0; digits--) {
      const tenth = (rest / 10) | 0;
      bytes[--at] = 0x30 + (rest - tenth * 10);
      rest = tenth;
    }
  }
}
