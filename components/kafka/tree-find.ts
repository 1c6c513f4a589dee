import type { JsonNode } from "@/lib/format/json-lines";

/** Lines that hold the text, in their key or their own value, upper and lower case alike; and what must be open to see them. */
export function findNodes(
  text: string,
  nodes: readonly JsonNode[],
  wanted: string,
): { matches: number[]; open: ReadonlySet<number> } {
  const matches: number[] = [];
  const open = new Set<number>();
  const needle = wanted.toLowerCase();
  if (needle === "") return { matches, open };
  for (const [index, node] of nodes.entries()) {
    const own = node.kind === "object" || node.kind === "array" ? "" : text.slice(node.start, node.end);
    if (!`${node.key ?? ""}\n${own}`.toLowerCase().includes(needle)) continue;
    matches.push(index);
    for (let at = node.parent; at >= 0 && !open.has(at); at = nodes[at]?.parent ?? -1) open.add(at);
  }
  return { matches, open };
}

/** A text in pieces, the found ones apart: odd places are matches. */
export function findPieces(text: string, wanted: string): string[] {
  if (wanted === "") return [text];
  return text.split(new RegExp(`(${wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")})`, "giu"));
}
