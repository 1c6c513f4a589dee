"use client";
import { type MouseEvent, memo, type ReactNode } from "react";
import { GridCell, GridRow } from "@/components/kafka/grid-parts";
import type { Needle } from "@/components/kafka/preview";
import { KeyText, SizeText, TransactionMark, ValueText } from "@/components/kafka/record-cells";
import type { Message } from "@/lib/api/messages";
import { absoluteTime, dateOf, timeOfDay, type Zone } from "@/lib/format/time";
import { pathCell, type RecordColumn } from "./columns";

export type MessageRowProps = {
  message: Message;
  columns: readonly RecordColumn[];
  index: number;
  id: string;
  top: number;
  height: number;
  isOpen: boolean;
  isCursor: boolean;
  needle: Needle;
  zone: Zone;
  /** the list spans more than a day */
  hasDates: boolean;
  onPress: (message: Message) => void;
};

/** One record on one line. Drawn again only when something of it changed: a record in the list stays the same object. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, columns, index, id, top, height, isOpen, isCursor } = props;
  const press = (event: MouseEvent) => {
    if (window.getSelection()?.type !== "Range" || !(event.target instanceof Element)) props.onPress(message);
  };
  const isUnmarked = columns.every((column) => column.id !== "value");
  return (
    <GridRow
      id={id}
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      data-cursor={isCursor ? "" : undefined}
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

type CellProps = Pick<MessageRowProps, "message" | "needle" | "zone" | "hasDates"> & {
  column: RecordColumn;
  /** the transaction is told here, because the value has no column */
  mark: boolean;
};

function RecordCell({ column, message, needle, zone, hasDates, mark }: CellProps) {
  const marked = mark ? <TransactionMark of={message.transaction} /> : null;
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
    case "key":
      return (
        <Cell className="key">
          <KeyText payload={message.key} needle={needle} />
          {marked}
        </Cell>
      );
    case "value":
      return (
        <Cell className="val">
          <TransactionMark of={message.transaction} />
          <ValueText payload={message.value} needle={needle} />
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

function PathText({ column, message, marked }: { column: RecordColumn; message: Message; marked: ReactNode }) {
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

function Cell({ className, tip, children }: { className: string; tip?: string; children: ReactNode }) {
  return (
    <GridCell className={className} data-tip={tip}>
      {children}
    </GridCell>
  );
}
