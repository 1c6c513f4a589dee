/** How far a group is behind in one partition. Offsets and counts in records; null = not known. */
export type PartitionLag = {
  /** end − committed, never below 0; null without a commit or without a known end */
  lag: bigint | null;
  /** end − earliest: what is there to read at all */
  retained: bigint | null;
  /** the commit lies beyond the end: the topic was truncated, recreated, or the commit was made by hand */
  isBeyondEnd: boolean;
};

/**
 * Lag as Kafka's own tools count it: end offset minus committed offset, also where the commit has already fallen out of
 * the log. `end` is the high watermark, or the last stable offset for a group that reads committed records only.
 */
export function partitionLag(at: {
  committed: bigint | null;
  earliest: bigint | null;
  end: bigint | null;
}): PartitionLag {
  const { committed, earliest, end } = at;
  const retained = end === null || earliest === null ? null : atLeastZero(end - earliest);
  if (committed === null || end === null) return { lag: null, retained, isBeyondEnd: false };
  return { lag: atLeastZero(end - committed), retained, isBeyondEnd: committed > end };
}

/** Lag over the partitions of a group or topic. */
export type LagSum = {
  /** of the partitions that have one; null when none has: nothing is known, which is not the same as 0 */
  lag: bigint | null;
  /** partitions without a commit: where the group would start there only its clients know */
  uncommittedPartitions: number;
  /** partitions with a commit whose end could not be had: `lag` is a lower bound when there are any */
  unknownPartitions: number;
};

export function sumLag(partitions: Iterable<{ committed: bigint | null; lag: bigint | null }>): LagSum {
  const sum: LagSum = { lag: null, uncommittedPartitions: 0, unknownPartitions: 0 };
  for (const { committed, lag } of partitions) {
    if (lag !== null) sum.lag = (sum.lag ?? 0n) + lag;
    else if (committed === null) sum.uncommittedPartitions += 1;
    else sum.unknownPartitions += 1;
  }
  return sum;
}

function atLeastZero(count: bigint): bigint {
  return count < 0n ? 0n : count;
}
