import type { Overview } from "@/lib/api/clusters";

type Points = Overview["series"]["messagesPerSecond"];

/** what the server keeps, ms */
const mostMs = 600_000;
const leastMs = 60_000;

/** The stretch of time a chart shows: what was measured, one minute at least and ten at most. */
export function windowOf(points: Points): { from: number; to: number } {
  const times = points.map(([at]) => at);
  const to = times.length === 0 ? 0 : times.reduce((a, b) => Math.max(a, b));
  const first = times.length === 0 ? 0 : times.reduce((a, b) => Math.min(a, b));
  return { from: to - Math.min(mostMs, Math.max(leastMs, to - first)), to };
}

/** A line needs two values; until then the time since which it is measured, epoch ms (null: not even begun). */
export function measuringSince(points: Points): number | null | undefined {
  if (points.filter(([, value]) => value !== null).length >= 2) return undefined;
  return points[0]?.[0] ?? null;
}
