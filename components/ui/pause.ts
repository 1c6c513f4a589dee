"use client";
import { useSyncExternalStore } from "react";

/** Pause belongs to this page view only: coming back to a console that silently stands still would be a trap. */
let paused = false;
const listeners = new Set<() => void>();

export function setPaused(next: boolean): void {
  paused = next;
  for (const listener of listeners) listener();
}

export function isPaused(): boolean {
  return paused;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePaused(): boolean {
  return useSyncExternalStore(subscribe, isPaused, () => false);
}

/** `refetchInterval` of a live query: the period in ms, or false while everything is paused. */
export function useLiveInterval(ms: number): number | false {
  return usePaused() ? false : ms;
}
