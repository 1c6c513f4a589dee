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
import { parseReadBound } from "@/lib/api/read-bound";
import { allFields } from "@/lib/filter/conditions";
import { idText, parseId, type RecordId } from "@/lib/kafka/record-rows";
import { type Ask, noAsk } from "./ask";

const words = {
  from: parseAsString.withDefault(noAsk.from),
  to: parseAsString.withDefault(noAsk.to),
  order: parseAsStringLiteral(["newest", "oldest"] as const),
  partitions: parseAsString.withDefault(noAsk.partitions),
  q: parseAsString.withDefault(noAsk.q),
  ignoreCase: parseAsBoolean.withDefault(noAsk.ignoreCase),
  in: parseAsArrayOf(parseAsStringLiteral(allFields)).withDefault([...allFields]),
  regex: parseAsString.withDefault(noAsk.regex),
  key: parseAsString,
  keyEncoding: parseAsStringLiteral(["utf8", "base64"] as const).withDefault(noAsk.keyEncoding),
  keyPartition: parseAsBoolean.withDefault(noAsk.keyPartition),
  where: parseAsNativeArrayOf(parseAsString),
  keyFormat: parseAsString.withDefault(noAsk.keyFormat),
  valueFormat: parseAsString.withDefault(noAsk.valueFormat),
  isolation: parseAsStringLiteral(["read_committed", "read_uncommitted"] as const).withDefault(noAsk.isolation),
  control: parseAsBoolean.withDefault(noAsk.control),
  limit: parseAsInteger.withDefault(noAsk.limit),
  live: parseAsBoolean.withDefault(noAsk.live),
  cursor: parseAsString.withDefault(noAsk.cursor),
};

/** What is asked, which record is open, and the ways to change both; all of it stands in the address. */
export function useAsk() {
  const [raw, set] = useQueryStates(words, { history: "push" });
  const [{ m }, setM] = useQueryStates({ m: parseAsString }, { history: "replace" });
  const text = JSON.stringify(raw);
  const ask = useMemo(() => readable(JSON.parse(text) as Ask), [text]);
  return {
    ask,
    setAsk: (next: Ask) => void set({ ...next, in: [...next.in], where: [...next.where] }),
    open: useMemo(() => parseId(m), [m]),
    /** the first opening is a step Back can undo, moving on is not */
    setOpen: (id: RecordId | null) =>
      void setM({ m: id === null ? null : idText(id) }, { history: m === null && id !== null ? "push" : "replace" }),
  };
}

/** An address somebody typed may hold what no command says: such parts are left out. */
function readable(ask: Ask): Ask {
  const isKnown = (bound: string) => bound === "newest" || bound === "oldest" || parseReadBound(bound) !== undefined;
  return {
    ...ask,
    from: isKnown(ask.from) ? ask.from : noAsk.from,
    to: ask.to === "" || parseReadBound(ask.to) ? ask.to : "",
    in: ask.in.length === 0 ? allFields : ask.in,
    where: ask.where.filter((term) => term.trim() !== ""),
    limit: Math.max(1, Math.min(10_000, ask.limit)),
  };
}
