"use client";
import { type RefObject, useEffect, useRef } from "react";

/**
 * While a mouse stands in a live list, its rows keep their places: what is about to be pressed does not move away. `onLeave` when
 * it goes. Fingers do not stand anywhere.
 */
export function usePointerHold(
  list: RefObject<HTMLElement | null>,
  isLive: boolean,
  { onEnter, onLeave }: { onEnter: () => void; onLeave: () => void },
): void {
  const handlers = useRef({ onEnter, onLeave });
  useEffect(() => {
    handlers.current = { onEnter, onLeave };
  });
  useEffect(() => {
    const element = list.current;
    if (!isLive || !element) return;
    const ending = new AbortController();
    const { signal } = ending;
    const isMouse = (event: PointerEvent) => event.pointerType === "mouse";
    element.addEventListener("pointerenter", (event) => isMouse(event) && handlers.current.onEnter(), { signal });
    element.addEventListener("pointerleave", (event) => isMouse(event) && handlers.current.onLeave(), { signal });
    return () => ending.abort();
  }, [list, isLive]);
}
