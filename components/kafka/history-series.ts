import type { ChartEvent, Series } from "@/components/charts/line-chart";
import type { Point } from "@/components/charts/scale";
import type { HistoryEvent } from "@/lib/api/history";

type Values = readonly (number | bigint | null)[];

/** Points by their times; a stretch that was not measured is a gap, also where the server left its times out. */
export function pointsOf(times: readonly number[], values: Values, resolutionMs: number): Point[] {
  const points: Point[] = [];
  times.forEach((time, place) => {
    const before = times[place - 1];
    if (before !== undefined && time - before > Math.max(resolutionMs, 10_000) * 3) points.push([before + 1, null]);
    const value = values[place] ?? null;
    points.push([time, value === null ? null : Number(value)]);
  });
  return points;
}

/** A line with what fell between its points, as the server keeps spikes. */
export function bandedSeries(
  of: Pick<Series, "id" | "label" | "color" | "area">,
  { times, resolutionMs }: { times: readonly number[]; resolutionMs: number },
  { values, min, max }: { values: Values; min: Values; max: Values },
): Series {
  const differs = values.some((value, place) => value !== min[place] || value !== max[place]);
  return {
    ...of,
    points: pointsOf(times, values, resolutionMs),
    ...(differs ? { band: { min: pointsOf(times, min, resolutionMs), max: pointsOf(times, max, resolutionMs) } } : {}),
  };
}

const shortNames: Readonly<Record<HistoryEvent["kind"], string>> = {
  rebalance: "rebalance",
  "group-state": "state",
  reset: "reset",
  "group-created": "created",
  "group-deleted": "deleted",
  "leader-change": "new leader",
  "topic-created": "created",
  "topic-deleted": "deleted",
  "topic-recreated": "recreated",
  "broker-lost": "broker lost",
  "broker-back": "broker back",
  "controller-change": "new controller",
  gap: "not measured",
  clock: "clock set",
};

/** `named`: the page is about more than one thing, so that the subject has to be told. */
export function chartEvents(events: readonly HistoryEvent[], named = false): ChartEvent[] {
  return events.map(({ at, kind, subject, message }) => ({
    at,
    label: named ? `${subject.name}: ${message}` : message,
    short: named ? `${shortNames[kind]} ${subject.name}` : shortNames[kind],
  }));
}

/** The same time of several columns, newest first, for a table and a file. */
export type HistoryColumn = {
  id: string;
  label: string;
  values: Values;
};

export function historyRows(
  times: readonly number[],
  columns: readonly HistoryColumn[],
): { at: number; values: (number | bigint | null)[] }[] {
  return times.map((at, place) => ({ at, values: columns.map(({ values }) => values[place] ?? null) })).reverse();
}
