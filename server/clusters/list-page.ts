import { RE2JS } from "re2js";
import * as z from "zod/mini";
import { ApiError, type PartialProblem } from "../../lib/api/error.ts";

export type ListQuery = {
  search?: string | undefined;
  sort?: string | undefined;
  order?: "asc" | "desc" | undefined;
  page: number;
  perPage: number;
};
export type Page<Row> = {
  items: Row[];
  total: number;
  page: number;
  perPage: number;
  asOf: number;
  problems: PartialProblem[];
};
type Stand = { asOf: number; problems: readonly PartialProblem[] };
type Cell = string | number | bigint | boolean | null;

/** A list short enough to be given whole. */
export function wholePage<Row>(items: Row[], { asOf, problems }: Stand): Page<Row> {
  return { items, total: items.length, page: 1, perPage: items.length, asOf, problems: [...problems] };
}

/**
 * Sorts and cuts. Unknown values come last in both directions, and equal ones in the order of their names.
 * @param sort the field to sort by; without one it is `name`
 */
export function sortedPage<Row, Name extends keyof Row & string>(
  rows: readonly Row[],
  name: Name,
  query: ListQuery,
  { asOf, problems }: Stand,
): Page<Row> {
  const field = (query.sort ?? name) as keyof Row;
  const direction = query.order === "desc" ? -1 : 1;
  const keyed = rows.map((row) => ({ row, cell: row[field] as Cell, name: row[name] as string }));
  keyed.sort((a, b) => {
    if (a.cell === null || b.cell === null) {
      if (a.cell !== b.cell) return a.cell === null ? 1 : -1;
    } else if (a.cell !== b.cell) return a.cell < b.cell ? -direction : direction;
    return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
  });
  const from = (query.page - 1) * query.perPage;
  const items = keyed.slice(from, from + query.perPage).map(({ row }) => row);
  return { items, total: rows.length, page: query.page, perPage: query.perPage, asOf, problems: [...problems] };
}

/**
 * Whether a name is what is searched for: a part of it, whatever the case, or `/…/` as an RE2 expression (linear in the
 * name, so nobody can make it hang). @throws ApiError invalid-request for an expression that is none
 */
export function nameSearch(search: string | undefined): (name: string) => boolean {
  if (!search) return () => true;
  const expression = /^\/(.+)\/(i?)$/s.exec(search);
  if (!expression) {
    const part = search.toLowerCase();
    return (name) => name.toLowerCase().includes(part);
  }
  try {
    const pattern = RE2JS.compile(expression[1] ?? "", expression[2] ? RE2JS.CASE_INSENSITIVE : 0);
    return (name) => pattern.matcher(name).find();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "it cannot be read";
    const message = `must be a part of a name or an RE2 expression between slashes: ${why}`;
    throw new ApiError("invalid-request", `The search is no expression: ${why}`, {
      errors: [{ path: "query.search", message }],
      cause,
    });
  }
}

const texts = new WeakMap<object, string>();
/** Rows encoded in one go: a few ms, after which others have their turn. */
const rowsAtOnce = 500;

/**
 * The page as JSON in wire form. A row is encoded by its schema once and kept as long as itself, so that rows made once
 * for a picture cost nothing the next time, whatever their order.
 */
export async function pageText<Row extends object>(row: z.ZodMiniType<Row>, page: Page<Row>): Promise<string> {
  const { items, ...rest } = page;
  const rows: string[] = [];
  let made = 0;
  for (const item of items) {
    let text = texts.get(item);
    if (text === undefined) {
      text = JSON.stringify(z.encode(row, item));
      texts.set(item, text);
      made += 1;
      if (made % rowsAtOnce === 0) await new Promise(setImmediate);
    }
    rows.push(text);
  }
  return `{"items":[${rows.join(",")}],${JSON.stringify(rest).slice(1)}`;
}
