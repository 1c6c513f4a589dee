"use client";
import { useState } from "react";
import type { KeyPress } from "./keys";
import { useKeys } from "./use-keys";

/** j and k (or arrows of the list), x, Enter, Space, Esc over a list of `count` rows. `cursor` is -1 until first moved. */
export function useRowCursor({
  count,
  noun,
  onOpen,
  onPeek,
  onPick,
  onLeave,
}: {
  count: number;
  /** what a row is, for the help: "topic" */
  noun: string;
  onOpen?: (index: number) => void;
  onPeek?: (index: number) => void;
  onPick?: (index: number) => void;
  onLeave?: () => void;
}): [cursor: number, setCursor: (index: number) => void] {
  const [wanted, setCursor] = useState(-1);
  const cursor = Math.min(wanted, count - 1);
  const move = (step: number) => {
    // the head that was just pressed to sort would else take the Enter meant for the row
    if (document.activeElement instanceof HTMLElement && document.activeElement.matches("a, button"))
      document.activeElement.blur();
    setCursor(Math.max(0, Math.min(count - 1, cursor + step)));
  };
  const at = (work: ((index: number) => void) | undefined) => () => {
    if (cursor >= 0) work?.(cursor);
  };
  // a focused button or link keeps its own Enter and Space
  const onRow = (work: ((index: number) => void) | undefined) => (event: KeyPress) => {
    const target =
      event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("a, button, summary, input") : null;
    if (target) target.click();
    else at(work)();
  };
  const bind = (keys: string, label: string, run: (event: KeyPress) => void) => ({
    keys,
    label,
    run,
    group: "List",
    inPalette: false,
  });
  useKeys([
    bind("j", `Next ${noun}`, () => move(1)),
    bind("k", `Previous ${noun}`, () => move(-1)),
    ...(onPick ? [bind("x", `Select ${noun}`, at(onPick))] : []),
    ...(onOpen ? [bind("Enter", `Open ${noun}`, onRow(onOpen))] : []),
    ...(onPeek ? [bind("Space", `Peek at ${noun}`, onRow(onPeek))] : []),
    ...(onLeave ? [bind("Escape", "Close", onLeave)] : []),
  ]);
  return [cursor, setCursor];
}
