/**
 * JSON as a list of lines for a tree, made from its text rather than by JSON.parse: integers beyond 2^53, `1.0`,
 * duplicate keys and the order of keys stay as they were written. Positions are UTF-16 indices into the text.
 */
export type JsonNode = {
  kind: "object" | "array" | "string" | "number" | "literal";
  depth: number;
  /** index of the parent in the list, -1 for the root */
  parent: number;
  /** the decoded key inside an object, the index inside an array, null for the root */
  key: string | number | null;
  start: number;
  end: number;
  /** how many direct children */
  children: number;
  /** index of the first node after this one's subtree */
  next: number;
};

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const LITERAL = /true|false|null/y;
const SPACE = /[ \t\n\r]*/y;

/** Deeper than this a document is drawn as text. */
const MAX_DEPTH = 500;

/** The nodes in document order, or undefined when the text is not one JSON value. */
export function jsonNodes(text: string): JsonNode[] | undefined {
  const nodes: JsonNode[] = [];
  const open: number[] = [];
  let at = 0;
  const eat = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const is = (char: string): boolean => {
    if (text[at] !== char) return false;
    at += 1;
    return true;
  };
  /** reads one value, or only the opening of a container; false = not JSON */
  const value = (key: string | number | null): boolean => {
    const start = at;
    const parent = open.at(-1) ?? -1;
    const kind = text[at] === "{" ? "object" : text[at] === "[" ? "array" : text[at] === '"' ? "string" : "scalar";
    if (kind === "object" || kind === "array") at += 1;
    else if (kind === "string" ? eat(STRING) === undefined : false) return false;
    const scalar =
      kind !== "scalar" ? kind : eat(LITERAL) !== undefined ? "literal" : eat(NUMBER) ? "number" : undefined;
    if (scalar === undefined) return false;
    nodes.push({ kind: scalar, depth: open.length, parent, key, start, end: at, children: 0, next: nodes.length + 1 });
    const above = nodes[parent];
    if (above) above.children += 1;
    if (kind === "object" || kind === "array") open.push(nodes.length - 1);
    return open.length <= MAX_DEPTH;
  };
  const close = (): void => {
    const node = nodes[open.pop() ?? -1];
    if (!node) return;
    node.end = at;
    node.next = nodes.length;
  };

  eat(SPACE);
  if (!value(null)) return undefined;
  while (open.length > 0) {
    eat(SPACE);
    const node = nodes[open.at(-1) ?? -1];
    if (!node) return undefined;
    if (is(node.kind === "object" ? "}" : "]")) {
      close();
      continue;
    }
    if (node.children > 0) {
      if (!is(",")) return undefined;
      eat(SPACE);
    }
    let key: string | number = node.children;
    if (node.kind === "object") {
      const word = eat(STRING);
      if (word === undefined) return undefined;
      key = JSON.parse(word) as string;
      eat(SPACE);
      if (!is(":")) return undefined;
      eat(SPACE);
    }
    if (!value(key)) return undefined;
  }
  eat(SPACE);
  return at === text.length ? nodes : undefined;
}

/** How to name a node in a filter: `value.items[0].id`, `value["odd key"]`. */
export function jsonPath(nodes: readonly JsonNode[], index: number, root: string): string {
  const parts: string[] = [];
  for (let node = nodes[index]; node && node.key !== null; node = nodes[node.parent]) {
    parts.unshift(
      typeof node.key === "number"
        ? `[${node.key}]`
        : /^[A-Za-z_]\w*$/.test(node.key)
          ? `.${node.key}`
          : `[${JSON.stringify(node.key)}]`,
    );
  }
  return root + parts.join("");
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
