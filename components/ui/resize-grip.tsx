"use client";
import type { PointerEvent } from "react";

/** The left edge of a panel or drawer: drag, or ← → with the keyboard. Widths are px. */
export function ResizeGrip({
  label,
  width,
  min,
  max,
  onWidth,
}: {
  label: string;
  width: number;
  min: number;
  max: number;
  onWidth: (px: number) => void;
}) {
  const clamp = (px: number) => Math.round(Math.max(min, Math.min(max, window.innerWidth - 80, px)));
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const grip = event.currentTarget;
    const right = grip.parentElement?.getBoundingClientRect().right ?? window.innerWidth;
    grip.setPointerCapture(event.pointerId);
    grip.dataset.dragging = "";
    const move = (next: globalThis.PointerEvent) => onWidth(clamp(right - next.clientX));
    const end = () => {
      delete grip.dataset.dragging;
      grip.removeEventListener("pointermove", move);
      grip.removeEventListener("lostpointercapture", end);
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("lostpointercapture", end);
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator is the ARIA window splitter; <hr> cannot be one
    <div
      className="grip"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={(event) => {
        const step = event.key === "ArrowLeft" ? 24 : event.key === "ArrowRight" ? -24 : 0;
        if (step === 0) return;
        event.preventDefault();
        onWidth(clamp(width + step));
      }}
    />
  );
}
