import { createHash } from "node:crypto";

/** Bytes of a token's digest: enough that a changed or cut token does not pass for one of ours; tokens hold no secret. */
const sealBytes = 8;

/** Writes unsigned varints (LEB128), small for small numbers, without a limit of 32 bits. */
export class PositionWriter {
  readonly #bytes: number[] = [];

  uint(value: number | bigint): this {
    if (value < 0) throw new RangeError(`${value} is negative`);
    if (typeof value === "number" && value < 0x7fffffff) {
      let rest = value;
      for (; rest > 0x7f; rest >>>= 7) this.#bytes.push((rest & 0x7f) | 0x80);
      this.#bytes.push(rest);
      return this;
    }
    let rest = BigInt(value);
    for (; rest > 0x7fn; rest >>= 7n) this.#bytes.push(Number(rest & 0x7fn) | 0x80);
    this.#bytes.push(Number(rest));
    return this;
  }

  raw(bytes: Uint8Array): this {
    for (const byte of bytes) this.#bytes.push(byte);
    return this;
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** base64url, ending in a digest that `PositionReader` checks. */
  sealed(): string {
    const bytes = Buffer.from(this.#bytes);
    return Buffer.concat([bytes, digest(bytes)]).toString("base64url");
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/** What `PositionReader` throws on a token that is not one of ours. */
export class TokenError extends Error {}

export class PositionReader {
  readonly #bytes: Buffer;
  #at = 0;

  /** @throws TokenError when the text was not made by `sealed` */
  constructor(text: string) {
    const all = Buffer.from(text, "base64url");
    if (!/^[A-Za-z0-9_-]+$/.test(text) || all.toString("base64url") !== text || all.length <= sealBytes)
      throw new TokenError("it is no token of this console");
    const body = all.subarray(0, all.length - sealBytes);
    if (!digest(body).equals(all.subarray(all.length - sealBytes))) throw new TokenError("it was changed or cut off");
    this.#bytes = body;
  }

  big(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) break;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new TokenError("it ends too early");
  }

  uint(): number {
    const value = this.big();
    if (value > 0x7fffffffn) throw new TokenError("it holds a number out of range");
    return Number(value);
  }

  raw(length: number): Buffer {
    if (length > this.#bytes.length - this.#at) throw new TokenError("it ends too early");
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }
}

function digest(bytes: Buffer): Buffer {
  return createHash("sha256").update("klar.positions").update(bytes).digest().subarray(0, sealBytes);
}

/** A topic id ("L6g3nShT-eMCtK--X86sw" as Kafka writes it) in its 16 bytes; of brokers without topic ids 16 zero bytes. */
export function topicIdBytes(topicId: string): Buffer {
  const bytes = Buffer.alloc(16);
  Buffer.from(topicId, "base64url").copy(bytes, 0, 0, 16);
  return bytes;
}
