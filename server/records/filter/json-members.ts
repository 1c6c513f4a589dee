/** Deeper than this nothing is walked. */
const mostDepth = 100;
const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const braceOpen = 0x7b;
const braceClose = 0x7d;
const bracketOpen = 0x5b;
const bracketClose = 0x5d;
/** the top bit of each of four bytes */
const tops = 0x80808080 | 0;

/** An own member of this name hides what kind of object it belongs to, and the other is no member like others. */
const specials = ["constructor", "__proto__"];
const specialBytes = specials.map((name) => Buffer.from(name));

export function isSpecialName(name: string): boolean {
  return specials.includes(name);
}

/** What `find` answers: members are there or not; the bytes are no JSON object, or only a parser can judge them. */
type Found = { hasWide: boolean } | null;

/**
 * Finds members of JSON objects by their names without building the objects: one pass over the bytes, which have to be JSON from
 * the first to the last of them, as `JSON.parse` has it.
 */
export class MemberFinder {
  readonly #names: readonly Uint8Array[];
  /** where each named member lies: start and end; -1 where it is not there. Of the object looked at last. */
  readonly places: Int32Array;
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  #end = 0;
  #wide = 0;

  constructor(names: readonly string[]) {
    this.#names = names.map((name) => Buffer.from(name));
    this.places = new Int32Array(names.length * 2);
  }

  /**
   * Looks at the object from `start` to `end` of `bytes`; of several members with one name the last counts. `hasWide` = it is JSON
   * only if it is UTF-8, too, for not every byte is ASCII. null = it is no JSON, no object, or something a parser has to judge.
   */
  find(bytes: Uint8Array, start: number, end: number): Found {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    this.#end = end;
    this.#wide = 0;
    this.places.fill(-1);
    const after = bytes[start] === braceOpen ? this.#members(start) : -1;
    return after >= 0 && this.#skipSpace(after) === end ? { hasWide: (this.#wide & tops) !== 0 } : null;
  }

  /** The outermost object; this and all that follow give the position behind it, -1 where it is not JSON. */
  #members(start: number): number {
    const bytes = this.#bytes;
    let at = this.#skipSpace(start + 1);
    if (bytes[at] === braceClose) return at + 1;
    for (;;) {
      const nameEnd = this.#stringEnd(at);
      if (nameEnd < 0 || this.#isSpecial(at + 1, nameEnd - 1)) return -1;
      const nth = this.#indexOf(at + 1, nameEnd - 1, this.#names);
      const from = this.#afterColon(nameEnd);
      if (from < 0) return -1;
      const to = this.#valueEnd(from, 1);
      if (to < 0) return -1;
      if (nth >= 0) {
        this.places[nth * 2] = from;
        this.places[nth * 2 + 1] = to;
      }
      at = this.#skipSpace(to);
      const byte = bytes[at];
      if (byte === braceClose) return at + 1;
      if (byte !== comma) return -1;
      at = this.#skipSpace(at + 1);
    }
  }

