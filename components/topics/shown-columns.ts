"use client";
import type { Column } from "@/components/ui/column";
import { stored, useStored } from "@/components/ui/stored";

/** Columns the reader took away (true: hidden), beyond what stands there at first. */
const choices = stored<Readonly<Record<string, boolean>>>("klar.topics.columns", {}, (found) => {
  if (typeof found !== "object" || found === null) return undefined;
  return Object.fromEntries(
    Object.entries(found).filter((one): one is [string, boolean] => typeof one[1] === "boolean"),
  );
});

/** Not shown until asked for. */
const hiddenAtFirst: ReadonlySet<string> = new Set(["offsetSpan", "slowestGroup"]);
/** The table makes no sense without them. */
const always: ReadonlySet<string> = new Set(["star", "name"]);

/** What stays when a panel or a small window leaves little room. */
const needed: ReadonlySet<string> = new Set([
  "star",
  "name",
  "tape",
  "lag",
  "messagesPerSecond",
  "underReplicatedPartitions",
]);

export type ColumnChoice = { id: string; isShown: boolean; toggle: () => void };

/** The columns to draw, and what the chooser offers. `isTight`: there is room for the needed ones only. */
export function useShownColumns<Row>(
  columns: readonly Column<Row>[],
  isTight: boolean,
): [shown: Column<Row>[], choices: ColumnChoice[]] {
  const kept = useStored(choices);
  const isHidden = (id: string) => kept[id] ?? hiddenAtFirst.has(id);
  const offered = columns
    .filter(({ id }) => !always.has(id))
    .map(({ id }) => ({
      id,
      isShown: !isHidden(id),
      toggle: () => choices.set((before) => ({ ...before, [id]: !isHidden(id) })),
    }));
  return [columns.filter(({ id }) => always.has(id) || (!isHidden(id) && (!isTight || needed.has(id)))), offered];
}
