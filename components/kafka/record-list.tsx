"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { usePreferences } from "@/components/ui/preferences";
import type { Message } from "@/lib/api/messages";
import { dateOf } from "@/lib/format/time";
import { idText, placeOf, type RecordId, type RecordRow, type Rows } from "@/lib/kafka/record-rows";
import { GridCell, GridRow, RowGroup } from "./grid-parts";
import type { Needle } from "./preview";
import { type Columns, gridOf, type RecordColumn } from "./record-columns";
import { RecordListHead } from "./record-list-head";
import { RecordLine } from "./record-row";
import { useRowHeight } from "./use-row-height";

export type RecordListProps = {
  rows: Rows;
  columns: Columns;
  order: "newest" | "oldest";
  open: RecordId | null;
  cursor: RecordId | null;
  onPress: (message: RecordRow) => void;
  /** those that were chosen, by `idText` */
  picks?: ReadonlyMap<string, unknown>;
  /** chooses a record, or no longer */
  onPick?: (message: RecordRow) => void;
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
export function RecordList(props: RecordListProps) {
  // the virtualizer's object is mutable by design, which the compiler must not cache
  "use no memo";
  const { rows, columns: chosen, order, open, cursor, needle, scroller, onScroll } = props;
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
  const isNarrow = open !== null;
  const columns = useMemo(() => shownColumns(chosen.columns, isNarrow), [chosen.columns, isNarrow]);
  const hasGaps = columns.some(({ id }) => id === "gap");
  const { template, leastPx } = gridOf(columns, chosen.widths, { hasDates, placePx: placeWidth(first), isNarrow });
  const minWidth = leastPx > 640 ? leastPx : undefined;
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
      style={{ "--cols": template } as CSSProperties}
      onKeyDown={keys}
      onScroll={(event) => onScroll?.(event.currentTarget.scrollTop)}
    >
      <RowGroup ref={top} className="sticky top-0 z-10" style={{ minWidth }}>
        <RecordListHead
          columns={columns}
          order={order}
          zone={zone}
          time={first?.timestamp ?? 0}
          onOrder={props.onOrder}
          onResize={chosen.resize}
          onRemove={(id) => chosen.choose(chosen.columns.map((one) => one.id).filter((one) => one !== id))}
        />
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
      <RowGroup style={{ height: rows.count * height, position: "relative", minWidth }}>
        {virtual.getVirtualItems().map((item) => {
          const message = rows.at(item.index);
          if (!message) return null;
          const text = idText(message);
          return (
            <RecordLine
              key={text}
              message={message}
              columns={columns}
              index={item.index}
              id={`${id}-${item.index}`}
              top={item.start - head}
              height={height}
              isOpen={open !== null && idText(open) === text}
              isCursor={moved === text}
              isPicked={props.picks?.has(text) === true}
              needle={needle}
              zone={zone}
              hasDates={hasDates}
              afterMs={hasGaps ? gapOf(rows, item.index) : null}
              onPress={props.onPress}
              onPick={props.onPick}
            />
          );
        })}
      </RowGroup>
    </div>
  );
}

/** ms between a record and the one above it. */
function gapOf(rows: Rows, index: number): number | null {
  const [above, here] = [rows.at(index - 1), rows.at(index)];
  return above && here ? here.timestamp - above.timestamp : null;
}

/** Beside an open record there is less room: how many headers there are is told in the record. */
function shownColumns(columns: readonly RecordColumn[], isNarrow: boolean): readonly RecordColumn[] {
  const shown = isNarrow ? columns.filter(({ id }) => id !== "headers") : columns;
  return shown.length > 0 ? shown : columns;
}

/** Wide enough for the offsets of these records, 7.2 px a figure. */
function placeWidth(message: Message | undefined): number {
  const digits = message ? String(message.offset).length + 2 : 4;
  return Math.max(82, Math.round((digits + 2) * 7.25));
}
