"use client";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";
import { cx } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { type Zone, zoneName } from "@/lib/format/time";
import { GridHead, GridRow } from "./grid-parts";
import type { RecordColumn } from "./record-columns";

const right = new Set(["headers", "size", "keySize", "gap"]);
const least = 44;
const most = 1200;

/** Heads of the list's columns: the time turns the order, edges resize, what was made from a path can be taken away. */
export function RecordListHead({
  columns,
  order,
  zone,
  time,
  onOrder,
  onResize,
  onRemove,
}: {
  columns: readonly RecordColumn[];
  order: "newest" | "oldest";
  zone: Zone;
  /** of the first record, for the zone in force then */
  time: number;
  onOrder: (() => void) | undefined;
  onResize: (id: string, px: number) => void;
  onRemove: (id: string) => void;
}) {
  return (
    <GridRow className="h" aria-rowindex={1}>
      {columns.map((column) => (
        <GridHead key={column.id} className={cx("head-cell", right.has(column.id) && "end")}>
          {column.id === "time" ? (
            <TimeHead order={order} zone={zone} time={time} onOrder={onOrder} />
          ) : (
            <span className={cx("cut", column.path && "mono")} data-tip-cut={column.label}>
              {column.label}
            </span>
          )}
          {column.path ? (
            <button
              type="button"
              className="x"
              aria-label={`Remove the column ${column.label}`}
              onClick={() => onRemove(column.id)}
            >
              <Icon name="close" />
            </button>
          ) : null}
          <Edge label={column.label} onPx={(px) => onResize(column.id, px)} />
        </GridHead>
      ))}
    </GridRow>
  );
}

function TimeHead({
  order,
  zone,
  time,
  onOrder,
}: {
  order: "newest" | "oldest";
  zone: Zone;
  time: number;
  onOrder: (() => void) | undefined;
}): ReactNode {
  const words = (
    <>
      Time <span className="muted">{zoneName(time, zone)}</span>
    </>
  );
  if (!onOrder) return <span>{words} ↓</span>;
  return (
    <button
      type="button"
      onClick={onOrder}
      data-tip={order === "newest" ? "Newest first; press for oldest first" : "Oldest first; press for newest first"}
    >
      {words} {order === "newest" ? "↓" : "↑"}
    </button>
  );
}

/** The right edge of a head: drag it, or ← → while it has the focus. */
function Edge({ label, onPx }: { label: string; onPx: (px: number) => void }) {
  // measured when somebody takes hold of it: until then the grid decides
  const [px, setPx] = useState(least);
  const clamp = (px: number) => Math.round(Math.max(least, Math.min(most, px)));
  const widthOf = (edge: HTMLElement) => edge.parentElement?.getBoundingClientRect().width ?? 0;
  const resize = (to: number) => {
    setPx(clamp(to));
    onPx(clamp(to));
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const edge = event.currentTarget;
    const start = widthOf(edge) - event.clientX;
    edge.setPointerCapture(event.pointerId);
    const move = (next: globalThis.PointerEvent) => resize(start + next.clientX);
    edge.addEventListener("pointermove", move);
    edge.addEventListener("lostpointercapture", () => edge.removeEventListener("pointermove", move), { once: true });
    event.preventDefault();
  };
  const keys = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === "ArrowLeft" ? -16 : event.key === "ArrowRight" ? 16 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    resize(widthOf(event.currentTarget) + step);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator is the ARIA window splitter; <hr> cannot be one
    <div
      className="edge"
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of the column ${label}`}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={px}
      tabIndex={0}
      onFocus={(event) => setPx(clamp(widthOf(event.currentTarget)))}
      onPointerDown={drag}
      onKeyDown={keys}
    />
  );
}
