/** One line of the palette. `kind` is the quiet word at its left; `href` goes, `run` does. */
export type PaletteItem = {
  id: string;
  kind: string;
  label: string;
  mono: boolean;
  href?: string;
  run?: () => void;
  /** state at the end of the line */
  end?: { text: string; tone?: "ok" | "warn" | "bad" };
  keys?: string;
};

export type PaletteGroup = { value: string; items: readonly PaletteItem[] };

/**
 * How well a name answers a query: 0 not at all; whole, beginning, beginning of a word, inside, letters in order. The
 * last only for names: in a sentence any few letters come in order.
 */
export function matchScore(name: string, query: string): number {
  const where = name.toLowerCase();
  const what = query.trim().toLowerCase();
  if (what === "") return 1;
  const at = where.indexOf(what);
  if (where === what) return 6;
  if (at === 0) return 5;
  if (at > 0) return /[a-z0-9]/.test(where[at - 1] ?? "") ? 3 : 4;
  if (where.includes(" ")) return 0;
  let next = 0;
  for (const letter of where) if (letter === what[next]) next += 1;
  return next === what.length && what.length > 2 ? 1 : 0;
}

/** The best first, what does not match left out; equal ones keep their order. */
export function ranked(items: readonly PaletteItem[], query: string, most: number): PaletteItem[] {
  return items
    .map((item) => ({ item, score: matchScore(item.label, query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ item }) => item);
}

/** The label in parts, the matched one marked. */
export function marked(label: string, query: string): [before: string, hit: string, after: string] {
  const at = query.trim() === "" ? -1 : label.toLowerCase().indexOf(query.trim().toLowerCase());
  if (at < 0) return [label, "", ""];
  const end = at + query.trim().length;
  return [label.slice(0, at), label.slice(at, end), label.slice(end)];
}
