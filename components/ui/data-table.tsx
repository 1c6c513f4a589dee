"use client";
import { type MouseEvent, type ReactNode, useRef } from "react";
import { cx } from "./class-names";
import type { Column, Sort } from "./column";
import { Bone, SlowWords } from "./skeleton";
import { TableHead } from "./table-head";
import { TableRow } from "./table-row";
import { useLoadingStage } from "./use-loading-stage";
import { VirtualBody } from "./virtual-body";

/** Below this a plain body is cheaper than a virtual one, and the browser's own find works in it. */
const VIRTUAL_FROM = 100;

export type Picks = {
  has: (key: string) => boolean;
  toggle: (key: string) => void;
  /** none, some or all of the rows shown */
  state: "none" | "some" | "all";
  toggleAll: () => void;
  /** names a row's box: "Select orders.created" */
  label: (key: string) => string;
};

export type DataTableProps<Row> = {
  /** what the table holds, for screen readers */
  label: string;
  columns: readonly Column<Row>[];
  /** undefined while the first answer is on its way: the table climbs the loading ladder by itself */
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  sort?: Sort | undefined;
  onSort?: (sort: Sort) => void;
  /** index from useRowCursor */
  cursor?: number;
  selected?: (row: Row) => boolean;
  picks?: Picks;
  /** a press on the row outside of its links and controls */
  onRow?: (row: Row, index: number, event: MouseEvent) => void;
  /** `old` greys a row whose values are stale */
  rowClass?: (row: Row) => string | undefined;
  /** instead of rows when there are none */
  empty?: ReactNode;
  slow?: ReactNode;
  /** phone: rows as two labelled lines (default), or a table that scrolls sideways in `.xscroll` */
  phone?: "stack" | "keep";
  /** rows of 28 px instead of 32, for long lists */
  compact?: boolean;
  foot?: ReactNode;
  className?: string;
};

/** The table of the product: sticky sortable head, virtual rows, labelled lines on a phone. Scrolls with the nearest [data-scroll]. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, empty, slow, phone = "stack", foot, className, picks } = props;
  const table = useRef<HTMLTableElement>(null);
  const stage = useLoadingStage(rows === undefined);
  return (
    <>
      <table
        ref={table}
        className={cx(
          "table ruled sticky-head",
          phone === "stack" ? "stack" : "keep",
          props.compact && "compact",
          picks && "picks",
          className,
        )}
        aria-label={label}
        aria-rowcount={rows ? rows.length + 1 : -1}
        aria-busy={rows === undefined || undefined}
      >
        <colgroup>
          {picks ? <col style={{ width: 32 }} /> : null}
          {columns.map((column) => (
            <col
              key={column.id}
              className={column.wideOnly ? "wide-only" : undefined}
              style={column.width ? { width: column.width } : undefined}
            />
          ))}
        </colgroup>
        <TableHead columns={columns} sort={props.sort} onSort={props.onSort} picks={picks} />
        {rows === undefined ? (
          stage === "nothing" ? null : (
            <BoneBody columns={columns} picks={picks !== undefined} />
          )
        ) : rows.length > VIRTUAL_FROM ? (
          <VirtualBody {...props} rows={rows} table={table} />
        ) : (
          <tbody>
            {rows.map((row, index) => (
              <TableRow key={props.rowKey(row)} {...props} row={row} index={index} />
            ))}
          </tbody>
        )}
        {foot}
      </table>
      {rows?.length === 0 ? empty : null}
      {stage === "slow" ? <SlowWords>{slow ?? "This takes longer than usual…"}</SlowWords> : null}
    </>
  );
}

function BoneBody<Row>({ columns, picks }: { columns: readonly Column<Row>[]; picks: boolean }) {
  return (
    <tbody aria-hidden="true">
      {Array.from({ length: 12 }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity
        <tr key={line}>
          {picks ? <td className="hide" /> : null}
          {columns.map((column, at) => (
            <td key={column.id} className={cx(column.align, column.wideOnly && "wide-only", column.phone ?? "hide")}>
              <Bone width={`${40 + ((line * 7 + at * 13) % 45)}%`} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
