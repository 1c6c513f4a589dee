/** Where a lag is going, from its growth over the last minutes. */
export type LagTrend = "growing" | "draining" | "steady" | "unknown";

/** Minutes within which a change has to add or take away a tenth of the lag to be more than noise. */
const minutes = 5;
const share = 0.1;

/** `perMinute`: records a minute by which the lag grew (negative: shrank); null where too little was measured. */
export function lagTrend(lag: bigint | null, perMinute: number | null): LagTrend {
  if (lag === null || perMinute === null) return "unknown";
  const moves = Math.abs(perMinute) >= 1 && Math.abs(perMinute) * minutes >= Number(lag) * share;
  if (!moves) return "steady";
  return perMinute > 0 ? "growing" : "draining";
}

/** Minutes until a lag that drains at this pace is gone; null when it does not drain. */
export function minutesToDrain(lag: bigint | null, perMinute: number | null): number | null {
  return lag !== null && perMinute !== null && lagTrend(lag, perMinute) === "draining"
    ? Number(lag) / -perMinute
    : null;
}
