"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from "react";
import { usePreferences } from "@/components/ui/preferences";
import type { Message } from "@/lib/api/messages";
import { dateOf, zoneName } from "@/lib/format/time";
import { GridCell, GridHead, GridRow, RowGroup } from "./grid-parts";
import { MessageRow } from "./message-row";
import type { Needle } from "./preview";
import { placeOf, type Rows } from "./rows";
import { idText, type RecordId } from "./use-ask";
import { useRowHeight } from "./use-row-height";

export type MessageListProps = {
  rows: Rows;
  order: "newest" | "oldest";
  open: RecordId | null;
  cursor: RecordId | null;
  onPress: (message: Message) => void;
  onArrow: (step: number) => void;
  onEnter: () => void;
  /** absent where the order cannot be turned */
  onOrder?: (() => void) | undefined;
  needle: Needle;
  /** above the first row, e.g. how many wait */
  strip?: ReactNode;
  /** in the place of rows while there are none */
  children?: ReactNode;
  scroller: RefObject<HTMLDivElement | null>;
  onScroll?: (top: number) => void;
};

/** Records as a virtual grid: only the rows in sight are in the page. */
export function MessageList(props: MessageListProps) {
  // the virtualizer's object is mutable by design, which the compiler must not cache
  "use no memo";
  const { rows, order, open, cursor, needle, scroller, onScroll } = props;
  const { zone } = usePreferences();
  const height = useRowHeight();
  const id = useId();
  const [head, setHead] = useState(25);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = top.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHead(element.offsetHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const virtual = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    scrollMargin: head,
    scrollPaddingStart: head,
    initialRect: { width: 1000, height: 700 },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height stand elsewhere
  useEffect(() => virtual.measure(), [virtual, height]);

  const place = placeOf(rows, cursor);
  const moved = cursor === null ? "" : idText(cursor);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the cursor moves: rows that come must not scroll
  useEffect(() => {
    if (moved !== "" && place >= 0) virtual.scrollToIndex(place, { align: "auto" });
  }, [moved, virtual]);

  const first = rows.at(0);
  const last = rows.at(rows.count - 1);
  const today = first ? dateOf(Date.now(), zone) : "";
  const hasDates =
    first !== undefined &&
    last !== undefined &&
    (dateOf(first.timestamp, zone) !== today || dateOf(last.timestamp, zone) !== today);
  const hasHeaders = open === null;
  const columns = `${hasDates ? 136 : 92}px ${placeWidth(first)}px minmax(80px, ${hasHeaders ? 190 : 130}px) minmax(0, 1fr)${hasHeaders ? " 58px" : ""} 66px`;
  const keys = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") props.onArrow(1);
    else if (event.key === "ArrowUp") props.onArrow(-1);
    else if (event.key === "PageDown") props.onArrow(20);
    else if (event.key === "PageUp") props.onArrow(-20);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list stands by places, which a table cannot
    <div
      ref={scroller}
      className="log"
      role="grid"
      aria-label="Records"
      aria-rowcount={rows.count + 1}
      aria-activedescendant={place >= 0 ? `${id}-${place}` : undefined}
      tabIndex={0}
      style={{ "--cols": columns } as React.CSSProperties}
      onKeyDown={keys}
      onScroll={(event) => onScroll?.(event.currentTarget.scrollTop)}
    >
      <RowGroup ref={top} className="sticky top-0 z-10">
        <GridRow className="h" aria-rowindex={1}>
          <HeadCell>
            {props.onOrder ? (
              <button
                type="button"
                onClick={props.onOrder}
                data-tip={
                  order === "newest" ? "Newest first; press for oldest first" : "Oldest first; press for newest first"
                }
              >
                Time <span className="muted">{zoneName(first?.timestamp ?? 0, zone)}</span>{" "}
                {order === "newest" ? "↓" : "↑"}
              </button>
            ) : (
              <>
                Time <span className="muted">{zoneName(first?.timestamp ?? 0, zone)}</span> ↓
              </>
            )}
          </HeadCell>
          <HeadCell>Part : offset</HeadCell>
          <HeadCell>Key</HeadCell>
          <HeadCell>Value</HeadCell>
          {hasHeaders ? <HeadCell end>Headers</HeadCell> : null}
          <HeadCell end>Size</HeadCell>
        </GridRow>
        {props.strip ? (
          <GridRow>
            <GridCell className="block">{props.strip}</GridCell>
          </GridRow>
        ) : null}
      </RowGroup>
      {rows.count === 0 ? (
        <RowGroup>
          <GridRow>
            <GridCell className="pad block py-3">{props.children}</GridCell>
          </GridRow>
        </RowGroup>
      ) : null}
      <RowGroup style={{ height: rows.count * height, position: "relative" }}>
        {virtual.getVirtualItems().map((item) => {
          const message = rows.at(item.index);
          if (!message) return null;
          const text = idText(message);
          return (
            <MessageRow
              key={text}
              message={message}
              index={item.index}
              id={`${id}-${item.index}`}
              top={item.start - head}
              height={height}
              isOpen={open !== null && idText(open) === text}
              isCursor={moved === text}
              needle={needle}
              zone={zone}
              hasDates={hasDates}
              hasHeaders={hasHeaders}
              onPress={props.onPress}
            />
          );
        })}
      </RowGroup>
    </div>
  );
}

function HeadCell({ end, children }: { end?: boolean; children: ReactNode }) {
  return <GridHead className={end ? "end" : undefined}>{children}</GridHead>;
}

/** Wide enough for the offsets of these records, 7.2 px a figure. */
function placeWidth(message: Message | undefined): number {
  const digits = message ? String(message.offset).length + 2 : 4;
  return Math.max(82, Math.round((digits + 2) * 7.25));
}
