/** What stands at a path: its text as written; `missing` when it is not there, `cut` when the text ends before it is reached. */
export type ValueAt = { kind: "object" | "array" | "string" | "number" | "literal"; raw: string } | "missing" | "cut";

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /[^,\]}\s"]+/y;
const BRACKETS = /["[\]{}]/g;

/**
 * Looks up one path in a JSON text without reading the rest of it: a list does this for each row in sight. The text may be
 * the beginning of a longer one. What is no JSON is `missing`.
 */
export function jsonValueAt(text: string, steps: readonly (string | number)[]): ValueAt {
  let at = pass(text, 0, SPACE);
  for (const step of steps) {
    const found = typeof step === "number" ? itemAt(text, at, step) : memberAt(text, at, step);
    if (typeof found === "string") return found;
    at = found.at;
  }
  return wholeAt(text, at);
}

type Place = { at: number } | "missing" | "cut";

function memberAt(text: string, from: number, key: string): Place {
  if (text[from] !== "{") return from >= text.length ? "cut" : "missing";
  for (let at = pass(text, from + 1, SPACE); ; ) {
    if (text[at] === "}") return "missing";
    const end = endOf(text, at);
    if (end < 0) return "cut";
    const name = text.slice(at, end);
    const colon = pass(text, end, SPACE);
    const value = pass(text, colon + 1, SPACE);
    if (value >= text.length) return "cut";
    if (text[colon] !== ":") return "missing";
    if (name === JSON.stringify(key) || (name.includes("\\") && decoded(name) === key)) return { at: value };
    const next = nextMember(text, value);
    if (typeof next === "string") return next;
    at = next.at;
  }
}

function itemAt(text: string, from: number, index: number): Place {
  if (text[from] !== "[") return from >= text.length ? "cut" : "missing";
  let at = pass(text, from + 1, SPACE);
  for (let place = 0; ; place++) {
    if (text[at] === "]") return "missing";
    if (at >= text.length) return "cut";
    if (place === index) return { at };
    const next = nextMember(text, at);
    if (typeof next === "string") return next;
    at = next.at;
  }
}

/** Behind a value and its comma; `missing` where the container ends. */
function nextMember(text: string, value: number): Place {
  const end = endOf(text, value);
  if (end < 0) return "cut";
  const after = pass(text, end, SPACE);
  if (after >= text.length) return "cut";
  return text[after] === "," ? { at: pass(text, after + 1, SPACE) } : "missing";
}

function wholeAt(text: string, at: number): ValueAt {
  if (at >= text.length) return "cut";
  const end = endOf(text, at);
  const first = text[at];
  const kind = first === "{" ? "object" : first === "[" ? "array" : first === '"' ? "string" : undefined;
  if (end < 0) return "cut";
  const raw = text.slice(at, end);
  if (kind) return { kind, raw };
  if (/^(true|false|null)$/.test(raw)) return { kind: "literal", raw };
  // a number that the cut went through would pass for a smaller one
  if (end === text.length && at > 0) return "cut";
  return /^-?\d/.test(raw) ? { kind: "number", raw } : "missing";
}

/** Where the value that begins at `at` ends; -1 when the text ends before. */
function endOf(text: string, at: number): number {
  const first = text[at];
  if (first === '"') return stringEnd(text, at);
  if (first !== "{" && first !== "[") {
    const end = pass(text, at, SCALAR);
    return end === at ? -1 : end;
  }
  let depth = 0;
  for (let from = at; ; ) {
    BRACKETS.lastIndex = from;
    const found = BRACKETS.exec(text);
    if (!found) return -1;
    if (found[0] === '"') {
      from = stringEnd(text, found.index);
      if (from < 0) return -1;
      continue;
    }
    from = found.index + 1;
    depth += found[0] === "{" || found[0] === "[" ? 1 : -1;
    if (depth === 0) return from;
  }
}

/** Behind the quote that closes the string begun at `at`; -1 when the text ends before. */
function stringEnd(text: string, at: number): number {
  for (let quote = text.indexOf('"', at + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let escapes = 0;
    while (text[quote - 1 - escapes] === "\\") escapes++;
    if (escapes % 2 === 0) return quote + 1;
  }
  return -1;
}

function pass(text: string, at: number, pattern: RegExp): number {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found ? at + found[0].length : at;
}

function decoded(name: string): string | undefined {
  try {
    return JSON.parse(name) as string;
  } catch {
    return undefined;
  }
}
