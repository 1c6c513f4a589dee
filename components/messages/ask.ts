import type { QueryValues } from "@/lib/api/call";
import type { SearchField } from "@/lib/api/messages";
import { parsePartitionSet, parseReadBound } from "@/lib/api/read-bound";
import type { Zone } from "@/lib/format/time";
import { whenBound } from "./when-text";

/** What is asked of a topic, as it stands in the address. `from` is newest, oldest or a bound as the API writes it. */
export type Ask = {
  from: string;
  to: string;
  order: "newest" | "oldest" | null;
  partitions: string;
  q: string;
  ignoreCase: boolean;
  in: SearchField[];
  isolation: "read_committed" | "read_uncommitted";
  limit: number;
  live: boolean;
  cursor: string;
};

export const allFields: readonly SearchField[] = ["key", "value", "headers"];
export const noAsk: Ask = {
  from: "newest",
  to: "",
  order: null,
  partitions: "",
  q: "",
  ignoreCase: false,
  in: [...allFields],
  isolation: "read_committed",
  limit: 50,
  live: false,
  cursor: "",
};

/** The order a reading has: from an offset or a time one reads on, unless told otherwise. */
export function orderOf({ from, order }: Pick<Ask, "from" | "order">): "newest" | "oldest" {
  if (from === "newest" || from === "oldest") return from;
  return order ?? "oldest";
}

/** How much of each payload a list needs: enough for a line, less when there are many. */
function listedBytes(limit: number): number {
  return limit <= 100 ? 65_536 : limit <= 1000 ? 8192 : 2048;
}

function filters(ask: Ask): QueryValues {
  return {
    partitions: ask.partitions === "" ? undefined : ask.partitions,
    contains: ask.q === "" ? undefined : ask.q,
    ignoreCase: ask.q !== "" && ask.ignoreCase ? true : undefined,
    in: ask.q !== "" && ask.in.length < allFields.length && ask.in.length > 0 ? ask.in.join(",") : undefined,
    isolation: ask.isolation === "read_committed" ? undefined : ask.isolation,
  };
}

/** The query of a finite reading. A cursor stands for order, from and to. */
export function browseValues(ask: Ask): QueryValues {
  const place: QueryValues =
    ask.cursor !== ""
      ? { cursor: ask.cursor }
      : {
          order: orderOf(ask),
          from: isBound(ask.from) ? ask.from : undefined,
          to: ask.to === "" ? undefined : ask.to,
        };
  return { ...place, limit: ask.limit, ...filters(ask), maxValueBytes: listedBytes(ask.limit) };
}

/** The query of a tail: newest means from now on. */
export function tailValues(ask: Ask): QueryValues {
  const from = ask.from === "oldest" ? "offset:0" : isBound(ask.from) ? ask.from : undefined;
  return { from, ...filters(ask), maxValueBytes: 2048 };
}

function isBound(from: string): boolean {
  return from !== "newest" && from !== "oldest";
}

/** What is being typed, before it is asked. `bound` is the text beside the kind. */
export type FromKind = "newest" | "oldest" | "offset" | "time" | "exact";
export type Draft = Omit<Ask, "from" | "limit" | "cursor" | "live"> & {
  fromKind: FromKind;
  fromText: string;
  limit: string;
};

export function draftOf(ask: Ask): Draft {
  const { from, limit, cursor: _cursor, live: _live, ...rest } = ask;
  const [kind, text] = splitBound(from);
  return { ...rest, fromKind: kind, fromText: text, to: boundText(ask.to), limit: String(limit) };
}

function splitBound(from: string): [FromKind, string] {
  if (from === "newest" || from === "oldest") return [from, ""];
  if (from.startsWith("offset:")) return ["offset", from.slice(7)];
  if (from.startsWith("time:")) return ["time", from.slice(5)];
  return ["exact", from];
}

function boundText(bound: string): string {
  return bound.startsWith("time:") ? bound.slice(5) : bound.startsWith("offset:") ? bound.slice(7) : bound;
}

export type DraftFault = { field: "from" | "to" | "partitions" | "limit"; message: string };

/** The ask of a draft, or what is wrong with it in words. `now` in epoch ms. */
export function askOf(draft: Draft, now: number, zone: Zone): Ask | DraftFault {
  const { fromKind, fromText, limit, ...rest } = draft;
  const from = fromOf(fromKind, fromText, now, zone);
  if (from === undefined)
    return {
      field: "from",
      message:
        fromKind === "offset"
          ? "An offset is a whole number, such as 120."
          : "Write a time such as 09:45, -15m, 2026-07-14 09:45 or epoch milliseconds.",
    };
  const to = toOf(draft.to, now, zone);
  if (to === undefined) return { field: "to", message: "The end is an offset, such as 180, or a time, such as 09:45." };
  const partitions = draft.partitions.replace(/\s+/g, "");
  if (partitions !== "" && parsePartitionSet(partitions) === undefined)
    return { field: "partitions", message: "Partitions are numbers and ranges, such as 0,3,5-7." };
  const many = Number(limit);
  if (!/^\d{1,5}$/.test(limit) || many < 1 || many > 10_000)
    return { field: "limit", message: "The limit is a number from 1 to 10,000." };
  return { ...rest, from, to, partitions, limit: many, cursor: "", live: false };
}

function fromOf(kind: FromKind, text: string, now: number, zone: Zone): string | undefined {
  if (kind === "newest" || kind === "oldest") return kind;
  if (kind === "exact") return parseReadBound(text.trim()) ? text.trim() : undefined;
  if (kind === "time") return timeBound(text, now, zone);
  const offset = `offset:${text.trim().replaceAll(",", "")}`;
  return parseReadBound(offset) ? offset : undefined;
}

function toOf(typed: string, now: number, zone: Zone): string | undefined {
  const text = typed.trim();
  if (text === "" || text === "now") return "";
  if (parseReadBound(text)) return text;
  return /^\d{1,8}$/.test(text) ? `offset:${text}` : timeBound(text, now, zone);
}

function timeBound(text: string, now: number, zone: Zone): string | undefined {
  const when = whenBound(text, now, zone);
  return when === undefined ? undefined : `time:${when}`;
}
