"use client";
import type { MouseEvent, Ref } from "react";
import { Checkbox } from "./choice";
import { cx } from "./class-names";
import type { DataTableProps } from "./data-table";

/** One row. A press on it runs `onRow`, unless it hit a link or a control, or ended a text selection. */
export function TableRow<Row>({
  row,
  index,
  measure,
  columns,
  rowKey,
  cursor,
  selected,
  picks,
  onRow,
  rowClass,
}: DataTableProps<Row> & { row: Row; index: number; measure?: Ref<HTMLTableRowElement> }) {
  const key = rowKey(row);
  const chosen = picks?.has(key) === true || selected?.(row) === true;
  const press = (event: MouseEvent<HTMLTableRowElement>) => {
    if (!(event.target instanceof Element) || event.target.closest("a, button, input, label, select, summary")) return;
    if (window.getSelection()?.type === "Range") return;
    onRow?.(row, index, event);
  };
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={chosen || undefined}
      data-cursor={cursor === index ? "" : undefined}
      className={rowClass?.(row)}
      onClick={onRow ? press : undefined}
    >
      {picks ? (
        <td className="free hide">
          <Checkbox checked={picks.has(key)} onChange={() => picks.toggle(key)} aria-label={picks.label(key)} />
        </td>
      ) : null}
      {columns.map((column) => (
        <td
          key={column.id}
          className={cx(
            column.align,
            column.free && "free",
            column.wideOnly && "wide-only",
            column.phone ?? "hide",
            column.className,
          )}
          data-l={column.label}
        >
          {column.cell(row, index)}
        </td>
      ))}
    </tr>
  );
}
