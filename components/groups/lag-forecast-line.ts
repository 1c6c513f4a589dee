import type { Point } from "@/components/charts/scale";

/** How far past now a chart of a short range looks, as a share of it. */
const share = 0.35;
/** Longer ranges show no forecast: the pace of the last minutes says nothing about days. */
const longestMs = 6 * 3_600_000;

/** A straight line on from the last point at the pace it has; it ends where it reaches zero. Empty where nothing is claimed. */
export function forecastLine(
  { from, to }: { from: number; to: number },
  now: { at: number; value: number; perMs: number } | null,
): Point[] {
  if (now === null || now.perMs === 0 || to - from > longestMs) return [];
  const reach = (to - from) * share;
  const toZero = now.perMs < 0 ? now.value / -now.perMs : Number.POSITIVE_INFINITY;
  const ms = Math.min(reach, toZero);
  return [
    [now.at, now.value],
    [now.at + ms, Math.max(0, now.value + now.perMs * ms)],
  ];
}
