import type { QueryValues } from "@/lib/api/call";
import { parsePartitionSet, parseReadBound } from "@/lib/api/read-bound";
import { guarded } from "@/lib/filter/cel-terms";
import { type Conditions, conditionValues, noConditions } from "@/lib/filter/conditions";
import type { Zone } from "@/lib/format/time";
import { whenBound } from "@/lib/format/when-text";

/** What is asked of a topic, as it stands in the address. `from` is newest, oldest or a bound as the API writes it. */
export type Ask = Conditions & {
  from: string;
  to: string;
  order: "newest" | "oldest" | null;
  partitions: string;
  isolation: "read_committed" | "read_uncommitted";
  /** markers of transactions are listed, too, where nothing is filtered */
  control: boolean;
  limit: number;
  live: boolean;
  cursor: string;
};

export const noAsk: Ask = {
  ...noConditions,
  from: "newest",
  to: "",
  order: null,
  partitions: "",
  isolation: "read_committed",
  control: false,
  limit: 50,
  live: false,
  cursor: "",
};

/** The order a reading has: from an offset or a time one reads on, unless told otherwise. */
export function orderOf({ from, order }: Pick<Ask, "from" | "order">): "newest" | "oldest" {
  if (from === "newest" || from === "oldest") return from;
  return order ?? "oldest";
}

/** The same question from the other end. */
export function turned(ask: Ask): Ask {
  const order = orderOf(ask) === "newest" ? "oldest" : "newest";
  const isEnd = ask.from === "newest" || ask.from === "oldest";
  return { ...ask, cursor: "", ...(isEnd ? { from: order, order: null } : { order }) };
}

/** The same question, where records without the fields are passed over; null where that changes nothing. */
export function withGuards(ask: Ask): Ask | null {
  const where = ask.where.map(guarded);
  return where.some((term, at) => term !== ask.where[at]) ? { ...ask, where, cursor: "" } : null;
}

/** How much of each payload a list needs: enough for a line, or for columns made from what stands further in. */
function listedBytes(limit: number, hasPaths: boolean): number {
  if (limit <= 100) return 65_536;
  if (limit <= 1000) return hasPaths ? 65_536 : 8192;
  return hasPaths ? 8192 : 2048;
}

function filters(ask: Ask): QueryValues {
  return {
    partitions: ask.partitions === "" ? undefined : ask.partitions,
    ...conditionValues(ask),
    isolation: ask.isolation === "read_committed" ? undefined : ask.isolation,
  };
}

/** What a person is shown beside the records; files are without. */
function markers({ control }: Ask): QueryValues {
  return { control: control ? true : undefined };
}

/** Where a reading begins and ends. A cursor stands for order, from and to. */
function place(ask: Ask): QueryValues {
  if (ask.cursor !== "") return { cursor: ask.cursor };
  return {
    order: orderOf(ask),
    from: isBound(ask.from) ? ask.from : undefined,
    to: ask.to === "" ? undefined : ask.to,
  };
}

/** The query of a finite reading; `hasPaths` = columns look into the payloads. */
export function browseValues(ask: Ask, hasPaths = false): QueryValues {
  return {
    ...place(ask),
    limit: ask.limit,
    ...filters(ask),
    ...markers(ask),
    maxValueBytes: listedBytes(ask.limit, hasPaths),
  };
}

/** What is selected, without how much of it: for files and commands. */
export function selectionValues(ask: Ask): QueryValues {
  return { ...place(ask), ...filters(ask) };
}

/** The query of a tail: newest means from now on. */
export function tailValues(ask: Ask, hasPaths = false): QueryValues {
  const from = ask.from === "oldest" ? "offset:0" : isBound(ask.from) ? ask.from : undefined;
  return { from, ...filters(ask), ...markers(ask), maxValueBytes: hasPaths ? 8192 : 2048 };
}

function isBound(from: string): boolean {
  return from !== "newest" && from !== "oldest";
}

/** What is being typed, before it is asked. `fromText` is the text beside the kind. */
export type FromKind = "newest" | "oldest" | "offset" | "time" | "offsets" | "group";
export type Draft = Pick<Ask, "to" | "order" | "partitions" | "q"> & {
  fromKind: FromKind;
  fromText: string;
  limit: string;
};

export function draftOf({ from, to, order, partitions, q, limit }: Ask): Draft {
  const [kind, text] = splitBound(from);
  return { fromKind: kind, fromText: text, to: boundText(to), order, partitions, q, limit: String(limit) };
}

function splitBound(from: string): [FromKind, string] {
  if (from === "newest" || from === "oldest") return [from, ""];
  const kind = /^(offsets|offset|time|group):/.exec(from)?.[1] as FromKind | undefined;
  return kind ? [kind, from.slice(kind.length + 1)] : ["newest", ""];
}

function boundText(bound: string): string {
  return bound.replace(/^(time|offset):/, "");
}

export type DraftFault = { field: "from" | "to" | "partitions" | "limit"; message: string };

/** The ask of a draft on top of what was asked before, or what is wrong with it in words. `now` in epoch ms. */
export function askOf(draft: Draft, ask: Ask, now: number, zone: Zone): Ask | DraftFault {
  const from = fromOf(draft, now, zone);
  if (from === undefined) return { field: "from", message: wrongFrom[draft.fromKind] };
  const to = toOf(draft.to, now, zone);
  if (to === undefined)
    return {
      field: "to",
      message: "The end is an offset, such as 180, a time, such as 09:45, offsets:0=12,3=7 or group:name.",
    };
  const partitions = draft.partitions.replace(/\s+/g, "");
  if (partitions !== "" && parsePartitionSet(partitions) === undefined)
    return { field: "partitions", message: "Partitions are numbers and ranges, such as 0,3,5-7." };
  const many = Number(draft.limit);
  if (!/^\d{1,5}$/.test(draft.limit) || many < 1 || many > 10_000)
    return { field: "limit", message: "The limit is a number from 1 to 10,000." };
  return { ...ask, q: draft.q, order: draft.order, from, to, partitions, limit: many, cursor: "", live: false };
}

const wrongFrom: Record<FromKind, string> = {
  newest: "",
  oldest: "",
  offset: "An offset is a whole number, such as 120.",
  time: "Write a time such as 09:45, -15m, 2026-07-14 09:45 or epoch milliseconds.",
  offsets: "Write an offset per partition, such as 0=120,3=7.",
  group: "Write the name of a consumer group: reading begins where it has committed.",
};

function fromOf({ fromKind, fromText }: Draft, now: number, zone: Zone): string | undefined {
  const text = fromText.trim();
  if (fromKind === "newest" || fromKind === "oldest") return fromKind;
  if (fromKind === "time") return timeBound(text, now, zone);
  const bound = `${fromKind}:${fromKind === "offset" ? text.replaceAll(",", "") : fromKind === "offsets" ? text.replace(/\s+/g, "") : text}`;
  return parseReadBound(bound) ? bound : undefined;
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
