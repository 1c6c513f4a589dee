"use client";
import { useMemo, useState } from "react";
import { type Columns, columnsOf } from "@/components/kafka/record-columns";

/** Columns of the list of several topics: when, after how long, where, the paths that were added, the value. Widths last as long as the page. */
export function useExploreColumns(
  paths: readonly string[],
  setPaths: (paths: readonly string[]) => void,
  isTrace: boolean,
): Columns {
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>({});
  const text = JSON.stringify([
    "time",
    ...(isTrace ? ["gap"] : []),
    "topic",
    "place",
    "key",
    ...paths,
    "value",
    "size",
  ]);
  const columns = useMemo(() => columnsOf(JSON.parse(text) as string[]), [text]);
  return {
    columns,
    widths,
    isChosen: paths.length > 0,
    choose: (ids) => setPaths(columnsOf(ids).flatMap(({ id, path }) => (path ? [id] : []))),
    add: (id) => setPaths([...paths, id]),
    resize: (id, px) => setWidths((before) => ({ ...before, [id]: px })),
    reset: () => setPaths([]),
  };
}
