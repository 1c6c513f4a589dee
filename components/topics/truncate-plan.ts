import type { TopicGroup } from "@/lib/api/groups";
import { parseReadBound } from "@/lib/api/read-bound";

/** Up to where records go: all of them, those older than a time, or those before an offset of single partitions. */
export type TruncateDraft = {
  to: "end" | "time" | "offsets";
  time: string;
  /** partition → what was typed; an empty line leaves the partition alone */
  offsets: Readonly<Record<number, string>>;
};

/** As the API takes it. */
export type TruncateBefore = "end" | { time: number } | { offsets: Record<string, string> };

/** A time as people paste it: ISO with a space or a T, epoch milliseconds, or `7 d` (ago). Epoch ms, or null. */
export function timeOf(text: string, now: number): number | null {
  const tidy = text
    .trim()
    .replace(/\s+UTC$/i, "Z")
    .replace(/^(\d{4}-\d{2}-\d{2})\s+(\d{2}:\d{2})/, "$1T$2");
  const ago = /^(\d{1,9})\s*(ms|s|min|m|h|d|w)(?:\s+ago)?$/i.exec(tidy);
  const unit = ago?.[2]?.toLowerCase();
  const bound = parseReadBound(`time:${ago ? `-${ago[1]}${unit === "min" ? "m" : unit}` : tidy}`);
  if (bound?.kind === "time") return bound.time;
  return bound?.kind === "ago" ? now - bound.ms : null;
}

/** The body of the call, or why there is none yet. `partitions` are the topic's, with the ends known now. */
export function truncateBefore(
  draft: TruncateDraft,
  partitions: readonly { partition: number; latest: bigint | null }[],
  now: number,
): { before: TruncateBefore } | { problem: string } {
  if (draft.to === "end") return { before: "end" };
  if (draft.to === "time") {
    const time = timeOf(draft.time, now);
    if (time === null) return { problem: "A time such as 2026-07-14 10:00, 1784023200000 or 7 d" };
    return time > now ? { problem: "This time lies in the future" } : { before: { time } };
  }
  const offsets: Record<string, string> = {};
  for (const { partition, latest } of partitions) {
    const text = draft.offsets[partition]?.trim() ?? "";
    if (text === "") continue;
    if (!/^\d{1,19}$/.test(text)) return { problem: `Partition ${partition}: a whole number from 0` };
    if (latest !== null && BigInt(text) > latest) return { problem: `Partition ${partition} ends at ${latest}` };
    offsets[String(partition)] = text;
  }
  if (Object.keys(offsets).length === 0) return { problem: "Give at least one partition an offset" };
  return { before: { offsets } };
}

export type TruncateRow = { partition: number; earliestBefore: bigint | null; earliest: bigint | null };

/** How many offsets lie below the new start: records, where none was compacted away. */
export function removedBy(rows: readonly TruncateRow[]): bigint {
  let removed = 0n;
  for (const { earliestBefore, earliest } of rows) {
    if (earliestBefore !== null && earliest !== null && earliest > earliestBefore) removed += earliest - earliestBefore;
  }
  return removed;
}

/** What of the removed records a group had not read yet, the worst first. Groups that lose nothing are left out. */
export function unreadLost(
  rows: readonly TruncateRow[],
  groups: readonly Pick<TopicGroup, "id" | "partitions">[],
): { id: string; unread: bigint }[] {
  const newStart = new Map(rows.map((row) => [row.partition, row]));
  return groups
    .map(({ id, partitions }) => {
      let unread = 0n;
      for (const { partition, committed } of partitions) {
        const row = newStart.get(partition);
        if (!row || row.earliest === null || committed === null) continue;
        // what had fallen out of the log before is not lost by this
        const from = row.earliestBefore !== null && row.earliestBefore > committed ? row.earliestBefore : committed;
        if (row.earliest > from) unread += row.earliest - from;
      }
      return { id, unread };
    })
    .filter(({ unread }) => unread > 0n)
    .sort((a, b) => (a.unread < b.unread ? 1 : -1));
}
