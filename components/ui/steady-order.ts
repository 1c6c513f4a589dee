import { useState } from "react";

/** `rows` in the order of `ids`; rows that came since stand at the end, rows that went are gone. */
export function inOrderOf<Row>(rows: readonly Row[], idOf: (row: Row) => string, ids: readonly string[]): Row[] {
  const place = new Map(ids.map((id, at) => [id, at]));
  const rank = (row: Row) => place.get(idOf(row)) ?? ids.length;
  return [...rows].sort((a, b) => rank(a) - rank(b));
}

/**
 * A live list must not move under the pointer: while `held`, rows keep the order they had when the hold began and only their
 * values change. `key` names the question (filter, sort); a new question begins a new order.
 */
export function useSteadyOrder<Row>(
  rows: readonly Row[] | undefined,
  idOf: (row: Row) => string,
  key: string,
  held: boolean,
): readonly Row[] | undefined {
  const [kept, keep] = useState<{ key: string; ids: readonly string[] } | null>(null);
  if (held && rows && kept?.key !== key) keep({ key, ids: rows.map(idOf) });
  if (!held && kept) keep(null);
  return rows && held && kept?.key === key ? inOrderOf(rows, idOf, kept.ids) : rows;
}
