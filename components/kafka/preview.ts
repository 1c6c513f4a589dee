import type { Payload } from "@/lib/api/messages";
import { payloadBytes } from "@/lib/format/hex";

/** A piece of a line: quiet (a JSON key, a brace), a match, or the text itself. */
export type PreviewPart = { text: string; look: "plain" | "quiet" | "match" };

/** Longer than any screen is wide. */
const longest = 240;
/** shown before a match that lies further on */
const before = 24;

export type Needle = RegExp | null;

/** What rows mark. Plain text, so whatever is special in a pattern is not here. */
export function needleOf(text: string, ignoreCase: boolean): Needle {
  if (text === "") return null;
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), ignoreCase ? "giu" : "gu");
}

/** One line of a payload's text: from its begin, or from just before the first match when that lies beyond it. */
export function previewParts(text: string, needle: Needle, isJson: boolean): PreviewPart[] {
  const found = needle ? text.search(needle) : -1;
  const start = found > longest - before ? found - before : 0;
  const shown = printable(text.slice(start, start + longest));
  const parts = isJson && start === 0 ? jsonParts(shown) : [{ text: shown, look: "plain" as const }];
  const marked = needle ? markParts(parts, needle) : parts;
  return start === 0 ? marked : [{ text: "… ", look: "quiet" }, ...marked];
}

/**
 * What is not printable must not move what follows: ends of lines and the like are a space, control characters their pictures, so
 * that a number of eight bytes, which happens to be text, does not look empty.
 */
function printable(text: string): string {
  return text
    .replace(/[\t\n\r\u0080-\u009f\u2028-\u202e\u2066-\u2069]+/gu, " ")
    .replace(/\p{Cc}/gu, (char) => String.fromCharCode(char === "\u007f" ? 0x2421 : 0x2400 + char.charCodeAt(0)));
}

const token = /"(?:[^"\\]|\\.)*"\s*:|[{}[\]]+/g;

function jsonParts(text: string): PreviewPart[] {
  const parts: PreviewPart[] = [];
  let at = 0;
  for (const found of text.matchAll(token)) {
    if (found.index > at) parts.push({ text: text.slice(at, found.index), look: "plain" });
    parts.push({ text: found[0], look: "quiet" });
    at = found.index + found[0].length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), look: "plain" });
  return parts;
}

/** Cuts parts where matches begin and end: a match may go over several of them. */
function markParts(parts: readonly PreviewPart[], needle: RegExp): PreviewPart[] {
  const text = parts.map((part) => part.text).join("");
  const matches = [...text.matchAll(needle)].map((found) => [found.index, found.index + found[0].length] as const);
  const cut: PreviewPart[] = [];
  let start = 0;
  for (const part of parts) {
    const end = start + part.text.length;
    let at = start;
    for (const [from, to] of matches) {
      if (to <= at || from >= end) continue;
      if (from > at) cut.push({ text: text.slice(at, from), look: part.look });
      cut.push({ text: text.slice(Math.max(from, at), Math.min(to, end)), look: "match" });
      at = Math.min(to, end);
    }
    if (at < end) cut.push({ text: text.slice(at, end), look: part.look });
    start = end;
  }
  return cut;
}

/** The first bytes of a payload that is no text: `7b 22 61 …`. */
export function hexPreview({ text }: Pick<Payload, "text">, most = 24): string {
  // 4 base64 characters are 3 bytes
  const bytes = payloadBytes(text.slice(0, Math.ceil(most / 3) * 4), "base64").subarray(0, most);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return text.length > Math.ceil(most / 3) * 4 ? `${hex} …` : hex;
}
