import type { Place } from "./format.ts";
import { parseExact } from "./json-exact.ts";
import { readBytes } from "./payload.ts";

/** Words that a search looks through: the whole text; of what has none the bytes as if they were UTF-8. */
export function searchedText(bytes: Buffer, place: Place, wanted: string): string {
  const { reading } = readBytes(bytes, place, wanted);
  return "text" in reading ? reading.text : (reading.bytes ?? bytes).toString("utf8");
}

/**
 * Bytes as a value to compute with: null, text, bytes, or what JSON says, where integers beyond 2^53 are bigint. Whatever
 * a format writes as JSON is read back from that text.
 */
export function meaningOf(bytes: Buffer | null, place: Place, wanted: string): unknown {
  if (bytes === null) return null;
  if (bytes.length === 0) return "";
  const { reading } = readBytes(bytes, place, wanted);
  if ("text" in reading) return reading.syntax === "json" ? parseExact(reading.text) : reading.text;
  const meant = reading.bytes ?? bytes;
  if (reading.syntax === "bytes") return new Uint8Array(meant.buffer, meant.byteOffset, meant.length);
  const text = meant.toString("utf8");
  return reading.syntax === "json" ? parseExact(text) : text;
}
