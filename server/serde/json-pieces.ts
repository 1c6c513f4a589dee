/** Deeper than this nothing is read: what shows it walks it too. */
export const mostDepth = 200;

/** Bytes inside of JSON. */
export function bytesText(bytes: Uint8Array): string {
  const { buffer, byteOffset, length } = bytes;
  return `{"$bytes":${JSON.stringify(Buffer.from(buffer, byteOffset, length).toString("base64"))}}`;
}

/** A double inside of JSON, which has no words for some of them. */
export function numberText(value: number): string {
  return Number.isFinite(value) ? (Object.is(value, -0) ? "-0" : String(value)) : JSON.stringify(String(value));
}

/** A value as JSON text: bigint exact, bytes and odd doubles as above. */
export function jsonText(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return numberText(value);
  if (typeof value !== "object") return JSON.stringify(value);
  if (value instanceof Uint8Array) return bytesText(value);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  if (value instanceof RawJson) return value.text;
  const entries = Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}:${jsonText(inner)}`);
  return `{${entries.join(",")}}`;
}

/** A piece of JSON that stands in a value as it is: a decimal, say, with all its digits. */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
