import type { JsonNode } from "@/lib/format/json-reader";

/** lines that are found at most; who looks for a single letter in megabytes has them all anyway */
const most = 10_000;

/**
 * Lines that hold the text as it is written, in their key or their own value, upper and lower case alike; and what must be
 * open to see them. `lower` = the whole text in lower case.
 */
export function findNodes(
  lower: string,
  nodes: readonly JsonNode[],
  wanted: string,
): { matches: number[]; open: ReadonlySet<number> } {
  const matches: number[] = [];
  const open = new Set<number>();
  const needle = wanted.toLowerCase();
  if (needle === "") return { matches, open };
  for (let at = lower.indexOf(needle); at >= 0 && matches.length < most; ) {
    const index = nodeAt(nodes, at);
    const node = nodes[index];
    if (node && matches.at(-1) !== index) {
      matches.push(index);
      for (let above = node.parent; above >= 0 && !open.has(above); above = nodes[above]?.parent ?? -1) open.add(above);
    }
    at = lower.indexOf(needle, at + 1);
  }
  return { matches, open };
}

/** The line in which a place of the text is drawn: a key stands before its value, on the same line. */
function nodeAt(nodes: readonly JsonNode[], at: number): number {
  let low = 0;
  let high = nodes.length;
  // the first that begins behind `at`
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((nodes[middle]?.start ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const before = nodes[low - 1];
  const isInside = before && before.kind !== "object" && before.kind !== "array" && at < before.end;
  return isInside || low === nodes.length ? low - 1 : low;
}

/** A text in pieces, the found ones apart: odd places are matches. */
export function findPieces(text: string, wanted: string): string[] {
  if (wanted === "") return [text];
  return text.split(new RegExp(`(${wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")})`, "giu"));
}
