import { isUtf8 } from "node:buffer";
import type { Payload } from "../../lib/api/messages.ts";
import { order } from "./order.ts";

/**
 * What bytes mean; null stays null (no key, a tombstone), no bytes at all are an empty text.
 * `maxBytes` cuts the shown text, never what is judged: a value is JSON as a whole or not at all. `size` is of the whole.
 */
export function payloadOf(bytes: Buffer | null, maxBytes: number): Payload | null {
  if (bytes === null) return null;
  const size = bytes.length;
  if (size === 0)
    return { format: "text", text: "", encoding: "utf8", truncated: false, size, schema: null, refused: [] };
  const utf8 = isUtf8(bytes);
  const refused: { format: string; reason: string }[] = [];
  for (const format of order) {
    const reading = format.read(bytes, utf8);
    if (!reading.ok) {
      refused.push({ format: format.name, reason: reading.reason });
      continue;
    }
    const { encoding } = reading;
    const truncated = size > maxBytes;
    const shown = !truncated
      ? bytes
      : bytes.subarray(0, encoding === "utf8" ? characterStart(bytes, maxBytes) : maxBytes);
    return { format: format.name, text: shown.toString(encoding), encoding, truncated, size, schema: null, refused };
  }
  throw new Error("the last format takes everything");
}

/** The last position at or before `at` where a character of valid UTF-8 begins. */
function characterStart(bytes: Buffer, at: number): number {
  let start = at;
  while (start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  return start;
}
