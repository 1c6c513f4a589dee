import type { KeyboardEvent } from "react";
import type { JsonNode } from "@/lib/format/json-reader";

/** The keys of a tree: arrows move, open and close, Home and End, Enter turns, c copies the value. */
export function treeKeys({
  nodes,
  lines,
  active,
  isOpen,
  turn,
  onGo,
  onCopy,
}: {
  nodes: readonly JsonNode[];
  /** indices of the lines that show */
  lines: readonly number[];
  active: number;
  isOpen: (index: number) => boolean;
  turn: (index: number) => void;
  onGo: (index: number) => void;
  onCopy: (index: number) => void;
}): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLElement && event.target.closest("button")) return;
    const place = lines.indexOf(active);
    const node = nodes[active];
    const go = (at: number) => {
      const target = lines[Math.max(0, Math.min(lines.length - 1, at))];
      if (target !== undefined) onGo(target);
    };
    const isContainer = node !== undefined && node.children > 0;
    switch (event.key) {
      case "ArrowDown":
        go(place + 1);
        break;
      case "ArrowUp":
        go(place - 1);
        break;
      case "Home":
        go(0);
        break;
      case "End":
        go(lines.length - 1);
        break;
      case "ArrowRight":
        if (isContainer && !isOpen(active)) turn(active);
        else go(place + 1);
        break;
      case "ArrowLeft":
        if (isContainer && isOpen(active)) turn(active);
        else if (node && node.parent >= 0) go(lines.indexOf(node.parent));
        break;
      case "Enter":
        if (isContainer) turn(active);
        break;
      case "c":
        onCopy(active);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
}
