import type { ErrorCode } from "../../lib/api/error.ts";
import type { ReadPlan } from "../../lib/api/messages.ts";
import type { Order } from "./merge.ts";

/** What is known of a partition before it is read; `error` where it could not be had. */
export type PartitionOffsets =
  | { partition: number; earliest: bigint; latest: bigint; lastStable: bigint; error: null }
  | { partition: number; error: string; code: ErrorCode };

/**
 * One end of the reading, resolved: an offset per partition, those that are not in it have the default; null = the default
 * everywhere. `missing` says why a partition has no offset where that is no error (no commit of the group, no record that young).
 */
export type ResolvedBound = {
  /** as it is named in notes: "from", "to" */
  name: string;
  offsets: ReadonlyMap<number, bigint>;
  missing: ReadonlyMap<number, string>;
  /** true where being moved to the nearest end is what the bound means, as of a time */
  isSoft: boolean;
};

/** Half open: from ≤ offset < to. At and above `lastStable` transactions were undecided when this was planned. */
export type Range = { partition: number; from: bigint; to: bigint; lastStable: bigint };

export type PlanRequest = {
  order: Order;
  isolation: "read_committed" | "read_uncommitted";
  partitions: readonly PartitionOffsets[];
  from: ResolvedBound | null;
  to: ResolvedBound | null;
};

/** What will be read of each partition, what will not and why, and what a person should know about it. */
export function planReading(request: PlanRequest): { ranges: Range[]; plan: ReadPlan } {
  const ranges: Range[] = [];
  const skipped: ReadPlan["skipped"] = [];
  const notes: string[] = [];
  for (const one of request.partitions) {
    if (one.error !== null) {
      skipped.push({ partition: one.partition, reason: one.error });
      continue;
    }
    const { partition, earliest, latest, lastStable } = one;
    const end = request.isolation === "read_committed" ? lastStable : latest;
    if (end < latest) notes.push(heldBack(partition, lastStable, latest));
    const from = boundary(request.from, one, earliest, end, earliest, notes);
    const to = boundary(request.to, one, earliest, end, end, notes);
    if (from < to) {
      ranges.push({ partition, from, to, lastStable });
      continue;
    }
    skipped.push({ partition, reason: emptyReason(request, one, end) });
  }
  return { ranges, plan: planOf(ranges, skipped, notes) };
}

export function planOf(ranges: readonly Range[], skipped: ReadPlan["skipped"], notes: string[]): ReadPlan {
  const partitions = ranges.map(({ partition, from, to }) => ({ partition, from, to }));
  const span = ranges.reduce((sum, { from, to }) => sum + (to - from), 0n);
  return { partitions, span, skipped, notes };
}

type Known = Extract<PartitionOffsets, { error: null }>;

function boundary(
  bound: ResolvedBound | null,
  { partition }: Known,
  least: bigint,
  most: bigint,
  standard: bigint,
  notes: string[],
): bigint {
  const asked = bound?.offsets.get(partition);
  if (bound === null || asked === undefined) return standard;
  if (asked < least) {
    if (!bound.isSoft)
      notes.push(`Partition ${partition}: ${bound.name} ${asked} lies before the log start and was moved to ${least}.`);
    return least;
  }
  if (asked > most) {
    if (!bound.isSoft)
      notes.push(`Partition ${partition}: ${bound.name} ${asked} lies beyond the end and was moved to ${most}.`);
    return most;
  }
  return asked;
}

function heldBack(partition: number, lastStable: bigint, latest: bigint): string {
  const distance = latest - lastStable;
  return (
    `Partition ${partition} is held back by an open transaction: what can be read committed ends at ${lastStable}, ` +
    `${distance} ${distance === 1n ? "offset" : "offsets"} before the end at ${latest}.`
  );
}

function emptyReason(request: PlanRequest, { partition, earliest, latest }: Known, end: bigint): string {
  if (earliest === latest) return "it is empty";
  if (earliest >= end) return "everything in it belongs to an open transaction or comes after one";
  const missing = request.from?.missing.get(partition) ?? request.to?.missing.get(partition);
  return missing ?? "nothing in it lies between the bounds";
}