  /** Whether only a parser can tell this name: it has escapes, or it is not like others. */
  #isSpecial(start: number, end: number): boolean {
    const bytes = this.#bytes;
    for (let at = start; at < end; at++) if (bytes[at] === backslash) return true;
    return this.#indexOf(start, end, specialBytes) >= 0;
  }

  #indexOf(start: number, end: number, names: readonly Uint8Array[]): number {
    const bytes = this.#bytes;
    for (let nth = 0; nth < names.length; nth++) {
      const name = names[nth];
      if (name?.length !== end - start) continue;
      let same = 0;
      while (same < name.length && bytes[start + same] === name[same]) same++;
      if (same === name.length) return nth;
    }
    return -1;
  }

  #valueEnd(at: number, depth: number): number {
    if (at >= this.#end || depth > mostDepth) return -1;
    switch (this.#bytes[at]) {
      case quote:
        return this.#stringEnd(at);
      case braceOpen:
        return this.#objectEnd(at, depth);
      case bracketOpen:
        return this.#arrayEnd(at, depth);
      case 0x74:
        return this.#wordEnd(at, "true");
      case 0x66:
        return this.#wordEnd(at, "false");
      case 0x6e:
        return this.#wordEnd(at, "null");
      default:
        return this.#numberEnd(at);
    }
  }

  #objectEnd(start: number, depth: number): number {
    const bytes = this.#bytes;
    let at = this.#skipSpace(start + 1);
    if (bytes[at] === braceClose) return at + 1;
    for (;;) {
      at = this.#stringEnd(at);
      if (at < 0) return -1;
      at = this.#afterColon(at);
      if (at < 0) return -1;
      at = this.#valueEnd(at, depth + 1);
      if (at < 0) return -1;
      at = this.#skipSpace(at);
      const byte = bytes[at];
      if (byte === braceClose) return at + 1;
      if (byte !== comma) return -1;
      at = this.#skipSpace(at + 1);
    }
  }

  #arrayEnd(start: number, depth: number): number {
    const bytes = this.#bytes;
    let at = this.#skipSpace(start + 1);
    if (bytes[at] === bracketClose) return at + 1;
    for (;;) {
      at = this.#valueEnd(at, depth + 1);
      if (at < 0) return -1;
      at = this.#skipSpace(at);
      const byte = bytes[at];
      if (byte === bracketClose) return at + 1;
      if (byte !== comma) return -1;
      at = this.#skipSpace(at + 1);
    }
  }

  #afterColon(start: number): number {
    const at = this.#skipSpace(start);
    return this.#bytes[at] === colon ? this.#skipSpace(at + 1) : -1;
  }

  /** Four bytes at a time up to a quotation mark, a backslash or what must not stand in a string. */
  #stringEnd(start: number): number {
    const bytes = this.#bytes;
    const view = this.#view;
    const end = this.#end;
    if (start >= end || bytes[start] !== quote) return -1;
    let wide = 0;
    let at = start + 1;
    for (;;) {
      while (at <= end - 4) {
        const four = view.getInt32(at, true);
        const quotes = four ^ 0x22222222;
        const slashes = four ^ 0x5c5c5c5c;
        const stops =
          (((quotes - 0x01010101) & ~quotes) | ((slashes - 0x01010101) & ~slashes) | ((four - 0x20202020) & ~four)) &
          tops;
        wide |= four;
        if (stops !== 0) {
          // the lowest bit is of a byte that has to be looked at; above it a carry may have set others
          at += (31 - Math.clz32(stops & -stops)) >>> 3;
          break;
        }
        at += 4;
      }
      if (at >= end) return -1;
      const byte = bytes[at] as number;
      wide |= byte;
      if (byte === quote) break;
      if (byte < 0x20) return -1;
      at = byte === backslash ? this.#escapeEnd(at + 1) : at + 1;
      if (at < 0) return -1;
    }
    this.#wide |= wide;
    return at + 1;
  }

  /** `at` = behind the backslash. */
  #escapeEnd(at: number): number {
    const bytes = this.#bytes;
    if (at >= this.#end) return -1;
    if (bytes[at] !== 0x75) return escapes.has(bytes[at] as number) ? at + 1 : -1;
    if (at + 4 >= this.#end) return -1;
    for (let i = 1; i <= 4; i++) if (!isHexDigit(bytes[at + i] as number)) return -1;
    return at + 5;
  }

  #numberEnd(start: number): number {
    const bytes = this.#bytes;
    let at = start;
    if (bytes[at] === 0x2d) at++;
    at = bytes[at] === 0x30 && at < this.#end ? at + 1 : this.#digitsEnd(at);
    if (at >= 0 && bytes[at] === 0x2e) at = this.#digitsEnd(at + 1);
    if (at >= 0 && ((bytes[at] as number) | 0x20) === 0x65) {
      const sign = bytes[at + 1];
      at = this.#digitsEnd(sign === 0x2b || sign === 0x2d ? at + 2 : at + 1);
    }
    return at > this.#end ? -1 : at;
  }

  /** One digit or more. */
  #digitsEnd(start: number): number {
    const bytes = this.#bytes;
    const end = this.#end;
    let at = start;
    while (at < end && isDigit(bytes[at] as number)) at++;
    return at === start ? -1 : at;
  }

  #wordEnd(start: number, word: string): number {
    const bytes = this.#bytes;
    const end = start + word.length;
    if (end > this.#end) return -1;
    for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word.charCodeAt(i)) return -1;
    return end;
  }

  #skipSpace(start: number): number {
    const bytes = this.#bytes;
    const end = this.#end;
    let at = start;
    while (at < end && isSpace(bytes[at] as number)) at++;
    return at;
  }
}

/** Behind a backslash, but for `u`: quotation mark, backslash, slash, b, f, n, r, t. */
const escapes: ReadonlySet<number> = new Set(Buffer.from('"\\/bfnrt'));

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isHexDigit(byte: number): boolean {
  return isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
}
