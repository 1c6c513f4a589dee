"use client";
import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import { useMemo } from "react";
import { allFields } from "@/lib/filter/conditions";
import { parseId, type RecordId } from "@/lib/kafka/record-rows";
import { type ExploreAsk, noExplore, readableBound } from "./explore-ask";

const words = {
  topic: parseAsNativeArrayOf(parseAsString),
  pattern: parseAsString.withDefault(""),
  from: parseAsString.withDefault(noExplore.from),
  to: parseAsString.withDefault(""),
  order: parseAsStringLiteral(["newest", "oldest"] as const).withDefault("newest"),
  limit: parseAsInteger.withDefault(noExplore.limit),
  q: parseAsString.withDefault(""),
  ignoreCase: parseAsBoolean.withDefault(false),
  in: parseAsArrayOf(parseAsStringLiteral(allFields)).withDefault([...allFields]),
  regex: parseAsString.withDefault(""),
  key: parseAsString,
  keyEncoding: parseAsStringLiteral(["utf8", "base64"] as const).withDefault("utf8"),
  keyPartition: parseAsBoolean.withDefault(false),
  where: parseAsNativeArrayOf(parseAsString),
  keyFormat: parseAsString.withDefault("auto"),
  valueFormat: parseAsString.withDefault("auto"),
};

/** What is asked of several topics, which record is open, which columns are added; all of it stands in the address. */
export function useExplore() {
  const [raw, set] = useQueryStates(words, { history: "push" });
  const [{ m, t, col }, setOpen] = useQueryStates(
    { m: parseAsString, t: parseAsString, col: parseAsNativeArrayOf(parseAsString) },
    { history: "replace" },
  );
  const text = JSON.stringify(raw);
  const ask = useMemo((): ExploreAsk => {
    const { topic, ...rest } = JSON.parse(text) as typeof raw;
    return {
      ...rest,
      topics: topic,
      in: rest.in.length === 0 ? allFields : rest.in,
      from: readableBound(rest.from),
      to: readableBound(rest.to),
      where: rest.where.filter((term) => term.trim() !== ""),
      limit: Math.max(1, Math.min(10_000, rest.limit)),
    };
  }, [text]);
  const open = useMemo((): RecordId | null => {
    const id = parseId(m);
    return id && t !== null ? { ...id, topic: t } : null;
  }, [m, t]);
  return {
    ask,
    setAsk: ({ topics, ...next }: ExploreAsk) =>
      void set({ ...next, topic: [...topics], in: [...next.in], where: [...next.where] }),
    open,
    setOpen: (id: RecordId | null) =>
      void setOpen(
        { m: id && `${id.partition}:${id.offset}`, t: id?.topic ?? null },
        { history: open === null && id !== null ? "push" : "replace" },
      ),
    paths: col,
    setPaths: (paths: readonly string[]) => void setOpen({ col: [...paths] }),
  };
}
