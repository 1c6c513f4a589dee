"use client";
import { useState } from "react";
import type { Picks } from "@/components/ui/data-table";

/** Rows ticked by name. What is no longer shown is no longer ticked: nothing may be deleted that cannot be seen. */
export function useNamePicks(shown: readonly string[]): Picks & { names: readonly string[]; clear: () => void } {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const names = picked.size === 0 ? [] : shown.filter((name) => picked.has(name));
  return {
    names,
    clear: () => setPicked(new Set()),
    has: (name) => picked.has(name),
    toggle: (name) =>
      setPicked((before) => {
        const next = new Set(before);
        if (!next.delete(name)) next.add(name);
        return next;
      }),
    state: names.length === 0 ? "none" : names.length === shown.length ? "all" : "some",
    toggleAll: () => setPicked(new Set(names.length === shown.length ? [] : shown)),
    label: (name) => `Select ${name}`,
  };
}
