import { Refusal } from "./refusal.ts";

/**
 * Characters of the text that one payload may become: so many of each byte and some to begin with, for names stand in the schema
 * and not in the bytes; never more than that. A few bytes under a schema that means harm could otherwise become any number.
 */
const perByte = 256;
const toBegin = 1024 * 1024;
const mostCharacters = 64 * 1024 * 1024;
/** what the smallest value costs */
const least = 8;

/** Bounds what is made of bytes whose schema somebody else wrote. @throws Refusal when it is spent */
export class Budget {
  #left: number;

  /** @param byteCount of the payload */
  constructor(byteCount: number) {
    this.#left = Math.min(mostCharacters, toBegin + byteCount * perByte);
  }

  /** @returns the text, paid for */
  spend(text: string): string {
    this.#left -= text.length + least;
    if (this.#left < 0) throw new Refusal("what it would mean is far larger than its bytes");
    return text;
  }
}
