"use client";
import { useSyncExternalStore } from "react";
import type { ReplayWhat } from "./replay-draft";

export type ReplayWish = { n: number; what: ReplayWhat };

let wish: ReplayWish | null = null;
let count = 0;
const listeners = new Set<() => void>();

/** Opens the drawer that the topic's head holds, from wherever on the page. */
export function openReplay(what: ReplayWhat | null): void {
  count += 1;
  wish = what === null ? null : { n: count, what };
  for (const listener of listeners) listener();
}

export function useReplayWish(): ReplayWish | null {
  return useSyncExternalStore(
    subscribe,
    () => wish,
    () => null,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
