import { isUtf8 } from "node:buffer";
import type { Payload } from "../../lib/api/messages.ts";
import type { Format, FormatReading, Place } from "./format.ts";
import { formatsFor } from "./order.ts";

type Read = {
  format: Format;
  reading: Extract<FormatReading, { ok: true }>;
  refused: { format: string; reason: string }[];
};

/** The first format that reads the bytes; there must be some. */
export function readBytes(bytes: Buffer, place: Place, wanted: string): Read {
  const utf8 = isUtf8(bytes);
  const refused: Read["refused"] = [];
  for (const format of formatsFor(place, wanted)) {
    const reading = format.read(bytes, utf8, place);
    if (reading.ok) return { format, reading, refused };
    if (!reading.silent) refused.push({ format: format.name, reason: reading.reason });
  }
  throw new Error("the last format takes everything");
}

/**
 * What bytes mean; null stays null (no key, a tombstone), no bytes at all are an empty text. `wanted` = "auto" or the name of
 * the format to read them as. `maxBytes` cuts the shown text, never what is judged: a value is JSON as a whole or not at
 * all. `size` is that of the bytes.
 */
export function payloadOf(bytes: Buffer | null, maxBytes: number, place: Place, wanted = "auto"): Payload | null {
  if (bytes === null) return null;
  const size = bytes.length;
  if (size === 0) {
    const empty = { text: "", encoding: "utf8", truncated: false } as const;
    return { format: "text", ...empty, size, schema: null, syntax: "text", refused: [] };
  }
  const { format, reading, refused } = readBytes(bytes, place, wanted);
  const { syntax, schema = null, why } = reading;
  const told = {
    format: reading.as ?? format.name,
    size,
    schema,
    syntax,
    ...(why === undefined ? {} : { why }),
    refused,
  };
  if ("encoding" in reading) return { ...told, ...cut(reading.bytes ?? bytes, maxBytes, reading.encoding) };
  const shown =
    reading.text.length * 3 <= maxBytes
      ? ({ text: reading.text, encoding: "utf8", truncated: false } as const)
      : cut(Buffer.from(reading.text), maxBytes, "utf8");
  return { ...told, ...shown };
}

function cut(bytes: Buffer, maxBytes: number, encoding: "utf8" | "base64") {
  const truncated = bytes.length > maxBytes;
  const end = !truncated ? bytes.length : encoding === "utf8" ? characterStart(bytes, maxBytes) : maxBytes;
  return { text: bytes.toString(encoding, 0, end), encoding, truncated };
}

/** The last position at or before `at` where a character of valid UTF-8 begins. */
function characterStart(bytes: Buffer, at: number): number {
  let start = at;
  while (start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  return start;
}
