import type { Format } from "./format.ts";

/**
 * Valid UTF-8, whatever its characters are: a text is what its bytes say, and only bytes that are no text come as base64.
 * Colours of a log line, separators of FIX and NUL are characters too.
 */
export const text: Format = {
  name: "text",
  read(_bytes, utf8) {
    return utf8 ? { ok: true, encoding: "utf8", syntax: "text" } : { ok: false, reason: "it is not valid UTF-8" };
  },
};
