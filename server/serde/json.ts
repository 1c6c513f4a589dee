import type { Format, FormatReading } from "./format.ts";
import { JsonCopier } from "./json-copier.ts";

const open = new Set([0x7b, 0x5b]);
/** What is longer is not parsed, which builds all of it: an object of a million keys takes seconds and a hundred megabytes. */
const parsedMost = 64 * 1024;
const copier = new JsonCopier();
const nothing = Buffer.alloc(0);

/** The first byte that is no JSON white space; -1 when there is none. */
function firstByte(bytes: Buffer): number {
  for (const byte of bytes) if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
  return -1;
}

/**
 * JSON objects and arrays. A bare number, string, true or null is left to text: it reads the same there, and `007`, `42` or
 * `true` as a key is hardly ever meant as JSON. The parsed value is thrown away: numbers beyond 2^53 and the writer's own
 * spacing survive because the text itself is shown.
 */
export const json: Format = {
  name: "json",
  read(bytes, utf8) {
    if (!open.has(firstByte(bytes))) return { ok: false, reason: "it does not begin with { or [" };
    if (!utf8) return { ok: false, reason: "it is not valid UTF-8" };
    return judged(bytes);
  },
};

/** Any JSON, bare values as well: for those who ask for it. */
export const anyJson: Format = {
  name: "json",
  read(bytes, utf8) {
    if (!utf8) return { ok: false, reason: "it is not valid UTF-8" };
    return judged(bytes);
  },
};

function judged(bytes: Buffer): FormatReading {
  try {
    if (bytes.length <= parsedMost || !isCopied(bytes)) JSON.parse(bytes.toString("utf8"));
    return { ok: true, encoding: "utf8", syntax: "json" };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

/** Whether it is an object or array that can be copied, thrown away here; false tells nothing. */
function isCopied(bytes: Buffer): boolean {
  copier.read(bytes);
  copier.write(Buffer.allocUnsafe(2 * bytes.length));
  const isJson = copier.json(0, bytes.length, 0) >= 0;
  copier.read(nothing);
  copier.write(nothing);
  return isJson;
}

/** V8's words without the piece of the text it quotes, which may be long and is on the screen anyway. */
function reasonOf(error: unknown): string {
  const words = error instanceof Error ? error.message : "";
  const position = /at position (\d+)/.exec(words)?.[1];
  const token = /^Unexpected token '(.+?)',/su.exec(words)?.[1];
  if (token !== undefined) return `it has a ${JSON.stringify(token)} where JSON has none`;
  if (position !== undefined) return `it stops being JSON at character ${position}`;
  return /end of JSON input|Unterminated|Expected/.test(words) ? "it ends before the JSON does" : "it is not JSON";
}
