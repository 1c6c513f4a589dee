import { lagTrend } from "./lag-trend.ts";

/**
 * Where a lag is going at its pace of the last minute: `clear` in so many ms (0 = it is clear), `never` because it grows,
 * `steady` because it does neither.
 */
export type LagForecast = { kind: "clear"; ms: number } | { kind: "never" | "steady"; ms: null };

/** null where too little is known; `perMinute`: records a minute by which the lag grew (negative: shrank). */
export function lagForecast(lag: bigint | null, perMinute: number | null): LagForecast | null {
  if (lag === 0n) return { kind: "clear", ms: 0 };
  const trend = lagTrend(lag, perMinute);
  if (trend === "unknown" || lag === null || perMinute === null) return null;
  if (trend === "draining") return { kind: "clear", ms: Math.round((Number(lag) / -perMinute) * 60_000) };
  return { kind: trend === "growing" ? "never" : "steady", ms: null };
}
