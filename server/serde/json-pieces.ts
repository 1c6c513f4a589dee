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
