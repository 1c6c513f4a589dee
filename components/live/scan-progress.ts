import type { ReadPlan, ReadProgress } from "@/lib/api/messages";

export type PartitionProgress = {
  partition: number;
  /** offsets of the range, and where the reading stands in it */
  from: bigint;
  to: bigint;
  at: bigint;
  /** 0 to 1 */
  share: number;
};
export type ScanProgress = {
  partitions: PartitionProgress[];
  /** 0 to 1, of all partitions */
  share: number;
  recordsPerSecond: number;
  bytesPerSecond: number;
  /** until the end if nothing stops it before; null while that cannot be told */
  leftMs: number | null;
};

/** How far a search has come, over all and in each partition. A pace needs a moment before it means something. */
export function scanProgress(plan: ReadPlan, progress: ReadProgress, order: "newest" | "oldest"): ScanProgress {
  let passed = 0n;
  const partitions = plan.partitions.map(({ partition, from, to }) => {
    const told = progress.positions[String(partition)];
    const start = order === "newest" ? to : from;
    const isInside = told !== undefined && told >= from && told <= to;
    const at = isInside ? told : start;
    const gone = order === "newest" ? to - at : at - from;
    passed += gone;
    return { partition, from, to, at, share: shareOf(gone, to - from) };
  });
  const seconds = progress.elapsedMs / 1000;
  const left = plan.span - passed;
  return {
    partitions,
    share: shareOf(passed, plan.span),
    recordsPerSecond: seconds > 0 ? Number(progress.scanned) / seconds : 0,
    bytesPerSecond: seconds > 0 ? Number(progress.bytes) / seconds : 0,
    leftMs: progress.elapsedMs < 400 || passed <= 0n ? null : (progress.elapsedMs * Number(left)) / Number(passed),
  };
}

/** Exact to a thousandth, whatever the size of the numbers. */
function shareOf(part: bigint, whole: bigint): number {
  return whole <= 0n ? 1 : Number((part * 1000n) / whole) / 1000;
}
