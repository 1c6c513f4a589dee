import { isUtf8 } from "node:buffer";
import type { Place } from "../../serde/format.ts";
import type { JsonCopier } from "../../serde/json-copier.ts";
import { isAlwaysRewritten } from "../../serde/order.ts";
import { payloadOf } from "../../serde/payload.ts";
import type { LineBytes } from "./line-bytes.ts";

/** A payload as JSON, around its size and its text. */
type Shell = { head: Buffer; middle: Buffer; end: Buffer };

/** a size has at most so many digits */
const sizeDigits = 16;

/** Writes keys, values or headers as `JSON.stringify` of `payloadOf` does. */
export class PayloadLines {
  readonly #copier: JsonCopier;
  readonly #wanted: string;
  readonly #maxBytes: number;
  readonly #json: Shell | null;
  readonly #word: Shell | null;

  /** @param place where they all lie; its key does not matter */
  constructor(copier: JsonCopier, place: Place, wanted: string, maxBytes: number) {
    this.#copier = copier;
    this.#wanted = wanted;
    this.#maxBytes = maxBytes;
    const isAsked = place.part !== "header" && isAlwaysRewritten(place.topic, wanted);
    const mayBe = (format: string): boolean => !isAsked && (wanted === "auto" || wanted === format);
    this.#json = mayBe("json") ? shellOf("{}", "json", place, wanted) : null;
    this.#word = mayBe("text") ? shellOf("a", "text", place, wanted) : null;
  }

  /**
   * Writes bytes that no format could read differently, by how they begin, as they lie in what the copier reads. False where the
   * formats have to be asked: then nothing is written.
   */
  copy(into: LineBytes, from: Buffer, start: number, length: number): boolean {
    const first = from[start] ?? 0;
    const isJson = first === 0x7b || first === 0x5b;
    const shell = isJson ? this.#json : isWord(first) ? this.#word : null;
    if (!shell || length <= 0 || length > this.#maxBytes) return false;
    const around = shell.head.length + sizeDigits + shell.middle.length + shell.end.length;
    into.reserve(around + length * (isJson ? 2 : 6));
    const before = into.at;
    into.put(shell.head);
    into.number(length);
    into.put(shell.middle);
    const copier = this.#copier;
    copier.write(into.bytes);
    const end = start + length;
    const to = isJson ? copier.json(start, end, into.at) : copier.text(start, end, into.at);
    if (to < 0 || (copier.isWide && !isUtf8(from.subarray(start, end)))) {
      into.at = before;
      return false;
    }
    into.at = to;
    into.put(shell.end);
    return true;
  }

  /** Writes any bytes, or none, as the formats read them. */
  read(into: LineBytes, bytes: Buffer | null, place: Place): void {
    into.text(JSON.stringify(payloadOf(bytes, this.#maxBytes, place, this.#wanted)));
  }
}

/** What `payloadOf` says of all that begins as the sample does; null where that is another format, or more than one thing. */
function shellOf(sample: string, format: string, place: Place, wanted: string): Shell | null {
  const payload = payloadOf(Buffer.from(sample), Number.POSITIVE_INFINITY, place, wanted);
  if (payload?.format !== format || payload.text !== sample) return null;
  const { format: _, size, text, encoding, truncated, ...rest } = payload;
  return {
    head: Buffer.from(`{"format":${JSON.stringify(format)},"size":`),
    middle: Buffer.from(`,${JSON.stringify(rest).slice(1, -1)},"text":"`),
    end: Buffer.from(`","encoding":${JSON.stringify(encoding)},"truncated":${truncated}}`),
  };
}

/** Letters and digits but O, with which containers begin too: what begins so is text wherever it is UTF-8. */
function isWord(byte: number): boolean {
  const isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a && byte !== 0x4f;
  return isLetter || (byte >= 0x30 && byte <= 0x39);
}
