"use client";
import { type MouseEvent, memo, type ReactNode } from "react";
import { durationText } from "@/lib/format/duration";
import { absoluteTime, dateOf, timeOfDay, type Zone } from "@/lib/format/time";
import type { RecordRow } from "@/lib/kafka/record-rows";
import { GridCell, GridRow } from "./grid-parts";
import type { Needle } from "./preview";
import { KeyText, MarkerText, SizeText, TransactionMark, ValueText } from "./record-cells";
import { pathCell, type RecordColumn } from "./record-columns";

export type RecordLineProps = {
  message: RecordRow;
  columns: readonly RecordColumn[];
  index: number;
  id: string;
  top: number;
  height: number;
  isOpen: boolean;
  isCursor: boolean;
  isPicked: boolean;
  needle: Needle;
  zone: Zone;
  /** the list spans more than a day */
  hasDates: boolean;
  /** ms after the record above; null where that is not shown */
  afterMs: number | null;
  onPress: (message: RecordRow) => void;
  onPick: ((message: RecordRow) => void) | undefined;
};

/** One record on one line. Drawn again only when something of it changed: a record in the list stays the same object. */
export const RecordLine = memo(function RecordLine(props: RecordLineProps) {
  const { message, columns, index, id, top, height, isOpen, isCursor, isPicked } = props;
  const press = (event: MouseEvent) => {
    if ((event.ctrlKey || event.metaKey) && props.onPick) props.onPick(message);
    else if (window.getSelection()?.type !== "Range" || !(event.target instanceof Element)) props.onPress(message);
  };
  const isUnmarked = columns.every((column) => column.id !== "value");
  return (
    <GridRow
      id={id}
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      aria-description={isPicked ? "selected" : undefined}
      data-cursor={isCursor ? "" : undefined}
      data-picked={isPicked ? "" : undefined}
      className="row"
      style={{ position: "absolute", top, left: 0, right: 0, height }}
      onClick={press}
    >
      {columns.map((column, at) => (
        <RecordCell key={column.id} column={column} {...props} mark={isUnmarked && at === columns.length - 1} />
      ))}
    </GridRow>
  );
});

type CellProps = Pick<RecordLineProps, "message" | "needle" | "zone" | "hasDates" | "afterMs"> & {
  column: RecordColumn;
  /** the transaction is told here, because the value has no column */
  mark: boolean;
};

function RecordCell({ column, message, needle, zone, hasDates, afterMs, mark }: CellProps) {
  const marked = !mark ? null : message.control ? (
    <MarkerText message={message} />
  ) : (
    <TransactionMark of={message.transaction} />
  );
  if (column.path) return <PathText column={column} message={message} marked={marked} />;
  switch (column.id) {
    case "time": {
      const time = timeOfDay(message.timestamp, zone);
      return (
        <Cell className="time" tip={absoluteTime(message.timestamp, zone)}>
          {hasDates ? <i className="date">{dateOf(message.timestamp, zone).slice(5)} </i> : null}
          {time.slice(0, 8)}
          <i>{time.slice(8)}</i>
          {marked}
        </Cell>
      );
    }
    case "place":
      return (
        <Cell className="place">
          <span className="part">{String(message.partition).padStart(2, "\u2007")}:</span>
          <span className="offset">{String(message.offset)}</span>
          {marked}
        </Cell>
      );
    case "gap":
      return (
        <Cell className="size">
          {afterMs === null ? <i>—</i> : `${afterMs < 0 ? "−" : "+"}${durationText(Math.abs(afterMs))}`}
        </Cell>
      );
    case "topic":
      return (
        <Cell className="event" tip={message.topic}>
          {message.topic}
        </Cell>
      );
    case "key":
      return (
        <Cell className="key">
          {message.control ? <i>—</i> : <KeyText payload={message.key} needle={needle} />}
          {marked}
        </Cell>
      );
    case "value":
      return (
        <Cell className="val">
          {message.control ? (
            <MarkerText message={message} />
          ) : (
            <>
              <TransactionMark of={message.transaction} />
              <ValueText payload={message.value} needle={needle} />
            </>
          )}
        </Cell>
      );
    case "headers":
      return <Cell className="count">{message.headers.length === 0 ? <i>0</i> : message.headers.length}</Cell>;
    case "size":
      return (
        <Cell className="size">
          <SizeText of={message.valueSize} isNull={message.value === null} />
        </Cell>
      );
    case "keySize":
      return (
        <Cell className="size">
          <SizeText of={message.keySize} isNull={message.key === null} />
        </Cell>
      );
    case "compression":
      return <Cell className="event">{message.compression}</Cell>;
    default:
      return <Cell className="event">{message.producerId < 0n ? <i>—</i> : String(message.producerId)}</Cell>;
  }
}

function PathText({ column, message, marked }: { column: RecordColumn; message: RecordRow; marked: ReactNode }) {
  const cell = pathCell(message, column);
  if (cell === "missing")
    return (
      <Cell className="val path">
        {marked}
        <i>—</i>
      </Cell>
    );
  if (cell === "cut")
    return (
      <Cell className="val path" tip="It stands further in than the list reads of a value; open the record to see it">
        {marked}
        <i>…</i>
      </Cell>
    );
  const text = cell.text.slice(0, 400).replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu, " ");
  return (
    <Cell className="val path">
      {marked}
      {cell.look === "quiet" ? (
        <i>{text}</i>
      ) : (
        <span className={cell.look === "number" ? "lit" : undefined}>{text}</span>
      )}
    </Cell>
  );
}

function Cell({ className, tip, children }: { className: string; tip?: string | undefined; children: ReactNode }) {
  return (
    <GridCell className={className} data-tip={tip}>
      {children}
    </GridCell>
  );
}
