import { isUtf8 } from "node:buffer";
import { parsed } from "../plain-json.ts";
import { MemberFinder } from "./json-members.ts";

type Members = Record<string, unknown>;

/**
 * Reads a few members of JSON objects and leaves the others where they are: the meaning of a record as far as a condition asks for
 * it. One reader serves any number of records, one after the other.
 */
export class PartialJson {
  readonly #names: readonly string[];
  readonly #finder: MemberFinder;
  #payload: Buffer = Buffer.alloc(0);
  #isAscii = true;
  #members: Members = {};

  constructor(names: readonly string[]) {
    this.#names = names;
    this.#finder = new MemberFinder(names);
  }

  /**
   * Looks at bytes of a payload. False where they are no JSON object or one that has to be read whole; else `read` gives its members
   * exactly as `plainJson` would, until the next look.
   */
  look(payload: Buffer, start: number, length: number): boolean {
    const found = this.#finder.find(payload, start, start + length);
    if (found === null) return false;
    this.#isAscii = !found.hasWide;
    this.#payload = payload;
    this.#members = {};
    return this.#isAscii || isUtf8(payload.subarray(start, start + length));
  }

  /** One and the same object, which grows from call to call by the members of `names` that are there. */
  read(names: readonly string[]): Members {
    for (const [nth, name] of this.#names.entries()) {
      const start = this.#finder.places[nth * 2] ?? -1;
      if (start < 0 || !names.includes(name) || Object.hasOwn(this.#members, name)) continue;
      this.#members[name] = this.#value(start, this.#finder.places[nth * 2 + 1] ?? start);
    }
    return this.#members;
  }

  /** Words and numbers without a parser, which takes ten times as long to begin. */
  #value(start: number, end: number): unknown {
    const first = this.#payload[start] ?? 0;
    const isText = first === 0x22;
    const isShortNumber = (first === 0x2d || (first >= 0x30 && first <= 0x39)) && end - start < 16;
    if (isText || isShortNumber) {
      const text = this.#payload.toString(this.#isAscii ? "latin1" : "utf8", start, end);
      if (isShortNumber) return Number(text);
      if (!text.includes("\\")) return text.slice(1, -1);
    }
    return parsed(this.#payload.subarray(start, end), this.#isAscii);
  }
}
