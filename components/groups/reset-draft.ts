import type * as z from "zod/mini";
import type { OffsetChange, OffsetTarget, resetGroupOffsets } from "@/lib/api/group-changes";
import { isoDuration } from "@/lib/api/iso-duration";
import { parsePartitionSet, parseReadBound } from "@/lib/api/read-bound";
import { parseOffsetsCsv } from "@/lib/kafka/offsets-csv";

export type ResetKind = "earliest" | "latest" | "offset" | "time" | "shift" | "group" | "file";
/** What was typed; each kind keeps its own text while another one is looked at. */
export type ResetDraft = {
  kind: ResetKind;
  texts: Readonly<Record<ResetKind, string>>;
  /** empty: every topic the group has a commit on */
  topic: string;
  /** empty: all partitions of the topic */
  partitions: string;
};
export const firstDraft: ResetDraft = {
  kind: "earliest",
  texts: { earliest: "", latest: "", offset: "", time: "", shift: "", group: "", file: "" },
  topic: "",
  partitions: "",
};

/** In wire form, as the API takes it. */
export type ResetBody = Omit<z.input<NonNullable<(typeof resetGroupOffsets)["body"]>>, "dryRun">;
type Target = z.input<typeof OffsetTarget>;

/** The body of the call, or why there is none yet. */
export function resetBody(draft: ResetDraft, group: string): { body: ResetBody } | { problem: string } {
  const target = targetOf(draft, group);
  if ("problem" in target) return target;
  if (draft.topic === "") return { body: { to: target.to } };
  if (draft.partitions.trim() === "") return { body: { to: target.to, topics: [{ topic: draft.topic }] } };
  const partitions = parsePartitionSet(draft.partitions);
  if (!partitions) return { problem: "Partitions such as 0,3,5-7" };
  return { body: { to: target.to, topics: [{ topic: draft.topic, partitions }] } };
}

function targetOf({ kind, texts }: ResetDraft, group: string): { to: Target } | { problem: string } {
  const text = texts[kind].trim();
  switch (kind) {
    case "earliest":
    case "latest":
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

/** ISO with a space or a T, epoch milliseconds, or `2 h` (ago). */
function timeTarget(text: string): { to: Target } | { problem: string } {
  const tidy = text.replace(/\s+UTC$/i, "Z").replace(/^(\d{4}-\d{2}-\d{2})\s+(\d{2}:\d{2})/, "$1T$2");
  const ago = /^(\d{1,9})\s*(ms|s|min|m|h|d|w)(?:\s+ago)?$/i.exec(tidy);
  const unit = ago?.[2]?.toLowerCase();
  const bound = parseReadBound(`time:${ago ? `-${ago[1]}${unit === "min" ? "m" : unit}` : tidy}`);
  if (bound?.kind === "time") return { to: { time: bound.time } };
  if (bound?.kind === "ago") return { to: { ago: isoDuration(bound.ms) } };
  return { problem: "A time such as 2026-07-14 10:00 (UTC), 1784023200000 or 2 h" };
}

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
