"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { hexRow } from "@/lib/format/hex";

/** A payload byte by byte, sixteen a line, only the lines in sight. Scrolls in its own box. */
export function HexView({
  bytes,
  label,
  maxHeight = "60vh",
}: {
  bytes: Uint8Array;
  label: string;
  maxHeight?: string;
}) {
  // the virtualizer's object is mutable by design, which the compiler must not cache
  "use no memo";
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: Math.ceil(bytes.length / 16),
    getScrollElement: () => box.current,
    estimateSize: () => 19,
    overscan: 20,
    initialRect: { width: 480, height: 600 },
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
    <section ref={box} className="hex overflow-auto" style={{ maxHeight }} aria-label={label} tabIndex={0}>
      <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {virtual.getVirtualItems().map((item) => {
          const row = hexRow(bytes, item.index);
          return (
            <div key={item.key} style={{ position: "absolute", top: item.start }}>
              <span className="at">{row.at}</span> {row.hex} <span className="dot">{row.ascii}</span>
            </div>
          );
        })}
      </div>
    </section>
  );
}
