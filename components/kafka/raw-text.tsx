"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef } from "react";
import { cutText } from "@/lib/format/cut-text";

/** characters of one piece */
const piece = 4096;
/** A text of no more pieces is laid out whole: the browser's own search and selection see all of it. */
const whole = 16;
const linePx = 19;
/** about what a line of the side panel holds */
const lineChars = 64;

/** The text as it stands; of a long one only what is in sight is laid out. Scrolls in its own box. */
export function RawText({ text, label = "Text of the value" }: { text: string; label?: string }) {
  // the virtualizer's object is mutable by design, which the compiler must not cache
  "use no memo";
  const box = useRef<HTMLElement>(null);
  const pieces = useMemo(() => cutText(text, piece), [text]);
  const isLong = pieces.length > whole;
  const virtual = useVirtualizer({
    count: isLong ? pieces.length : 0,
    getScrollElement: () => box.current,
    estimateSize: (index) => estimated(pieces[index] ?? ""),
    overscan: 2,
    initialRect: { width: 480, height: 600 },
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
    <section ref={box} className="raw max-h-[min(60vh,640px)] overflow-auto" aria-label={label} tabIndex={0}>
      {isLong ? (
        <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map(({ key, index, start }) => (
            <pre
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className="absolute w-full"
              style={{ top: start }}
            >
              {pieces[index]}
            </pre>
          ))}
        </div>
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
        pieces.map((part, at) => <pre key={at}>{part}</pre>)
      )}
    </section>
  );
}

/** px, until it is laid out */
function estimated(part: string): number {
  let lines = 0;
  for (const line of part.split("\n")) lines += Math.max(1, Math.ceil(line.length / lineChars));
  return lines * linePx;
}
