import type { ReadDone, ReadPlan, ReadProgress } from "@/lib/api/messages";
import { bytesText } from "@/lib/format/bytes";
import { count, plural } from "@/lib/format/count";
import { durationText } from "@/lib/format/duration";
import { grouped } from "@/lib/format/figure";

export type ScanFacts = {
  shown: number;
  order: "newest" | "oldest";
  isFiltered: boolean;
  /** a page after the first: "newest" would be wrong */
  isLater: boolean;
  plan: ReadPlan | null;
  progress: ReadProgress | null;
  done: ReadDone | null;
  isStopped: boolean;
};

/** What was read and why it stopped, in words: a bold head, then quiet facts. */
export function scanWords(facts: ScanFacts): { head: string; facts: string[] } {
  const { plan, done, progress } = facts;
  const at = done ?? progress;
  const span = plan ? approximately(plan.span) : null;
  const words: string[] = [];
  if (facts.isFiltered) {
    if (at) words.push(`looked through ${grouped(at.scanned)}${span ? ` of ${span}` : ""} records`);
  } else if (span !== null && plan && plan.span > BigInt(facts.shown)) words.push(`of ${span}`);
  if (at && (at.bytes > 0n || done))
    words.push(`read ${bytesText(at.bytes)} in ${durationText(Math.max(1, at.elapsedMs))}`);
  const empty = plan?.skipped.filter(({ reason }) => reason === "it is empty").length ?? 0;
  if (empty > 0) words.push(`${plural(empty, "partition")} empty`);
  return { head: `${headWords(facts)}${endWords(facts)}`, facts: words };
}

/** Offsets are no count where compaction or transactions left gaps, so it is about so many. */
function approximately(span: bigint): string {
  const { text, unit } = count(span);
  return `≈ ${text}${unit === "" ? "" : ` ${unit}`}`;
}

function headWords({ shown, order, isFiltered, isLater, done, isStopped }: ScanFacts): string {
  const isOver = done !== null || isStopped;
  if (shown === 0) return isOver ? (isFiltered ? "No match" : "No record") : isFiltered ? "Searching" : "Reading";
  if (isFiltered) return plural(shown, "match", "matches");
  return isLater ? plural(shown, "record") : `${grouped(shown)} ${order}`;
}

function endWords({ done, isStopped, isFiltered, shown }: ScanFacts): string {
  if (isStopped) return ", stopped by you";
  switch (done?.reason) {
    case undefined:
      return "…";
    case "limit":
      return ", stopped at the limit";
    case "end":
      return isFiltered ? ", everything was looked through" : shown === 0 ? "" : ", that is all";
    case "budget":
      return ", paused at the budget of one reading";
    case "cancelled":
      return ", cancelled";
    case "shutdown":
      return ", the console is shutting down";
    default:
      return ", broke off";
  }
}

/** Partitions that were left out for a reason worth saying, grouped by it. */
export function skippedWords(plan: ReadPlan | null): string[] {
  const byReason = new Map<string, number[]>();
  for (const { partition, reason } of plan?.skipped ?? []) {
    if (reason === "it is empty") continue;
    byReason.set(reason, [...(byReason.get(reason) ?? []), partition]);
  }
  return [...byReason].map(([reason, partitions]) => {
    const named = partitions.length > 8 ? `${partitions.slice(0, 8).join(", ")} …` : partitions.join(", ");
    return `${partitions.length === 1 ? "Partition" : "Partitions"} ${named} left out: ${reason}.`;
  });
}
