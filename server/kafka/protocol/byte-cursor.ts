/** Reads fields from the bytes of one buffer: for answers with tens of thousands of items, where the reader of the library is too dear. */
export class ByteCursor {
  readonly #bytes: Buffer;
  readonly #isFlexible: boolean;
  at = 0;

  constructor(bytes: Buffer, isFlexible: boolean) {
    this.#bytes = bytes;
    this.#isFlexible = isFlexible;
  }

  int16(): number {
    this.at += 2;
    return this.#bytes.readInt16BE(this.at - 2);
  }

  int32(): number {
    this.at += 4;
    return this.#bytes.readInt32BE(this.at - 4);
  }

  int64(): bigint {
    this.at += 8;
    return this.#bytes.readBigInt64BE(this.at - 8);
  }

  /** @throws RangeError past the end, like every other */
  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#bytes.readUInt8(this.at);
      this.at += 1;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw new RangeError("A number of an answer is too long.");
  }

  /** null where the message says so */
  string(): string | null {
    const length = this.#length(true);
    this.at += Math.max(0, length);
    return length < 0 ? null : this.#bytes.toString("utf8", this.at - length, this.at);
  }

  skipString(): void {
    const length = this.#length(true);
    this.at += Math.max(0, length);
  }

  /** how many items follow; -1 for null */
  count(): number {
    return this.#length(false);
  }

  /** the tagged fields that end a flexible item */
  skipTags(): void {
    if (!this.#isFlexible) return;
    for (let left = this.varint(); left > 0; left--) {
      this.varint();
      const length = this.varint();
      this.at += length;
    }
  }

  #length(isText: boolean): number {
    if (this.#isFlexible) return this.varint() - 1;
    return isText ? this.int16() : this.int32();
  }
}
