/** A number as it was written, where a double would not give the same digits again. */
export class WrittenNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/**
 * JSON in which no digit is lost: numbers that a double does not write the same way come as `WrittenNumber`.
 *
 * @throws SyntaxError
 */
export function parseForWriting(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) => {
    if (typeof value !== "number") return value;
    const source = context?.source;
    return source === undefined || String(value) === source ? value : new WrittenNumber(source);
  });
}

const integer = /^-?[0-9]{1,40}$/;

/** A whole number, also one in quotes; null where it is none. */
export function integerOf(value: unknown): bigint | null {
  // a number beyond 2^53 was written with just these digits, which are not those of the double's exact value
  const source = value instanceof WrittenNumber ? value.source : typeof value === "number" ? String(value) : value;
  return typeof source === "string" && integer.test(source) ? BigInt(source) : null;
}

/** A double, also one of those JSON has no number for; null where it is none. */
export function doubleOf(value: unknown): number | null {
  if (typeof value === "number") return value;
  if (value instanceof WrittenNumber) return Number(value.source);
  if (value === "NaN" || value === "Infinity" || value === "-Infinity") return Number(value);
  return null;
}

/** The digits of a number, as `12.50`; null where it is none. */
export function decimalOf(value: unknown): string | null {
  const source = typeof value === "number" ? String(value) : value instanceof WrittenNumber ? value.source : value;
  return typeof source === "string" && /^-?[0-9]+(\.[0-9]+)?$/.test(source) ? source : null;
}

/** What a value is, for a sentence that says what it is not. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number" || value instanceof WrittenNumber) return "a number";
  if (typeof value === "string") return "a text";
  return Array.isArray(value) ? "a list" : "an object";
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber);
}

/** The bytes of `{"$bytes": base64}`; null where it is none. */
export function bytesOf(value: unknown): Buffer | null {
  if (!isPlainObject(value) || Object.keys(value).length !== 1) return null;
  const { $bytes: text } = value;
  return typeof text === "string" && /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, "base64") : null;
}
