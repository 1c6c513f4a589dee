import type * as z from "zod/mini";
import type { OffsetChange, OffsetTarget, resetGroupOffsets } from "@/lib/api/group-changes";
import { isoDuration, parseIsoDuration } from "@/lib/api/iso-duration";
import { parseReadBound } from "@/lib/api/read-bound";
import { parseOffsetsCsv } from "@/lib/kafka/offsets-csv";

export type ResetKind = "earliest" | "latest" | "current" | "offset" | "time" | "ago" | "shift" | "group" | "file";
/** What was typed; each kind keeps its own text while another one is looked at. */
export type ResetDraft = {
  kind: ResetKind;
  texts: Readonly<Record<ResetKind, string>>;
  /** none: every topic the group has a commit on, or all that the file names */
  topics: readonly string[];
};
export const firstDraft: ResetDraft = {
  kind: "earliest",
  texts: { earliest: "", latest: "", current: "", offset: "", time: "", ago: "", shift: "", group: "", file: "" },
  topics: [],
};

/** In wire form, as the API takes it. */
export type ResetBody = Omit<z.input<NonNullable<(typeof resetGroupOffsets)["body"]>>, "dryRun">;
type Target = z.input<typeof OffsetTarget>;

/** The body of the call, or why there is none yet. */
export function resetBody({ topics, ...draft }: ResetDraft, group: string): { body: ResetBody } | { problem: string } {
  const target = targetOf(draft, group);
  if ("problem" in target) return target;
  return { body: topics.length === 0 ? target : { ...target, topics: topics.map((topic) => ({ topic })) } };
}

function targetOf(
  { kind, texts }: Pick<ResetDraft, "kind" | "texts">,
  group: string,
): { to: Target } | { problem: string } {
  const text = texts[kind].trim();
  switch (kind) {
    case "earliest":
    case "latest":
    case "current":
      return { to: kind };
    case "offset":
      return /^\d{1,18}$/.test(text) ? { to: { offset: String(BigInt(text)) } } : { problem: "A whole number from 0" };
    case "shift": {
      const by = /^([+\-−]?)(\d{1,18})$/.exec(text.replaceAll(/[\s,]/g, ""));
      if (!by || BigInt(by[2] ?? 0) === 0n) return { problem: "Records to go, such as 1000 or -1000" };
      return { to: { shift: String(by[1] === "-" || by[1] === "−" ? -BigInt(by[2] ?? 0) : BigInt(by[2] ?? 0)) } };
    }
    case "time":
      return timeTarget(text);
    case "ago":
      return agoTarget(text);
    case "group":
      if (text === "") return { problem: "The id of the group whose place is taken" };
      return { to: { group: text } };
    case "file": {
      const parsed = parseOffsetsCsv(texts.file, group);
      if ("problem" in parsed) return parsed;
      return { to: { offsets: parsed.lines.map((line) => ({ ...line, offset: String(line.offset) })) } };
    }
  }
}

/** ISO with a space or a T, in UTC unless it says otherwise, or epoch milliseconds; how long ago is taken, too. */
function timeTarget(text: string): { to: Target } | { problem: string } {
  const tidy = text.replace(/\s+UTC$/i, "Z").replace(/^(\d{4}-\d{2}-\d{2})\s+(\d{2}:\d{2})/, "$1T$2");
  const bound = parseReadBound(`time:${tidy}`);
  if (bound?.kind === "time") return { to: { time: bound.time } };
  const ago = agoTarget(text);
  return "to" in ago ? ago : { problem: "A time such as 2026-07-14 10:00 (UTC) or 1784023200000" };
}

/** `2 h`, `90 min`, `-15m`, `1 h 30 min`, or ISO 8601: `PT1H30M`. */
function agoTarget(text: string): { to: Target } | { problem: string } {
  const iso = parseIsoDuration(text);
  if (iso !== undefined) return { to: { ago: isoDuration(iso) } };
  const parts = [
    ...text
      .replace(/\s*ago$/i, "")
      .replace(/^[-−]/, "")
      .matchAll(/\s*(\d{1,9})\s*(ms|s|min|m|h|d|w)\s*|(.)/gi),
  ];
  let ms = 0;
  for (const [, size, unit] of parts) {
    if (size === undefined || unit === undefined) return { problem: "How long ago, such as 2 h, 90 min or PT1H30M" };
    ms += Number(size) * (unitMs[unit.toLowerCase()] ?? 0);
  }
  return ms > 0 ? { to: { ago: isoDuration(ms) } } : { problem: "How long ago, such as 2 h, 90 min or PT1H30M" };
}

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  min: 60_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** What a plan comes to. Offsets are counted, which are records where none was compacted away. */
export type ResetSum = {
  back: { partitions: number; records: bigint };
  forward: { partitions: number; records: bigint };
  first: number;
  clamped: number;
  failed: number;
  stays: number;
};

export function resetSum(changes: readonly OffsetChange[]): ResetSum {
  const sum: ResetSum = {
    back: { partitions: 0, records: 0n },
    forward: { partitions: 0, records: 0n },
    first: 0,
    clamped: 0,
    failed: 0,
    stays: 0,
  };
  for (const { before, after, clamped, error } of changes) {
    if (error !== null || after === null) sum.failed += 1;
    else if (before === null) sum.first += 1;
    else if (before === after) sum.stays += 1;
    else {
      const way = after < before ? sum.back : sum.forward;
      way.partitions += 1;
      way.records += after < before ? before - after : after - before;
    }
    if (clamped) sum.clamped += 1;
  }
  return sum;
}

/** Exactly what a preview showed, offset by offset; null when there is nothing to do. */
export function asShown(changes: readonly OffsetChange[]): ResetBody | null {
  const offsets = changes.flatMap(({ topic, partition, after }) =>
    after === null ? [] : [{ topic, partition, offset: String(after) }],
  );
  return offsets.length === 0 ? null : { to: { offsets } };
}

/** A partition's name where several topics meet. */
export function changeKey({ topic, partition }: Pick<OffsetChange, "topic" | "partition">): string {
  return `${partition}/${topic}`;
}

/** The topics of a plan of which `left` were ticked off, as Kafka's tool would be told; null when all of it stays. */
export function keptTopics(changes: readonly OffsetChange[], left: ReadonlySet<string>): ResetBody["topics"] | null {
  if (!changes.some((change) => left.has(changeKey(change)))) return null;
  return [...Map.groupBy(changes, ({ topic }) => topic)].flatMap(([topic, rows]) => {
    const kept = rows.filter((change) => !left.has(changeKey(change)));
    if (kept.length === 0) return [];
    return kept.length === rows.length ? [{ topic }] : [{ topic, partitions: kept.map(({ partition }) => partition) }];
  });
}
