/** Deeper values are left to those who can read them. */
const mostDepth = 1024;

const quote = 0x22;
const backslash = 0x5c;
const space = 0x20;
/** the letter after the backslash, of control characters that have one */
const letters: Readonly<Record<number, number>> = { 8: 0x62, 9: 0x74, 10: 0x6e, 12: 0x66, 13: 0x72 };
const literals: Readonly<Record<number, string>> = { 102: "alse", 110: "ull", 116: "rue" };
const hexDigits = Buffer.from("0123456789abcdef");

/** What may come next. */
const wantsValue = 0;
const wantsItem = 1;
const wantsKey = 2;
const wantsKeyOrEnd = 3;
const wantsNext = 4;
const isOver = 5;

/**
 * Writes bytes as the inside of a JSON string, as `JSON.stringify` of their text would: what holds nothing to escape is copied
 * four bytes at a time. Whoever calls sees to room.
 */
export class JsonCopier {
  #from: Buffer = Buffer.alloc(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  #at = 0;
  #end = 0;
  #out: Buffer = Buffer.alloc(0);
  #outView: DataView = new DataView(new ArrayBuffer(0));
  #to = 0;
  #high = 0;
  readonly #inObject = new Uint8Array(mostDepth);

  /** The bytes to copy from. */
  read(from: Buffer): void {
    this.#from = from;
    this.#view = viewOf(from);
  }

