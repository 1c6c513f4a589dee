"use client";
import { useMemo } from "react";

const piece = 16_384;

/** The text as it stands, in pieces the browser lays out only when they come into sight. */
export function RawText({ text }: { text: string }) {
  const pieces = useMemo(() => cut(text), [text]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
    <section className="raw max-h-[min(60vh,640px)] overflow-auto" aria-label="Text of the value" tabIndex={0}>
      {pieces.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
        <pre key={at}>{part}</pre>
      ))}
    </section>
  );
}

/** At line ends where there are any, never inside a character. */
function cut(text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + piece);
    const line = end < text.length ? text.lastIndexOf("\n", end) : -1;
    if (line > at) end = line + 1;
    else if (/[\uD800-\uDBFF]/.test(text[end - 1] ?? "")) end += 1;
    // the line break at the end of a piece is the break between two pieces
    pieces.push(text.slice(at, text[end - 1] === "\n" ? end - 1 : end));
    at = end;
  }
  return pieces;
}
