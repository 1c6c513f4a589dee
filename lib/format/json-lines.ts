import { type JsonNode, JsonReader } from "./json-reader.ts";

/** The nodes in document order, or undefined when the text is not one JSON value. */
export function jsonNodes(text: string): JsonNode[] | undefined {
  const reader = new JsonReader(text);
  return reader.step(Number.POSITIVE_INFINITY) === "whole" ? reader.nodes : undefined;
}

/** The way from the root to a node: keys and indices. */
export function jsonSteps(nodes: readonly JsonNode[], index: number): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let node = nodes[index]; node && node.key !== null; node = nodes[node.parent]) steps.push(node.key);
  return steps.reverse();
}

/** What "copy" means: a string without its quotes and escapes, anything else exactly as written. */
export function jsonValue(text: string, node: JsonNode): string {
  const raw = text.slice(node.start, node.end);
  return node.kind === "string" ? (JSON.parse(raw) as string) : raw;
}

/** Indices of the lines that show, given which containers are open. */
export function visibleNodes(nodes: readonly JsonNode[], isOpen: (index: number) => boolean): number[] {
  const lines: number[] = [];
  let at = 0;
  while (at < nodes.length) {
    const node = nodes[at];
    if (!node) break;
    lines.push(at);
    at = node.children > 0 && !isOpen(at) ? node.next : at + 1;
  }
  return lines;
}

/** A closed container in a few words: `{ login, id, … 18 }`, `[ 3 items ]`. */
export function jsonPreview(nodes: readonly JsonNode[], index: number): string {
  const node = nodes[index];
  if (!node) return "";
  if (node.kind === "array")
    return node.children === 0 ? "[ ]" : `[ ${node.children} ${node.children === 1 ? "item" : "items"} ]`;
  const keys: string[] = [];
  for (let at = index + 1; at < node.next && keys.length < 3; at = nodes[at]?.next ?? node.next)
    keys.push(String(nodes[at]?.key));
  if (keys.length === 0) return "{ }";
  return `{ ${keys.join(", ")}${node.children > keys.length ? `, … ${node.children}` : ""} }`;
}
