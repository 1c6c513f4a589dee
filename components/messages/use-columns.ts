"use client";
import { parseAsNativeArrayOf, parseAsString, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { type Columns, columnsOf, standardColumns } from "@/components/kafka/record-columns";
import { stored, useStored } from "@/components/ui/stored";

type Remembered = { ids: readonly string[] | null; widths: Readonly<Record<string, number>> };
type All = Readonly<Record<string, Remembered>>;

/** topics whose columns are kept, the latest changed last */
const most = 300;
const none: Remembered = { ids: null, widths: {} };

const columnStore = stored<All>("klar.columns", {}, (found) => {
  if (typeof found !== "object" || found === null) return undefined;
  return Object.fromEntries(
    Object.entries(found as Record<string, Partial<Remembered> | null>).map(([topic, one]) => [
      topic,
      {
        ids: Array.isArray(one?.ids) ? one.ids.filter((id): id is string => typeof id === "string") : null,
        widths: Object.fromEntries(
          Object.entries(one?.widths ?? {}).filter((pair): pair is [string, number] => typeof pair[1] === "number"),
        ),
      },
    ]),
  );
});

/** Columns of a topic's list: those of the address, else those remembered for the topic. What is chosen goes into both. */
export function useColumns(cluster: string, topic: string): Columns {
  const name = `${cluster}/${topic}`;
  const all = useStored(columnStore);
  const [{ col }, set] = useQueryStates({ col: parseAsNativeArrayOf(parseAsString) }, { history: "replace" });
  const own = all[name] ?? none;
  const text = JSON.stringify(col.length > 0 ? col : (own.ids ?? standardColumns));
  const columns = useMemo(() => columnsOf(JSON.parse(text) as string[]), [text]);
  const remember = (part: Partial<Remembered>) =>
    columnStore.set((before) => {
      const { [name]: one = none, ...others } = before;
      const kept = Object.entries(others).slice(1 - most);
      return { ...Object.fromEntries(kept), [name]: { ...one, ...part } };
    });
  const choose = (ids: readonly string[]) => {
    const known = columnsOf(ids).map(({ id }) => id);
    if (known.length === 0) return;
    remember({ ids: known });
    void set({ col: [...known] });
  };
  const ids = columns.map(({ id }) => id);
  return {
    columns: columns.length > 0 ? columns : columnsOf(standardColumns),
    widths: own.widths,
    isChosen: ids.join("\n") !== standardColumns.join("\n") || Object.keys(own.widths).length > 0,
    choose,
    // before the size, where there is one: the end of a line is for figures
    add: (id) => {
      if (ids.includes(id)) return;
      const at = ids.indexOf("headers") >= 0 ? ids.indexOf("headers") : ids.indexOf("size");
      choose(at < 0 ? [...ids, id] : [...ids.slice(0, at), id, ...ids.slice(at)]);
    },
    resize: (id, px) => remember({ widths: { ...own.widths, [id]: px } }),
    reset: () => {
      remember(none);
      void set({ col: null });
    },
  };
}
