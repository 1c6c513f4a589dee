"use client";
import { useKeys } from "@/components/ui/use-keys";

/** Keys of the list that do not move its cursor: to the top, and from page to page. */
export function useListKeys({
  onTop,
  pages,
  onPage,
}: {
  onTop: () => void;
  pages: { next: string | null; previous: string | null } | null;
  onPage: (cursor: string) => void;
}): void {
  const turn = (cursor: string | null | undefined) => () => {
    if (cursor) onPage(cursor);
  };
  const bind = (keys: string, label: string, run: () => void) => ({
    keys,
    label,
    run,
    group: "List",
    inPalette: false,
  });
  useKeys([
    bind("Home", "To the first row, and what waits", onTop),
    bind("shift+ArrowRight", "Next page", turn(pages?.next)),
    bind("shift+ArrowLeft", "Previous page", turn(pages?.previous)),
  ]);
}
