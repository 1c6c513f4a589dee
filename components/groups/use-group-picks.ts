"use client";
import { useState } from "react";
import type { Picks } from "@/components/ui/data-table";

/** Groups ticked by id. What is no longer shown is no longer ticked: nothing may be changed that cannot be seen. */
export function useGroupPicks(shown: readonly string[]): Picks & { ids: readonly string[]; clear: () => void } {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const ids = picked.size === 0 ? [] : shown.filter((id) => picked.has(id));
  return {
    ids,
    clear: () => setPicked(new Set()),
    has: (id) => picked.has(id),
    toggle: (id) =>
      setPicked((before) => {
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    state: ids.length === 0 ? "none" : ids.length === shown.length ? "all" : "some",
    toggleAll: () => setPicked(new Set(ids.length === shown.length ? [] : shown)),
    label: (id) => `Select ${id}`,
  };
}
