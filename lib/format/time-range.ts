/** A stretch of time a chart shows: the last so and so long, or from one instant to another (epoch ms). */
export type TimeRange = { kind: "last"; span: RangeSpan } | { kind: "between"; from: number; to: number };
export const rangeSpans = ["15m", "1h", "6h", "24h", "7d", "30d"] as const;
export type RangeSpan = (typeof rangeSpans)[number];

const minute = 60_000;
const spanMs: Readonly<Record<RangeSpan, number>> = {
  "15m": 15 * minute,
  "1h": 60 * minute,
  "6h": 360 * minute,
  "24h": 1440 * minute,
  "7d": 7 * 1440 * minute,
  "30d": 30 * 1440 * minute,
};

/** As it stands in an address: `6h`, or `1784023200000-1784026800000`. null when it is neither. */
export function parseTimeRange(text: string): TimeRange | null {
  const span = rangeSpans.find((one) => one === text);
  if (span) return { kind: "last", span };
  const [, from, to] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? [];
  return from !== undefined && to !== undefined && Number(from) < Number(to)
    ? { kind: "between", from: Number(from), to: Number(to) }
    : null;
}

export function timeRangeText(range: TimeRange): string {
  return range.kind === "last" ? range.span : `${range.from}-${range.to}`;
}

export function timeRangeMs(range: TimeRange): number {
  return range.kind === "last" ? spanMs[range.span] : range.to - range.from;
}

/** The same as a query asks for it: `from=-6h`, or both ends. */
export function timeRangeQuery(range: TimeRange): { from: string; to?: string } {
  return range.kind === "last" ? { from: `-${range.span}` } : { from: String(range.from), to: String(range.to) };
}
