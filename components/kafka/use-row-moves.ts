"use client";
import { useState } from "react";
import type { KeyPress } from "@/components/ui/keys";
import { useKeys } from "@/components/ui/use-keys";
import { placeOf, type RecordId, type RecordRow, type Rows } from "@/lib/kafka/record-rows";

/** The cursor of the list and the keys that move it. It belongs to a record, not to a place: rows may come above it. */
export function useRowMoves({
  rows,
  open,
  onOpen,
  onMove,
  onCopy,
  onPick,
}: {
  rows: Rows;
  open: RecordId | null;
  onOpen: (id: RecordId | null) => void;
  /** the reader moves or opens: nothing may move under them now */
  onMove: () => void;
  onCopy: (message: RecordRow) => void;
  /** chooses a record, or no longer; absent where nothing can be done to several */
  onPick?: (message: RecordRow) => void;
}) {
  const [own, setCursor] = useState<RecordId | null>(null);
  const cursor = open ?? own;
  const step = (by: number) => {
    if (rows.count === 0) return;
    const place = placeOf(rows, cursor);
    const target = rows.at(place < 0 ? 0 : Math.max(0, Math.min(rows.count - 1, place + by)));
    if (!target) return;
    const id = { partition: target.partition, offset: target.offset, topic: target.topic };
    onMove();
    setCursor(id);
    if (open !== null) onOpen(id);
  };
  const enter = () => {
    if (open === null && cursor === null) return;
    onMove();
    setCursor(cursor);
    onOpen(open === null ? cursor : null);
  };
  const close = () => {
    if (open !== null) onOpen(null);
    else setCursor(null);
  };
  // a focused button or link keeps its own Enter and Space
  const onRow = (event: KeyPress) => {
    const target =
      event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("a, button, summary, input") : null;
    if (target) target.click();
    else enter();
  };
  const bind = (keys: string, label: string, run: (event: KeyPress) => void) => ({
    keys,
    label,
    run,
    group: "List",
    inPalette: false,
  });
  const withRow = (act: (message: RecordRow) => void) => () => {
    const message = rows.at(placeOf(rows, cursor));
    if (message) act(message);
  };
  useKeys([
    bind("j", "Next record", () => step(1)),
    bind("k", "Previous record", () => step(-1)),
    bind("Enter", "Open record", onRow),
    bind("Space", "Open or close record", onRow),
    bind("[", "Previous record, in the panel", () => step(-1)),
    bind("]", "Next record, in the panel", () => step(1)),
    bind("c", "Copy the record's value", withRow(onCopy)),
    ...(onPick ? [bind("x", "Select record", withRow(onPick))] : []),
    bind("Escape", "Close", close),
  ]);
  return { cursor, step, enter, setCursor };
}
