"use client";
import { useSyncExternalStore } from "react";
import { usePhone } from "@/components/ui/use-phone";

const coarse = "(pointer: coarse)";

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(coarse);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}

/** px of a record's row: 24 under a mouse, 44 under a finger, two lines on a phone. */
export function useRowHeight(): number {
  const isPhone = usePhone();
  const isCoarse = useSyncExternalStore(
    subscribe,
    () => window.matchMedia(coarse).matches,
    () => false,
  );
  return isPhone ? 64 : isCoarse ? 44 : 24;
}
