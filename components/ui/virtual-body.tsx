"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useState } from "react";
import type { DataTableProps } from "./data-table";
import { TableRow } from "./table-row";

/** Only the rows in sight, between two spacers, so that the table stays a table: find, copy and screen readers keep working. */
export function VirtualBody<Row>(
  props: DataTableProps<Row> & { rows: readonly Row[]; table: RefObject<HTMLTableElement | null> },
) {
  // the virtualizer's object is mutable by design, which the compiler must not cache
  "use no memo";
  const { rows, rowKey, table, cursor, columns, picks } = props;
  const [margin, setMargin] = useState(0);
  const [rowPx, setRowPx] = useState(32);
  const scroller = () => table.current?.closest<HTMLElement>("[data-scroll]") ?? null;

  // not a layout effect: the table, being the parent, gets its ref only after the effects of its body
  useEffect(() => {
    const element = table.current;
    const box = element?.closest<HTMLElement>("[data-scroll]");
    if (!element || !box) return;
    const measure = () => {
      setMargin(
        element.getBoundingClientRect().top -
          box.getBoundingClientRect().top +
          box.scrollTop +
          (element.tHead?.offsetHeight ?? 0),
      );
      setRowPx(Number.parseFloat(getComputedStyle(element).getPropertyValue("--row")) || 32);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    if (element.parentElement) observer.observe(element.parentElement);
    return () => observer.disconnect();
  }, [table]);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: scroller,
    estimateSize: () => rowPx,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
    overscan: 12,
    scrollMargin: margin,
    initialRect: { width: 1200, height: 800 },
    scrollPaddingStart: 34,
    scrollPaddingEnd: 48,
  });

  useEffect(() => {
    if (cursor !== undefined && cursor >= 0) virtual.scrollToIndex(cursor, { align: "auto" });
  }, [cursor, virtual]);

  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? margin) - margin;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? margin) - margin);
  const span = columns.length + (picks ? 1 : 0);
  return (
    <tbody>
      <Spacer px={before} span={span} />
      {items.map((item) => {
        const row = rows[item.index];
        return row === undefined ? null : (
          <TableRow key={item.key} {...props} row={row} index={item.index} measure={virtual.measureElement} />
        );
      })}
      <Spacer px={after} span={span} />
    </tbody>
  );
}

function Spacer({ px, span }: { px: number; span: number }) {
  if (px <= 0) return null;
  return (
    <tr className="space" style={{ height: px }}>
      <td colSpan={span} style={{ height: px }} />
    </tr>
  );
}
