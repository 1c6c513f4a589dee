export type Point = readonly [time: number, value: number | null];

/** A ceiling that reads well, and the lines under it: 1, 2, 2.5 or 5 times a power of `base`. */
export function niceTicks(top: number, most = 4): number[] {
  if (!(top > 0) || !Number.isFinite(top)) return [0, 1];
  const raw = top / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * power >= raw * 0.999) ?? 10) * power;
  const ticks = [0];
  while ((ticks.at(-1) ?? 0) < top * 0.999) ticks.push(Number((step * ticks.length).toPrecision(12)));
  return ticks;
}

const steps = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
].map((s) => s * 1000);

const spans = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400].map(
  (s) => s * 1000,
);

/** What an axis counts, so that its lines stand at round values of it: numbers, things there are no halves of, milliseconds, bytes. */
export type AxisKind = "number" | "whole" | "duration" | "bytes";

export function axisTicks(top: number, kind: AxisKind): number[] {
  if (kind === "bytes") {
    const unit = 1024 ** Math.max(0, Math.floor(Math.log2(Math.max(1, top / 2)) / 10));
    return niceTicks(top / unit).map((tick) => tick * unit);
  }
  if (kind === "whole") {
    const step = Math.max(1, niceTicks(top)[1] ?? 1);
    const whole = Math.ceil(step);
    return Array.from({ length: Math.max(2, Math.ceil(top / whole) + 1) }, (_, at) => at * whole);
  }
  if (kind === "duration" && top >= 1000) {
    const step = spans.find((one) => top / one <= 4) ?? Math.ceil(top / 4 / 86_400_000) * 86_400_000;
    return Array.from({ length: Math.ceil(top / step) + 1 }, (_, at) => at * step);
  }
  return niceTicks(top);
}

/** Round instants inside [from, to], at most `most`; `offset` is the zone's distance from UTC in ms. */
export function timeTicks(from: number, to: number, most: number, offset = 0): number[] {
  const step = steps.find((one) => (to - from) / one <= most) ?? steps.at(-1) ?? 1;
  const ticks: number[] = [];
  for (let at = Math.ceil((from + offset) / step) * step - offset; at <= to; at += step) ticks.push(at);
  return ticks;
}

/** SVG path data in a box of 1000 × 1000 that is stretched; null values leave gaps. */
export function chartPath(
  points: readonly Point[],
  from: number,
  to: number,
  top: number,
): { line: string; area: string } {
  const x = (time: number) => (((time - from) / Math.max(1, to - from)) * 1000).toFixed(1);
  const y = (value: number) => (1000 - (value / top) * 1000).toFixed(1);
  let line = "";
  let area = "";
  let run: string[] = [];
  let first = "";
  let last = "";
  const finish = () => {
    if (run.length === 0) return;
    line += `M${run.join("L")}`;
    area += `M${first} 1000L${run.join("L")}L${last} 1000Z`;
    run = [];
  };
  for (const [time, value] of points) {
    if (value === null || !Number.isFinite(value)) {
      finish();
      continue;
    }
    last = x(time);
    if (run.length === 0) first = last;
    run.push(`${last} ${y(value)}`);
  }
  finish();
  return { line, area };
}

/** The area between two lines that stand by the same times; a time without either ends a stretch. */
export function bandPath(
  { min, max }: { min: readonly Point[]; max: readonly Point[] },
  from: number,
  to: number,
  top: number,
): string {
  const at = (time: number, value: number) =>
    `${(((time - from) / Math.max(1, to - from)) * 1000).toFixed(1)} ${(1000 - (value / top) * 1000).toFixed(1)}`;
  let path = "";
  let over: string[] = [];
  let under: string[] = [];
  const finish = () => {
    if (over.length > 1) path += `M${over.join("L")}L${under.reverse().join("L")}Z`;
    over = [];
    under = [];
  };
  max.forEach(([time, high], place) => {
    const low = min[place]?.[1] ?? null;
    if (high === null || low === null) {
      finish();
      return;
    }
    over.push(at(time, high));
    under.push(at(time, low));
  });
  finish();
  return path;
}

/** The point nearest to a time that has a value. */
export function nearest(points: readonly Point[], time: number): Point | undefined {
  let best: Point | undefined;
  for (const point of points) {
    if (point[1] !== null && (!best || Math.abs(point[0] - time) < Math.abs(best[0] - time))) best = point;
  }
  return best;
}
