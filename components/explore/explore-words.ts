import { plural } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";
import type { MultiPicture } from "./multi-reading";

/** How many were found, and in one sentence what was searched and why it ended. */
export function exploreWords(
  { rows, parts, isRunning, isStopped }: MultiPicture,
  { order, isFiltered }: { order: "newest" | "oldest"; isFiltered: boolean },
): { head: string; sentence: string } {
  const head = headWords(rows.count, { order, isFiltered, isOver: !isRunning });
  let scanned = 0n;
  let empty = 0;
  for (const { picture } of parts) {
    scanned += (picture?.done ?? picture?.progress)?.scanned ?? 0n;
    if (picture?.done && picture.plan?.partitions.length === 0) empty += 1;
  }
  const verb = isRunning ? "searching, so far" : "searched";
  const where = `in ${plural(parts.length, "topic")}${empty > 0 ? `, ${empty} of them with nothing there` : ""}`;
  const waiting = parts.filter(({ state }) => state === "waiting" || state === "running").length;
  let found = 0;
  for (const { picture } of parts) found += picture?.rows.count ?? 0;
  const isMore = found > rows.count || parts.some(({ picture }) => isCut(picture?.done?.reason));
  const isLacking = parts.some(({ state, picture }) => state === "failed" || (picture?.problems.length ?? 0) > 0);
  const end = isStopped
    ? "stopped by you"
    : isRunning
      ? `${plural(waiting, "topic")} to go`
      : isMore
        ? `stopped at ${plural(rows.count, isFiltered ? "match" : "record", isFiltered ? "matches" : "records")}`
        : isLacking
          ? "all that could be read was searched"
          : "all of it was searched";
  return { head, sentence: `${verb} ${grouped(scanned)} records ${where}; ${end}` };
}

function isCut(reason: string | undefined): boolean {
  return reason === "limit" || reason === "budget";
}

function headWords(
  count: number,
  { order, isFiltered, isOver }: { order: string; isFiltered: boolean; isOver: boolean },
): string {
  if (count === 0) return isOver ? (isFiltered ? "No match" : "No record") : "Searching…";
  return isFiltered ? plural(count, "match", "matches") : `${grouped(count)} ${order}`;
}
