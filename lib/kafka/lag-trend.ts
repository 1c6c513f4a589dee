/** Where a lag is going, from its growth over the last minutes. */
export type LagTrend = "growing" | "draining" | "steady" | "unknown";

/** What a change adds up to within five minutes to be more than noise: so many records, and this share of the lag. */
const minutes = 5;
const least = 100;
const share = 0.01;

/** `perMinute`: records a minute by which the lag grew (negative: shrank); null where too little was measured. */
export function lagTrend(lag: bigint | null, perMinute: number | null): LagTrend {
  if (lag === null || perMinute === null) return "unknown";
  const change = Math.abs(perMinute) * minutes;
  // the last records of a lag that drains are few, and still it drains
  const isMoving = change >= Number(lag) * share && (change >= least || (perMinute < 0 && change >= Number(lag)));
  if (!isMoving || Math.abs(perMinute) < 1) return "steady";
  return perMinute > 0 ? "growing" : "draining";
}

/** Minutes until a lag that drains at this pace is gone; null when it does not drain. */
export function minutesToDrain(lag: bigint | null, perMinute: number | null): number | null {
  return lag !== null && perMinute !== null && lagTrend(lag, perMinute) === "draining"
    ? Number(lag) / -perMinute
    : null;
}
