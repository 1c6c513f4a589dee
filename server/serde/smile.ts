import { floatText } from "./avro-read.ts";
import { ByteReader } from "./byte-reader.ts";
import type { Format } from "./format.ts";
import { bytesText, mostDepth, numberText } from "./json-pieces.ts";
import { Refusal } from "./refusal.ts";

/** `:)` and a line feed; the low half of the fourth byte says what follows. */
const mark = Buffer.from([0x3a, 0x29, 0x0a]);
/** so many texts are remembered for references to them; then it begins anew */
const mostShared = 1024;
const endOfText = 0xfc;

/**
 * Smile, Jackson's binary JSON, by its format specification 1.0.6, written as JSON: integers and decimals of any size exact, bytes as
 * `{"$bytes": base64}`. It has to end where the bytes do, or with the mark of an end.
 */
export const smile: Format = {
  name: "smile",
  read(bytes) {
    if (!bytes.subarray(0, 3).equals(mark)) return { ok: false, reason: 'it does not begin with ":)" and a line feed' };
    try {
      return { ok: true, text: new SmileReader(bytes).whole(), syntax: "json" };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { ok: false, reason: error.message };
    }
  },
};

class SmileReader {
  readonly #reader: ByteReader;
  readonly #sharesNames: boolean;
  readonly #sharesValues: boolean;
  /** as JSON text */
  #names: string[] = [];
  #values: string[] = [];

  constructor(bytes: Buffer) {
    this.#reader = new ByteReader(bytes);
    this.#reader.pass(3);
    const features = this.#reader.uint8();
    if (features >> 4 !== 0) throw new Refusal(`version ${features >> 4} of it is not known`);
    this.#sharesNames = (features & 1) !== 0;
    this.#sharesValues = (features & 2) !== 0;
  }

