"use client";
import { DataTable } from "@/components/ui/data-table";
import { Quantity } from "@/components/ui/quantity";
import { At } from "@/components/ui/time-text";
import { wholeCount } from "@/lib/format/count";
import { figure, unknown } from "@/lib/format/figure";
import type { HistoryColumn } from "./history-series";

type Row = { at: number; values: readonly (number | bigint | null)[] };

/** The charts in numbers, the youngest first. */
export function HistoryTable({
  label,
  rows,
  columns,
}: {
  label: string;
  rows: readonly Row[];
  columns: readonly HistoryColumn[];
}) {
  return (
    <section
      className="xscroll max-h-[420px] overflow-auto"
      data-scroll=""
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
      tabIndex={0}
      aria-label={`${label}, as a table`}
    >
      <DataTable<Row>
        label={label}
        compact
        phone="keep"
        rows={rows}
        rowKey={({ at }) => String(at)}
        empty={<p className="muted py-2">Nothing was measured in this time.</p>}
        columns={[
          { id: "at", head: "Time", width: 220, cell: ({ at }) => <At at={at} /> },
          ...columns.map((column, place) => ({
            id: column.id,
            head: column.label,
            align: "right" as const,
            cell: ({ values }: Row) => <Quantity of={exact(values[place] ?? null)} />,
          })),
        ]}
      />
    </section>
  );
}

function exact(value: number | bigint | null) {
  if (value === null) return unknown;
  return typeof value === "bigint" || Number.isInteger(value) ? wholeCount(value) : figure(value.toFixed(2), "");
}
