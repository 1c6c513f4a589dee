import type { Message, Payload } from "@/lib/api/messages";
import { type CelPath, celPath, parseCelPath } from "@/lib/filter/cel-path";
import { jsonValueAt } from "@/lib/format/json-value-at";

/** A column that every topic has, or one made from a path into the records. Its id stands in addresses. */
export type RecordColumn = { id: string; label: string; path: CelPath | null };

/** `topic` and `gap` (time after the record above) are for lists of several topics. */
const own: readonly [id: string, label: string][] = [
  ["time", "Time"],
  ["topic", "Topic"],
  ["gap", "After"],
  ["place", "Part : offset"],
  ["key", "Key"],
  ["value", "Value"],
  ["headers", "Headers"],
  ["size", "Size"],
  ["keySize", "Key size"],
  ["compression", "Compression"],
  ["producer", "Producer"],
];

/** What a list shows unless somebody chose. */
export const standardColumns: readonly string[] = ["time", "place", "key", "value", "headers", "size"];
const ownColumns: readonly RecordColumn[] = own.map(([id, label]) => ({ id, label, path: null }));
/** What the list of one topic can show beside paths. */
export const topicColumns = ownColumns.filter(({ id }) => id !== "topic" && id !== "gap");

/** The columns of ids, each once; what is neither a column nor a path is left out. */
export function columnsOf(ids: readonly string[]): RecordColumn[] {
  const found = new Map<string, RecordColumn>();
  for (const id of ids) {
    const column = ownColumns.find((one) => one.id === id) ?? pathColumn(id);
    if (column) found.set(column.id, column);
  }
  return [...found.values()];
}

/** The column of a path as it is typed, `value.` left out or not. The name of a column of every topic is not a path. */
export function pathColumn(typed: string): RecordColumn | undefined {
  const path = parseCelPath(typed);
  if (!path) return undefined;
  const id = celPath(path);
  return { id, label: id.replace(/^value\.(?=.)/, ""), path };
}

/** The columns of a list, and the ways to change them. */
export type Columns = {
  columns: readonly RecordColumn[];
  widths: Readonly<Record<string, number>>;
  /** other than what every topic shows at first */
  isChosen: boolean;
  choose: (ids: readonly string[]) => void;
  add: (id: string) => void;
  resize: (id: string, px: number) => void;
  reset: () => void;
};

/** px that a column has unless it was resized: fixed, or from `least` on with a share of what is left. */
export type ColumnWidth = { px: number } | { least: number; most: number | null };

export function columnWidth(
  { id, path }: RecordColumn,
  list: { hasDates: boolean; placePx: number; isNarrow: boolean; hasValue: boolean },
): ColumnWidth {
  if (path) return list.hasValue ? { least: 90, most: list.isNarrow ? 130 : 180 } : { least: 90, most: null };
  switch (id) {
    case "time":
      return { px: list.hasDates ? 136 : 92 };
    case "place":
      return { px: list.placePx };
    case "topic":
      return { least: 120, most: list.isNarrow ? 170 : 220 };
    case "gap":
      return { px: 78 };
    case "key":
      return { least: 80, most: list.isNarrow ? 130 : 190 };
    case "value":
      return { least: 120, most: null };
    case "headers":
      return { px: 58 };
    case "producer":
      return { px: 110 };
    case "compression":
      return { px: 88 };
    default:
      return { px: 66 };
  }
}

/** The CSS grid of the columns, and the least px it needs. */
export function gridOf(
  columns: readonly RecordColumn[],
  widths: Readonly<Record<string, number>>,
  list: { hasDates: boolean; placePx: number; isNarrow: boolean },
): { template: string; leastPx: number } {
  const hasValue = columns.some(({ id }) => id === "value");
  const each = columns.map((column): ColumnWidth => {
    const px = widths[column.id];
    return px === undefined ? columnWidth(column, { ...list, hasValue }) : { px };
  });
  const isFilled = each.some((one) => "most" in one && one.most === null);
  const last = each.length - 1;
  const parts = each.map((one, at) => {
    // something has to take what is left
    if (!isFilled && at === last) return `minmax(${"px" in one ? one.px : one.least}px, 1fr)`;
    if ("px" in one) return `${one.px}px`;
    return `minmax(${one.least}px, ${one.most === null ? "1fr" : `${one.most}px`})`;
  });
  const gaps = 14 * last + 40;
  return {
    template: parts.join(" "),
    leastPx: each.reduce((sum, one) => sum + ("px" in one ? one.px : one.least), gaps),
  };
}

/** What a record has at a path: its text as a cell shows it, `missing`, or `cut` where the list did not read so far. */
export type PathCell = { text: string; look: "text" | "number" | "quiet" } | "missing" | "cut";

const known = new WeakMap<Message, Map<string, PathCell>>();

export function pathCell(message: Message, { id, path }: RecordColumn): PathCell {
  let cells = known.get(message);
  if (!cells) {
    cells = new Map();
    known.set(message, cells);
  }
  let cell = cells.get(id);
  if (cell === undefined) {
    cell = path ? readPath(message, path) : "missing";
    cells.set(id, cell);
  }
  return cell;
}

function readPath(message: Message, { root, steps }: CelPath): PathCell {
  if (root === "headers") {
    const named = message.headers.filter(({ name }) => name === steps[0]);
    if (named.length === 0) return "missing";
    return { text: named.map(({ value }) => value?.text ?? "null").join(", "), look: "text" };
  }
  const payload: Payload | null = root === "key" ? message.key : message.value;
  if (payload === null || payload.encoding !== "utf8") return "missing";
  const found = jsonValueAt(payload.text, steps);
  if (found === "cut") return payload.truncated ? "cut" : "missing";
  if (found === "missing") return "missing";
  if (found.kind === "string") return { text: unquoted(found.raw), look: "text" };
  return { text: found.raw, look: found.kind === "number" ? "number" : "quiet" };
}

function unquoted(raw: string): string {
  try {
    return JSON.parse(raw) as string;
  } catch {
    return raw.slice(1, -1);
  }
}