  whole(): string {
    const text = this.#item(this.#reader.uint8(), 0);
    const { left } = this.#reader;
    if (left > 0 && (left > 1 || this.#reader.uint8() !== 0xff)) throw new Refusal(`${left} bytes follow its end`);
    return text;
  }

  #item(token: number, depth: number): string {
    if (depth > mostDepth) throw new Refusal(`it is nested more than ${mostDepth} deep`);
    const reader = this.#reader;
    const low = token & 0x1f;
    if (token >= 0x40 && token < 0xc0) return this.#shortText(token);
    if (token >= 0xc0 && token < 0xe0) return String((low >> 1) ^ -(low & 1));
    if (token > 0 && token < 0x20) return this.#sharedValue(token - 1);
    if (token >= 0xec && token < 0xf0) return this.#sharedValue(((token & 3) << 8) | reader.uint8());
    switch (token) {
      case 0x20:
        return '""';
      case 0x21:
        return "null";
      case 0x22:
        return "false";
      case 0x23:
        return "true";
      case 0x24:
      case 0x25:
        return this.#zigzag().toString();
      case 0x26:
        return this.#big().toString();
      case 0x28:
        return floatText(this.#bits(5, 4).readFloatBE());
      case 0x29:
        return numberText(this.#bits(10, 8).readDoubleBE());
      case 0x2a:
        return this.#decimal();
      case 0xe0:
      case 0xe4:
        return JSON.stringify(this.#longText());
      case 0xe8:
        return bytesText(this.#packed());
      case 0xfd:
        return bytesText(reader.take(this.#length()));
      case 0xf8:
        return this.#list(depth);
      case 0xfa:
        return this.#map(depth);
      default:
        throw new Refusal(`byte ${reader.at - 1} is 0x${token.toString(16)}, which begins no value`);
    }
  }

  #list(depth: number): string {
    const items: string[] = [];
    for (let token = this.#reader.uint8(); token !== 0xf9; token = this.#reader.uint8())
      items.push(this.#item(token, depth + 1));
    return `[${items.join(",")}]`;
  }

  #map(depth: number): string {
    const entries: string[] = [];
    for (let token = this.#reader.uint8(); token !== 0xfb; token = this.#reader.uint8()) {
      const name = this.#name(token);
      entries.push(`${name}:${this.#item(this.#reader.uint8(), depth + 1)}`);
    }
    return `{${entries.join(",")}}`;
  }

  #name(token: number): string {
    if (token === 0x20) return '""';
    if (token === 0x34) return this.#newName(JSON.stringify(this.#longText()));
    if (token >= 0x30 && token < 0x34) return this.#sharedName(((token & 3) << 8) | this.#reader.uint8());
    if (token >= 0x40 && token < 0x80) return this.#sharedName(token - 0x40);
    if (token < 0x80 || token >= 0xf8)
      throw new Refusal(`byte ${this.#reader.at - 1} is 0x${token.toString(16)}, which begins no name`);
    const length = token < 0xc0 ? (token & 0x3f) + 1 : token - 0xc0 + 2;
    return this.#newName(JSON.stringify(this.#reader.take(length).toString("utf8")));
  }

  #newName(text: string): string {
    if (this.#sharesNames) this.#names = remembered(this.#names, text);
    return text;
  }

  /** Texts of up to 65 bytes, ASCII or not; each may be referred to later. */
  #shortText(token: number): string {
    const least = token < 0x60 ? 1 : token < 0x80 ? 33 : token < 0xa0 ? 2 : 34;
    const text = JSON.stringify(this.#reader.take((token & 0x1f) + least).toString("utf8"));
    if (this.#sharesValues) this.#values = remembered(this.#values, text);
    return text;
  }

  #sharedName(index: number): string {
    const text = this.#names[index];
    if (text === undefined) throw new Refusal(`it refers to name ${index}, which did not come before`);
    return text;
  }

  #sharedValue(index: number): string {
    const text = this.#values[index];
    if (text === undefined) throw new Refusal(`it refers to text ${index}, which did not come before`);
    return text;
  }

  #longText(): string {
    const { bytes, at } = this.#reader;
    const end = bytes.indexOf(endOfText, at);
    if (end < 0) throw new Refusal("a text has no end");
    const text = this.#reader.take(end - at).toString("utf8");
    this.#reader.pass(1);
    return text;
  }

  /** Seven bits a byte, the most significant first; the last byte has its high bit set and six bits. */
  #unsigned(): bigint {
    let value = 0n;
    for (let count = 0; count < 11; count++) {
      const byte = this.#reader.uint8();
      if (byte >= 0x80) return (value << 6n) | BigInt(byte & 0x3f);
      value = (value << 7n) | BigInt(byte);
    }
    throw new Refusal(`a number before byte ${this.#reader.at} has no end`);
  }

  #zigzag(): bigint {
    const value = this.#unsigned();
    return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
  }

  #length(): number {
    const length = this.#unsigned();
    if (length > BigInt(this.#reader.left)) throw new Refusal(`a length of ${length} does not fit it`);
    return Number(length);
  }

  /** The last `size` bytes of `count` times seven bits. */
  #bits(count: number, size: number): Buffer {
    let value = 0n;
    for (let i = 0; i < count; i++) value = (value << 7n) | BigInt(this.#reader.uint8() & 0x7f);
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(BigInt.asUintN(64, value));
    return bytes.subarray(8 - size);
  }

  /** Bytes as seven bits each: eight of them hold seven; what is left over stands at the right of the last. */
  #packed(): Buffer {
    const length = this.#length();
    const bytes = Buffer.alloc(length);
    for (let at = 0; at < length; at += 7) {
      const size = Math.min(7, length - at);
      let value = 0n;
      for (let i = 0; i < size; i++) value = (value << 7n) | BigInt(this.#reader.uint8() & 0x7f);
      value = (value << BigInt(size)) | BigInt(this.#reader.uint8() & 0x7f);
      bytes.write(
        value
          .toString(16)
          .padStart(size * 2, "0")
          .slice(-size * 2),
        at,
        "hex",
      );
    }
    return bytes;
  }

  #big(): bigint {
    const bytes = this.#packed();
    return bytes.length === 0 ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString("hex")}`));
  }

  #decimal(): string {
    const scale = Number(this.#zigzag());
    const unscaled = this.#big();
    if (scale === 0) return unscaled.toString();
    if (scale < 0 || scale > 1000) return `${unscaled}e${-scale}`;
    const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
    return `${unscaled < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  }
}

function remembered(texts: string[], text: string): string[] {
  const kept = texts.length === mostShared ? [] : texts;
  kept.push(text);
  return kept;
}
