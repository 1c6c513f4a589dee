"use client";
import { Checkbox } from "./choice";
import { cx } from "./class-names";
import type { Column, Sort } from "./column";
import type { Picks } from "./data-table";

/** Sortable heads are buttons inside the cell that carries aria-sort. A second press turns the order round. */
export function TableHead<Row>({
  columns,
  sort,
  onSort,
  picks,
}: {
  columns: readonly Column<Row>[];
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
  picks: Picks | undefined;
}) {
  return (
    <thead>
      <tr>
        {picks ? (
          <th scope="col">
            <Checkbox
              checked={picks.state === "all"}
              some={picks.state === "some"}
              onChange={picks.toggleAll}
              aria-label="Select all"
            />
          </th>
        ) : null}
        {columns.map((column) => {
          const sorted = sort?.by === column.id ? sort.order : undefined;
          const canSort = column.sortable === true && onSort !== undefined;
          return (
            <th
              key={column.id}
              scope="col"
              className={cx(column.align, column.wideOnly && "wide-only")}
              aria-sort={
                canSort ? (sorted === "asc" ? "ascending" : sorted === "desc" ? "descending" : "none") : undefined
              }
            >
              {canSort ? (
                <button type="button" onClick={() => onSort({ by: column.id, order: turned(sorted, column.align) })}>
                  {column.head}
                  {sorted ? (
                    <span className="dir" aria-hidden="true">
                      {sorted === "asc" ? "↑" : "↓"}
                    </span>
                  ) : null}
                </button>
              ) : (
                column.head
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** Numbers are first asked for from the top, words from A. */
function turned(sorted: Sort["order"] | undefined, align: Column<unknown>["align"]): Sort["order"] {
  if (sorted === undefined) return align === "right" ? "desc" : "asc";
  return sorted === "asc" ? "desc" : "asc";
}
