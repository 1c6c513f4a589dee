import type { Format } from "./format.ts";

/** One piece of markup, or the text up to the next. */
const piece =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE[^[>]*(?:\[[^\]]*\])?[^>]*>|<(\/?)([A-Za-z_:\u0080-\uffff][^\s/>]*)((?:[^"'>]|"[^"]*"|'[^']*')*)>|[^<]+|</gy;

/**
 * XML whose tags fit each other, shown as it is. Nothing of it is looked up, resolved or replaced: entities stay as written.
 */
export const xml: Format = {
  name: "xml",
  read(bytes, utf8) {
    if (!beginsLikeXml(bytes)) return { ok: false, reason: "it does not begin with <" };
    if (!utf8) return { ok: false, reason: "it is not valid UTF-8" };
    const reason = flaw(bytes.toString("utf8"));
    return reason === null ? { ok: true, encoding: "utf8", syntax: "xml" } : { ok: false, reason };
  },
};

function beginsLikeXml(bytes: Buffer): boolean {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length && (bytes[at] ?? 0) <= 0x20) at++;
  return bytes[at] === 0x3c;
}

/** Why it is not XML; null where it is. */
function flaw(text: string): string | null {
  const open: string[] = [];
  let hasRoot = false;
  piece.lastIndex = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (;;) {
    const start = piece.lastIndex;
    if (start >= text.length) break;
    const found = piece.exec(text);
    if (found === null || found[0] === "<") return `it stops being XML at character ${start}`;
    const [words, slash, name, rest = ""] = found;
    if (name === undefined) {
      if (open.length === 0 && !words.startsWith("<") && words.trim() !== "")
        return `it has text outside of its element at character ${start}`;
      continue;
    }
    if (slash === "/") {
      const last = open.pop();
      if (last !== name) return `</${name.slice(0, 60)}> at character ${start} closes nothing that is open`;
      continue;
    }
    if (open.length === 0 && hasRoot) return `a second element begins at character ${start}`;
    hasRoot = true;
    if (!rest.endsWith("/") && !name.endsWith("/")) open.push(name);
  }
  if (!hasRoot) return "it has no element";
  return open.length === 0 ? null : `<${open.at(-1)?.slice(0, 60)}> is never closed`;
}
