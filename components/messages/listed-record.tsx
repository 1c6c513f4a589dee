"use client";
import type { ComponentProps } from "react";
import type { Rows } from "@/lib/kafka/record-rows";
import type { Ask } from "./ask";
import { RecordPanel } from "./record-panel";
import { recordTools } from "./record-tools";

/** The open record of a topic's list: what is pointed at in it is asked of the list. */
export function ListedRecord({
  ask,
  rows,
  onAsk,
  onColumn,
  ...rest
}: Omit<ComponentProps<typeof RecordPanel>, "tools" | "topicHref" | "formats"> & {
  ask: Ask;
  rows: Rows;
  onAsk: (ask: Ask) => void;
  onColumn: (id: string) => void;
}) {
  return (
    <RecordPanel
      {...rest}
      formats={{ keyFormat: ask.keyFormat, valueFormat: ask.valueFormat }}
      tools={recordTools({ ask, rows, put: onAsk, addColumn: onColumn })}
    />
  );
}
