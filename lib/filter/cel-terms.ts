import { type CelPath, celOptional, type PathRoot, readSteps } from "./cel-path.ts";

/** Several conditions as the one expression the API takes: all of them must hold. `starts` = where each begins in it. */
export function joinTerms(terms: readonly string[]): { text: string; starts: number[] } {
  const [only] = terms;
  if (only === undefined) return { text: "", starts: [] };
  if (terms.length === 1) return { text: only, starts: [0] };
  let text = "";
  const starts = terms.map((term, at) => {
    text += `${at === 0 ? "" : " && "}(`;
    const start = text.length;
    text += `${term})`;
    return start;
  });
  return { text, starts };
}

/** A place in the joined expression as a term and a place in it. */
export function termAt(terms: readonly string[], position: number): { term: number; at: number } {
  const { starts } = joinTerms(terms);
  let term = 0;
  for (const [index, start] of starts.entries()) if (start <= position) term = index;
  const at = Math.max(0, Math.min(terms[term]?.length ?? 0, position - (starts[term] ?? 0)));
  return { term, at };
}

const token = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\b(value|key|headers)\b|[A-Za-z_]\w*|\d[\w.]*|\s+|./gsy;

export type CelToken = { kind: "string" | "number" | "word" | "root" | "space" | "sign"; text: string; at: number };

/** An expression in tokens, for colouring it and for finding paths in it. */
export function celTokens(text: string): CelToken[] {
  return [...text.matchAll(token)].map((found) => ({
    kind: kindOf(found[0], found[1]),
    text: found[0],
    at: found.index,
  }));
}

function kindOf(text: string, root: string | undefined): CelToken["kind"] {
  if (root !== undefined) return "root";
  if (/^["']./s.test(text)) return "string";
  if (/^\d/.test(text)) return "number";
  if (/^\s/.test(text)) return "space";
  return /^[A-Za-z_]/.test(text) ? "word" : "sign";
}

/** The fields an expression asks about, each once. A name behind a dot is a field of something else. */
export function pathsOf(text: string): CelPath[] {
  const found = new Map<string, CelPath>();
  for (const { kind, at, text: root } of celTokens(text)) {
    if (kind !== "root" || /[.?]\s*$/.test(text.slice(0, at))) continue;
    const { steps } = readSteps(text, at + root.length);
    if (steps.length === 0) continue;
    const path = { root: root as PathRoot, steps };
    found.set(celOptional(path), path);
  }
  return [...found.values()];
}

/** The same condition, false of records that lack a field it asks about, where it could not be told before. */
export function guarded(term: string): string {
  const guards = pathsOf(term)
    .map((path) => `${celOptional(path)}.hasValue()`)
    .filter((guard) => !term.includes(guard));
  if (guards.length === 0) return term;
  const isOne = !/&&|\|\||\?(?![.[])/.test(term.replace(/"(?:[^"\\]|\\.)*"/g, ""));
  return [...guards, isOne ? term : `(${term})`].join(" && ");
}
