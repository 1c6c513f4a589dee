/**
 * Reads the bytes that members of classic groups hand each other. They may come from any client and mean anything, so
 * that every length is checked before it is believed: wrong bytes end in a RangeError, never in a long walk.
 */
export class MemberBytes {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** the version that every such message begins with */
  version(): number {
    const version = this.int16();
    if (version < 0) throw new RangeError(`version ${version}`);
    return version;
  }

  int16(): number {
    this.#at += 2;
    return this.#bytes.readInt16BE(this.#at - 2);
  }

  int32(): number {
    this.#at += 4;
    return this.#bytes.readInt32BE(this.#at - 4);
  }

  skip(count: number): void {
    this.#take(count);
  }

  string(): string {
    return this.nullableString() ?? "";
  }

  nullableString(): string | null {
    const length = this.int16();
    return length === -1 ? null : this.#take(length).toString("utf8");
  }

  nullableBytes(): Buffer | null {
    const length = this.int32();
    return length === -1 ? null : this.#take(length);
  }

  /** an array that may be null, which counts as empty; every entry has at least one byte */
  array<T>(entry: () => T): T[] {
    const length = this.int32();
    if (length === -1) return [];
    if (length < 0 || length > this.#bytes.length - this.#at) throw new RangeError(`array of ${length}`);
    return Array.from({ length }, entry);
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (length < 0 || end > this.#bytes.length) throw new RangeError(`${length} bytes at ${this.#at}`);
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}