  /** Where copies go from now on. */
  write(out: Buffer): void {
    if (out === this.#out) return;
    this.#out = out;
    this.#outView = viewOf(out);
  }

  /** Whether what was copied last holds bytes that are no ASCII: then it may be invalid UTF-8. */
  get isWide(): boolean {
    return (this.#high & 0x80) !== 0;
  }

  /**
   * Copies a JSON object or array to `to`, and finds out on the way whether it is one by the grammar of RFC 8259. Returns where
   * the copy ends; -1 where it is not one, or nested too deep to tell. At most two bytes are written for each that is read.
   */
  json(start: number, end: number, to: number): number {
    this.#at = start;
    this.#end = end;
    this.#to = to;
    this.#high = 0;
    return this.#value() ? this.#to : -1;
  }

  /** Copies any UTF-8 to `to`; returns where the copy ends. At most six bytes are written for each that is read. */
  text(start: number, end: number, to: number): number {
    this.#at = start;
    this.#end = end;
    this.#to = to;
    this.#high = 0;
    for (this.#plain(); this.#at < end; this.#plain()) this.#escaped(this.#from[this.#at++] ?? 0);
    return this.#to;
  }

  #value(): boolean {
    const from = this.#from;
    const inObject = this.#inObject;
    let depth = 0;
    let state = wantsValue;
    while (this.#at < this.#end) {
      const byte = from[this.#at++] ?? 0;
      switch (byte) {
        case space:
          this.#out[this.#to++] = byte;
          break;
        case 0x09:
        case 0x0a:
        case 0x0d:
          this.#escaped(byte);
          break;
        case 0x7b:
        case 0x5b:
          if (state > wantsItem || depth === mostDepth) return false;
          this.#out[this.#to++] = byte;
          inObject[depth++] = byte === 0x7b ? 1 : 0;
          state = byte === 0x7b ? wantsKeyOrEnd : wantsItem;
          break;
        case 0x7d:
          if ((state !== wantsKeyOrEnd && state !== wantsNext) || inObject[--depth] !== 1) return false;
          this.#out[this.#to++] = byte;
          state = depth === 0 ? isOver : wantsNext;
          break;
        case 0x5d:
          if ((state !== wantsItem && state !== wantsNext) || inObject[--depth] !== 0) return false;
          this.#out[this.#to++] = byte;
          state = depth === 0 ? isOver : wantsNext;
          break;
        case 0x2c:
          if (state !== wantsNext) return false;
          this.#out[this.#to++] = byte;
          state = inObject[depth - 1] === 1 ? wantsKey : wantsValue;
          break;
        case quote:
          if (state > wantsKeyOrEnd || depth === 0 || !this.#string()) return false;
          if (state === wantsKey || state === wantsKeyOrEnd) {
            if (!this.#colon()) return false;
            state = wantsValue;
          } else state = wantsNext;
          break;
        default:
          if (state > wantsItem || depth === 0) return false;
          this.#out[this.#to++] = byte;
          if (!(literals[byte] === undefined ? this.#number(byte) : this.#literal(literals[byte]))) return false;
          state = wantsNext;
      }
    }
    return state === isOver;
  }

  /** Behind a quote: the rest of the string and its end. */
  #string(): boolean {
    this.#escaped(quote);
    for (this.#plain(); this.#at < this.#end; this.#plain()) {
      const byte = this.#from[this.#at++] ?? 0;
      if (byte < space) return false;
      this.#escaped(byte);
      if (byte === quote) return true;
      if (!this.#escape()) return false;
    }
    return false;
  }

  /** Behind a backslash. */
  #escape(): boolean {
    if (this.#at >= this.#end) return false;
    const byte = this.#from[this.#at++] ?? 0;
    switch (byte) {
      case quote:
      case backslash:
        this.#escaped(byte);
        return true;
      case 0x2f:
      case 0x62:
      case 0x66:
      case 0x6e:
      case 0x72:
      case 0x74:
        this.#out[this.#to++] = byte;
        return true;
      case 0x75:
        this.#out[this.#to++] = byte;
        for (let i = 0; i < 4; i++) {
          const digit = this.#at < this.#end ? (this.#from[this.#at++] ?? 0) : 0;
          if (!isDigit(digit) && !((digit | 0x20) >= 0x61 && (digit | 0x20) <= 0x66)) return false;
          this.#out[this.#to++] = digit;
        }
        return true;
      default:
        return false;
    }
  }

  #colon(): boolean {
    while (this.#at < this.#end) {
      const byte = this.#from[this.#at++] ?? 0;
      if (byte === space || byte === 0x3a) this.#out[this.#to++] = byte;
      else if (byte === 0x09 || byte === 0x0a || byte === 0x0d) this.#escaped(byte);
      else return false;
      if (byte === 0x3a) return true;
    }
    return false;
  }

  /** Behind the first character of a number. */
  #number(first: number): boolean {
    let digit = first;
    if (first === 0x2d) {
      digit = this.#peek();
      if (!isDigit(digit)) return false;
      this.#step(digit);
    } else if (!isDigit(first)) return false;
    if (digit !== 0x30) this.#digits();
    if (this.#peek() === 0x2e) {
      this.#step(0x2e);
      if (!this.#digits()) return false;
    }
    const exponent = this.#peek();
    if (exponent !== 0x65 && exponent !== 0x45) return true;
    this.#step(exponent);
    const sign = this.#peek();
    if (sign === 0x2b || sign === 0x2d) this.#step(sign);
    return this.#digits();
  }

  /** False when there is none. */
  #digits(): boolean {
    const before = this.#at;
    for (let byte = this.#peek(); isDigit(byte); byte = this.#peek()) this.#step(byte);
    return this.#at > before;
  }

  #literal(rest: string): boolean {
    for (let i = 0; i < rest.length; i++) {
      if (this.#peek() !== rest.charCodeAt(i)) return false;
      this.#step(rest.charCodeAt(i));
    }
    return true;
  }

  /** 0 at the end, where no byte of JSON is 0 */
  #peek(): number {
    return this.#at < this.#end ? (this.#from[this.#at] ?? 0) : 0;
  }

  #step(byte: number): void {
    this.#at++;
    this.#out[this.#to++] = byte;
  }

  /** Up to the next byte that has to be escaped. */
  #plain(): void {
    const end = this.#end;
    const from = this.#from;
    const out = this.#out;
    const view = this.#view;
    const outView = this.#outView;
    let at = this.#at;
    let to = this.#to;
    let high = this.#high;
    while (at + 4 <= end) {
      const four = view.getInt32(at, true);
      const quotes = four ^ 0x22222222;
      const backslashes = four ^ 0x5c5c5c5c;
      const special =
        ((four - 0x20202020) & ~four) | ((quotes - 0x01010101) & ~quotes) | ((backslashes - 0x01010101) & ~backslashes);
      // of each byte the highest bit tells; a borrow may add one above a byte that is special itself, never without
      if ((special & 0x80808080) !== 0) break;
      high |= four;
      outView.setInt32(to, four, true);
      at += 4;
      to += 4;
    }
    high |= (high >>> 8) | (high >>> 16) | (high >>> 24);
    while (at < end) {
      const byte = from[at] ?? 0;
      if (byte < space || byte === quote || byte === backslash) break;
      high |= byte;
      out[to++] = byte;
      at++;
    }
    this.#at = at;
    this.#to = to;
    this.#high = high;
  }

  #escaped(byte: number): void {
    const out = this.#out;
    out[this.#to++] = backslash;
    if (byte >= space) {
      out[this.#to++] = byte;
      return;
    }
    const letter = letters[byte];
    if (letter !== undefined) {
      out[this.#to++] = letter;
      return;
    }
    out[this.#to++] = 0x75;
    out[this.#to++] = 0x30;
    out[this.#to++] = 0x30;
    out[this.#to++] = hexDigits[byte >>> 4] ?? 0;
    out[this.#to++] = hexDigits[byte & 15] ?? 0;
  }
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
