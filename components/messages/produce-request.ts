"use client";
import { useSyncExternalStore } from "react";
import type { Message } from "@/lib/api/messages";

/** Somebody wants to produce: from nothing, or from a record. `n` tells two wishes apart. */
export type ProduceWish = { n: number; from: Message | null };

let wish: ProduceWish | null = null;
let count = 0;
let produced = 0;
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
    subscribe,
    () => wish,
    () => null,
  );
}

/** A record was written from here: what lists records may look again. */
export function tellProduced(): void {
  produced += 1;
  tell(wish);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Rises with every record written from this page. */
export function useProducedCount(): number {
  return useSyncExternalStore(
    subscribe,
    () => produced,
    () => 0,
  );
}
