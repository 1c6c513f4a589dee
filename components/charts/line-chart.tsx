"use client";
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useState } from "react";
import { usePreferences } from "@/components/ui/preferences";
import type { Figure } from "@/lib/format/figure";
import { clockTime } from "@/lib/format/time";
import { ChartReading } from "./chart-reading";
import { ChartTable } from "./chart-table";
import { type AxisKind, axisTicks, chartPath, type Point, timeTicks } from "./scale";

export type Series = {
  id: string;
  /** stands at the line's end instead of a legend */
  label: string;
  points: readonly Point[];
  /** a token: "accent", "bad", "s1" … "s8" */
  color: "accent" | "ok" | "warn" | "bad" | "ink-2" | "s1" | "s2" | "s3" | "s4" | "s5" | "s6" | "s7" | "s8";
  area?: boolean;
  /** dashed: a forecast */
  dash?: boolean;
};

export type ChartEvent = { at: number; label: string };

export type LineChartProps = {
  label: string;
  series: readonly Series[];
  events?: readonly ChartEvent[];
  from: number;
  to: number;
  /** how a value is written on the axis and in the reading */
  format: (value: number) => Figure;
  /** duration for milliseconds, bytes for sizes: lines stand at round minutes or units */
  axis?: AxisKind;
  height?: number;
  /** draws the line of now inside the range: what is right of it is a forecast */
  now?: number;
};

/** Lines over time. Pointer or ← → read the values of an instant; `v` shows the same as a table. */
export function LineChart(props: LineChartProps) {
  const { label, series, events = [], from, to, format, height = 170, now, axis = "number" } = props;
  const { zone } = usePreferences();
  const [at, setAt] = useState<number | null>(null);
  const [asTable, setAsTable] = useState(false);
  const ticks = axisTicks(Math.max(0, ...series.flatMap((one) => one.points.map(([, value]) => value ?? 0))), axis);
  const top = ticks.at(-1) ?? 1;
  const left = (time: number) => `${((time - from) / Math.max(1, to - from)) * 100}%`;
  const up = (value: number) => `${(value / top) * 100}%`;
  const offset = zone === "utc" ? 0 : -new Date(to).getTimezoneOffset() * 60_000;
  const times = timeTicks(from, to, 4, offset);

  const keys = (event: KeyboardEvent) => {
    // a page may have bound these keys too: here they belong to the chart
    if (["v", "ArrowLeft", "ArrowRight"].includes(event.key)) event.stopPropagation();
    if (event.key === "v") setAsTable(!asTable);
    const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (step === 0) return;
    event.preventDefault();
    setAt(Math.max(from, Math.min(to, (at ?? to) + (step * (to - from)) / 60)));
  };
  const point = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setAt(from + ((event.clientX - box.left) / box.width) * (to - from));
  };

  if (asTable) return <ChartTable {...props} onBack={() => setAsTable(false)} />;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a figure cannot take the arrow keys that read it
    <div
      className="chart"
      style={{ "--h": `${height}px` } as CSSProperties}
      role="group"
      aria-label={`${label}. Arrow keys read values, v shows a table.`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
      tabIndex={0}
      onKeyDown={keys}
      onBlur={() => setAt(null)}
    >
      <div className="plot" onPointerMove={point} onPointerLeave={() => setAt(null)}>
        <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
          {ticks.map((tick) => (
            <path key={tick} className={tick === 0 ? "axis" : "grid"} d={`M0 ${1000 - (tick / top) * 1000}H1000`} />
          ))}
          {series.map((one) => {
            const path = chartPath(one.points, from, to, top);
            return (
              <g key={one.id} style={{ color: `var(--${one.color})` }}>
                {one.area ? <path className="under" d={path.area} fill="currentColor" /> : null}
                <path className={one.dash ? "ln dash" : "ln"} d={path.line} stroke="currentColor" />
              </g>
            );
          })}
          {events.map((event) => (
            <path
              key={`${event.at} ${event.label}`}
              className="mark"
              d={`M${((event.at - from) / Math.max(1, to - from)) * 1000} 0V1000`}
            />
          ))}
          {now === undefined ? null : (
            <path className="nowline" d={`M${((now - from) / Math.max(1, to - from)) * 1000} 0V1000`} />
          )}
        </svg>
        {ticks.slice(1).map((tick) => (
          <span key={tick} className="y" style={{ bottom: up(tick) }}>
            {axisText(format(tick))}
          </span>
        ))}
        {times.map((time, place) => (
          <span
            key={time}
            className={
              place === times.length - 1 && to - time < (to - from) / 20
                ? "x last"
                : place === 0 && time - from < (to - from) / 20
                  ? "x first"
                  : "x"
            }
            style={{ left: left(time) }}
          >
            {clockTime(time, zone)}
          </span>
        ))}
        {events.map((event, place) => (
          <span
            key={`${event.at} ${event.label}`}
            className={event.at - from > (to - from) / 2 ? "lbl right" : "lbl"}
            style={{ left: left(event.at), top: 3 + (place % 3) * 15 }}
          >
            {event.label}
          </span>
        ))}
        {labelPlaces(series, top).map(({ one, time, value, bottom }) => (
          <span key={one.id}>
            {series.length > 1 ? (
              <span
                className="lbl right"
                style={{ left: `calc(${left(time)} - 10px)`, bottom: `${bottom}%`, color: `var(--${one.color})` }}
              >
                {one.label}
              </span>
            ) : null}
            <span className="pt" style={{ left: left(time), bottom: up(value), background: `var(--${one.color})` }} />
          </span>
        ))}
        {at === null ? null : (
          <ChartReading
            series={series}
            at={at}
            left={left(at)}
            flip={at - from > (to - from) / 2}
            format={format}
            zone={zone}
          />
        )}
      </div>
    </div>
  );
}

function axisText(figure: Figure): string {
  const text = figure.text.includes(".") ? figure.text.replace(/\.?0+$/, "") : figure.text;
  return figure.unit === "" ? text : `${text} ${figure.unit}`;
}

/** Where each line's label stands: just above its last point, pushed up while it would lie on another. */
function labelPlaces(series: readonly Series[], top: number) {
  const places = series.flatMap((one) => {
    const last = one.points.findLast((point) => point[1] !== null);
    return last && last[1] !== null ? [{ one, time: last[0], value: last[1], bottom: (last[1] / top) * 100 + 4 }] : [];
  });
  places.sort((a, b) => a.bottom - b.bottom);
  for (const [at, place] of places.entries()) {
    const below = places[at - 1];
    if (below && place.bottom - below.bottom < 10) place.bottom = below.bottom + 10;
    // a line that ends at the ceiling is named below its end, not over the heading
    if (place.bottom > 90) place.bottom = (place.value / top) * 100 - 13;
  }
  return places;
}
