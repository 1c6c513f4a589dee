/** What is asked of one partition; `time` is the first offset of that time, null where no record is as late. */
export type ResetTo =
  | { kind: "earliest" }
  | { kind: "latest" }
  | { kind: "current" }
  | { kind: "offset"; offset: bigint }
  | { kind: "shift"; by: bigint }
  | { kind: "time"; offset: bigint | null };

/** null where an offset is not known */
export type ResetFrom = { committed: bigint | null; earliest: bigint | null; latest: bigint | null };

export type ResetOffset = { after: bigint; clamped: boolean } | { error: string };

/**
 * The offset `kafka-consumer-groups --reset-offsets` would set: what lies outside of the log becomes its nearer end, a time
 * after the last record is the end, a shift needs a commit to go from, and current is the end where there is none. `to` with kind latest is the high watermark.
 */
export function resetOffset(to: ResetTo, { committed, earliest, latest }: ResetFrom): ResetOffset {
  if (earliest === null || latest === null) return { error: "The ends of the partition could not be read." };
  switch (to.kind) {
    case "earliest":
      return { after: earliest, clamped: false };
    case "latest":
      return { after: latest, clamped: false };
    case "current":
      // also a commit outside of the log stays what it is
      return { after: committed ?? latest, clamped: false };
    case "time":
      return { after: to.offset ?? latest, clamped: false };
    case "shift":
      if (committed === null) return { error: "There is no commit to shift from." };
      return within(committed + to.by, earliest, latest);
    case "offset":
      return within(to.offset, earliest, latest);
  }
}

function within(wanted: bigint, earliest: bigint, latest: bigint): ResetOffset {
  if (wanted > latest) return { after: latest, clamped: true };
  if (wanted < earliest) return { after: earliest, clamped: true };
  return { after: wanted, clamped: false };
}
