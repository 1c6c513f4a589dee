import type { Format } from "./format.ts";

/** How much is looked at; the rest of a long text is like its beginning. */
const sample = 4096;

/** Control characters other than tab, line feed, carriage return. */
function controlCount(bytes: Buffer): number {
  let count = 0;
  for (const byte of bytes)
    if ((byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) || byte === 0x7f) count++;
  return count;
}

/**
 * Valid UTF-8 that is written for people. A few control characters are text (colours of a log line, separators of FIX);
 * more than one in eight are numbers in binary form, which also happen to be valid UTF-8.
 */
export const text: Format = {
  name: "text",
  read(bytes, utf8) {
    if (!utf8) return { ok: false, reason: "it is not valid UTF-8" };
    const looked = bytes.subarray(0, sample);
    const controls = controlCount(looked);
    if (controls * 8 > looked.length)
      return { ok: false, reason: `${controls} of its first ${looked.length} bytes are control characters` };
    return { ok: true, encoding: "utf8", syntax: "text" };
  },
};
