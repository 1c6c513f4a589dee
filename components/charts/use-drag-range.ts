"use client";
import { type PointerEvent, useState } from "react";

/** Pointing at an instant of a chart, and dragging over a stretch of it where `onRange` wants one. Times are epoch ms. */
export function useDragRange({
  from,
  to,
  onRange,
  onPoint,
}: {
  from: number;
  to: number;
  onRange: ((from: number, to: number) => void) | undefined;
  onPoint: (at: number | null) => void;
}) {
  const [start, setStart] = useState<number | null>(null);
  const [end, setEnd] = useState<number | null>(null);
  const timeAt = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return from + Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * (to - from);
  };
  const draft: [number, number] | null =
    start === null || end === null ? null : start < end ? [start, end] : [end, start];
  return {
    draft,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        // a finger scrolls the page; it reads by tapping
        if (!onRange || event.pointerType !== "mouse" || event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setStart(timeAt(event));
        setEnd(null);
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const at = timeAt(event);
        if (start !== null) setEnd(at);
        onPoint(at);
      },
      onPointerUp: () => {
        setStart(null);
        setEnd(null);
        // shorter than this is a press, not a stretch
        if (draft && draft[1] - draft[0] >= (to - from) / 50) onRange?.(Math.round(draft[0]), Math.round(draft[1]));
      },
      onPointerLeave: () => onPoint(null),
    },
  };
}
