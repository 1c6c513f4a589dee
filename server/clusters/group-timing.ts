import { plural } from "../../lib/format/count.ts";
import { type LagStatus, worstStatus } from "../history/lag-status.ts";
import type { GroupDescription } from "../kafka/cluster.ts";
import type { GroupLag, GroupOnTopic, GroupPartition } from "./group-lags.ts";
import type { LagWatch } from "./lag-watch.ts";
import type { GroupPicture } from "./snapshot.ts";

/** How long behind, ms: of several partitions the longest. `isLeast`: it was so already when sampling began. */
export type Timing = { lagMs: number | null; isLeast: boolean; status: LagStatus | null; reason: string | null };
export type GroupTiming = Timing & {
  topics: ReadonlyMap<string, Timing>;
  partitions: ReadonlyMap<GroupPartition, Timing>;
};

const unknown: Timing = { lagMs: null, isLeast: false, status: null, reason: null };
const made = new WeakMap<GroupLag, GroupTiming>();

/**
 * The timing of a group in a picture, worked out once for it. Its partitions carry no reason: a picture would keep a sentence
 * for each partition of each group, and only a group's own page, which asks live, tells them.
 */
export function timingInPicture(group: GroupPicture, lag: GroupLag, watch: LagWatch, at: number): GroupTiming {
  const ready = made.get(lag);
  if (ready) return ready;
  const timing = groupTiming(group, lag, watch, at);
  const partitions = new Map<GroupPartition, Timing>();
  for (const [one, told] of timing.partitions) partitions.set(one, { ...told, reason: null });
  const kept = { ...timing, partitions };
  made.set(lag, kept);
  return kept;
}

/** @param at when the ends were read, epoch ms */
export function groupTiming(
  { listing, description }: Pick<GroupPicture, "listing" | "description">,
  lag: GroupLag,
  watch: LagWatch,
  at: number,
): GroupTiming {
  const topics = new Map<string, Timing>();
  const partitions = new Map<GroupPartition, Timing>();
  if (!lag.isCurrent) return { ...unknown, topics, partitions };
  for (const [topic, on] of lag.topics) {
    for (const one of on.partitions) {
      const behind = watch.behind(one, at);
      const verdict = watch.verdict(listing.id, one, isRead(one, on, description), at);
      const isLeast = behind !== null && behind.ms > 0 && behind.most === null && behind.ms === behind.least;
      partitions.set(one, {
        lagMs: behind ? Math.round(behind.ms) : null,
        isLeast,
        status: verdict?.status ?? null,
        reason: verdict?.reason ?? null,
      });
    }
    topics.set(topic, sumOf(on.partitions, partitions));
  }
  const all = [...lag.topics.values()].flatMap((on) => on.partitions);
  return { ...sumOf(all, partitions), topics, partitions };
}

/** Whether a member holds a partition; null while shares are dealt out and where they cannot be read. */
function isRead(one: GroupPartition, on: GroupOnTopic, description: GroupDescription | null): boolean | null {
  if (!description) return null;
  const { members, state, type } = description;
  if (members.length === 0) return false;
  if (one.memberId !== null) return true;
  if (state !== "Stable" || members.some(({ assignments }) => assignments === null)) return null;
  return type === "share" && on.assignedMembers > 0;
}

/** The longest time and the worst status; unknown while that of a lagging partition is, unless another is bad already. */
function sumOf(ones: readonly GroupPartition[], timings: ReadonlyMap<GroupPartition, Timing>): Timing {
  let lagMs: number | null = null;
  let isLeast = false;
  let isUnknown = false;
  let isUnjudged = false;
  const verdicts: { status: LagStatus; reason: string; one: GroupPartition }[] = [];
  for (const one of ones) {
    const timing = timings.get(one);
    if (!one.commit || !timing) continue;
    if (timing.lagMs === null) isUnknown = true;
    else if (lagMs === null || timing.lagMs > lagMs) {
      lagMs = timing.lagMs;
      isLeast = timing.isLeast;
    }
    if (timing.status === null) isUnjudged = true;
    else verdicts.push({ status: timing.status, reason: timing.reason ?? "", one });
  }
  const worst = worstStatus(verdicts);
  const isBad = worst !== null && worst.status !== "ok";
  const isTold = worst !== null && (isBad || !isUnjudged);
  return {
    // another partition may be behind for longer than anything that is known
    lagMs: isUnknown ? null : lagMs,
    isLeast,
    status: isTold ? worst.status : null,
    reason: isTold ? reasonOf(worst, verdicts) : null,
  };
}

type Told = { status: LagStatus; reason: string; one: GroupPartition };

function reasonOf(worst: Told, verdicts: readonly Told[]): string {
  if (worst.status === "ok") return verdicts.length === 1 ? worst.reason : "Every partition keeps up or catches up.";
  const { topic, partition } = worst.one;
  const others = verdicts.filter(({ status }) => status === worst.status).length - 1;
  const more = others > 0 ? ` The same in ${plural(others, "more partition")}.` : "";
  return verdicts.length === 1 ? worst.reason : `${topic}, partition ${partition}: ${worst.reason}${more}`;
}
