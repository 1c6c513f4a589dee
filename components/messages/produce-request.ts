"use client";
import { useSyncExternalStore } from "react";
import type { Message } from "@/lib/api/messages";

/** Somebody wants to produce: from nothing, or from a record. `n` tells two wishes apart. */
export type ProduceWish = { n: number; from: Message | null };

let wish: ProduceWish | null = null;
let count = 0;
const listeners = new Set<() => void>();

function tell(next: ProduceWish | null): void {
  wish = next;
  for (const listener of listeners) listener();
}

/** Opens the drawer that the topic's head holds, from wherever on the page. */
export function openProduce(from: Message | null): void {
  count += 1;
  tell({ n: count, from });
}

export function closeProduce(): void {
  tell(null);
}

export function useProduceWish(): ProduceWish | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => wish,
    () => null,
  );
}
