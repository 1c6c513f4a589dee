import type { ReadDone, ReadPlan, ReadProgress } from "@/lib/api/messages";
import { bytesText } from "@/lib/format/bytes";
import { count, plural } from "@/lib/format/count";
import { durationText } from "@/lib/format/duration";
import { grouped } from "@/lib/format/figure";
import type { Rows } from "@/lib/kafka/record-rows";

export type ScanFacts = {
  shown: number;
  order: "newest" | "oldest";
  isFiltered: boolean;
  /** a page after the first: "newest" would be wrong */
  isLater: boolean;
  /** what part of the topic is asked for: "of the last 24 h" */
  scope: string;
  plan: ReadPlan | null;
  progress: ReadProgress | null;
  done: ReadDone | null;
  isStopped: boolean;
  /** some partitions could not be read */
  isLacking: boolean;
};

/** What was read and why it stopped, in words: how many, then the sentence, then what it cost. */
export function scanWords(facts: ScanFacts): { head: string; facts: string[] } {
  const { plan, done, progress } = facts;
  const at = done ?? progress;
  const sentence = [facts.isFiltered ? searchedWords(facts) : ofWords(facts), placeWords(facts)]
    .filter(Boolean)
    .join(" ");
  const end = endWords(facts);
  const words = [sentence === "" ? end : end === "" ? sentence : `${sentence}; ${end}`].filter((one) => one !== "");
  if (at && plan && (at.bytes > 0n || done))
    words.push(`${bytesText(at.bytes)} in ${durationText(Math.max(1, at.elapsedMs))}`);
  return { head: headWords(facts), facts: words };
}

function headWords({ shown, order, isFiltered, isLater, done, isStopped }: ScanFacts): string {
  const isOver = done !== null || isStopped;
  if (shown === 0) return isOver ? (isFiltered ? "No match" : "No record") : isFiltered ? "Searching…" : "Reading…";
  if (isFiltered) return plural(shown, "match", "matches");
  return isLater ? plural(shown, "record") : `${grouped(shown)} ${order}`;
}

/** Offsets are no count where compaction or transactions left gaps, so it is about so many. */
function approximately(span: bigint): string {
  const { text, unit } = count(span);
  return `≈ ${text}${unit === "" ? "" : ` ${unit}`}`;
}

function searchedWords({ plan, progress, done }: ScanFacts): string {
  const at = done ?? progress;
  if (!plan || !at) return "";
  const isAll = done?.reason === "end";
  return `searched ${grouped(at.scanned)}${isAll ? "" : ` of ${approximately(plan.span)}`} records`;
}

function ofWords({ plan, shown }: ScanFacts): string {
  if (!plan || plan.partitions.length === 0) return "";
  return plan.span > BigInt(shown) ? `of ${approximately(plan.span)} records` : "";
}

function placeWords({ plan, scope }: ScanFacts): string {
  if (!plan) return "";
  const empty = plan.skipped.filter(({ reason }) => reason === "it is empty").length;
  const all = plan.partitions.length + empty;
  if (all === 0) return scope;
  const named = `in ${plural(all, "partition")}`;
  const where =
    empty === 0
      ? named
      : all === empty
        ? `${named}, ${all === 1 ? "which is" : "all of them"} empty`
        : `${named}, ${empty} of them empty`;
  return scope === "" ? where : `${scope} ${where}`;
}

function endWords({ done, isStopped, isFiltered, isLacking, shown }: ScanFacts): string {
  if (isStopped) return "stopped by you";
  switch (done?.reason) {
    case undefined:
      return isFiltered && shown > 0 ? "still searching" : "";
    case "limit":
      return isFiltered ? `stopped at ${plural(shown, "match", "matches")}` : "stopped at the limit";
    case "end":
      if (isLacking) return isFiltered ? "all that could be read was searched" : "that is all that could be read";
      return isFiltered ? "all of it was searched" : shown === 0 ? "" : "that is all";
    case "budget":
      return "paused at the budget of one reading";
    case "cancelled":
      return "cancelled";
    case "shutdown":
      return "the console is shutting down";
    default:
      return "broke off";
  }
}

/**
 * How far the order by time reaches where timestamps do not rise with the offsets; nothing where they do. `limit` = records of a
 * page.
 */
export function orderWords(
  rows: Rows,
  { order, isFiltered, limit }: { order: "newest" | "oldest"; isFiltered: boolean; limit: number },
): string[] {
  const last = new Map<number, bigint>();
  const mixed = new Set<number>();
  for (let index = 0; index < rows.count; index++) {
    const row = rows.at(index);
    if (!row) continue;
    const before = last.get(row.partition);
    if (before !== undefined && (order === "newest" ? row.offset > before : row.offset < before))
      mixed.add(row.partition);
    last.set(row.partition, row.offset);
  }
  if (mixed.size === 0) return [];
  const where = `Timestamps do not rise with the offsets in ${partitionsText([...mixed].sort((a, b) => a - b))}.`;
  const beyond = order === "newest" ? "newer" : "older";
  if (isFiltered)
    return [`${where} Matches stand in the order of time as they were found: one found later may be ${beyond}.`];
  const end = order === "newest" ? "last" : "first";
  return [
    `${where} The list has the ${order} among the ${end} ${plural(limit, "record")} of each partition that are in question; beyond them one may be ${beyond}.`,
  ];
}

function partitionsText(partitions: readonly number[]): string {
  const named = partitions.length > 8 ? `${partitions.slice(0, 8).join(", ")} …` : partitions.join(", ");
  return `${partitions.length === 1 ? "partition" : "partitions"} ${named}`;
}

/** Partitions that were left out for a reason worth saying, grouped by it. */
export function skippedWords(plan: ReadPlan | null): string[] {
  const byReason = new Map<string, number[]>();
  for (const { partition, reason } of plan?.skipped ?? []) {
    if (reason === "it is empty") continue;
    byReason.set(reason, [...(byReason.get(reason) ?? []), partition]);
  }
  return [...byReason].map(([reason, partitions]) => {
    const named = partitionsText(partitions);
    return `${named.charAt(0).toUpperCase()}${named.slice(1)} left out: ${reason.replace(/\.$/, "")}.`;
  });
}
