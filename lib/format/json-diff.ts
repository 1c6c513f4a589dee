import { celPath } from "../filter/cel-path.ts";
import { jsonNodes, jsonSteps } from "./json-lines.ts";

/** One field that differs: its path, and its text before and after; null = it was not there. */
export type FieldChange = { path: string; before: string | null; after: string | null };

/**
 * What differs between two JSON texts, field by field in the order of the later one; fields that went come last. Numbers
 * and texts are compared as they are written, items of arrays by their place. undefined when one of them is no JSON.
 */
export function jsonDiff(before: string, after: string): FieldChange[] | undefined {
  const old = leavesOf(before);
  const now = leavesOf(after);
  if (!old || !now) return undefined;
  const changes: FieldChange[] = [];
  for (const [path, text] of now) {
    const was = old.get(path);
    if (was !== text) changes.push({ path, before: was ?? null, after: text });
  }
  for (const [path, text] of old) if (!now.has(path)) changes.push({ path, before: text, after: null });
  return changes;
}

/** Values that hold no others, by path; an empty object or array is one. */
function leavesOf(text: string): Map<string, string> | undefined {
  const nodes = jsonNodes(text);
  if (!nodes) return undefined;
  const leaves = new Map<string, string>();
  for (const [index, node] of nodes.entries())
    if (node.children === 0)
      leaves.set(celPath({ root: "value", steps: jsonSteps(nodes, index) }), text.slice(node.start, node.end));
  return leaves;
}
