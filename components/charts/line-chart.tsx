"use client";
import { type CSSProperties, type KeyboardEvent, useState } from "react";
import { usePreferences } from "@/components/ui/preferences";
import type { Figure } from "@/lib/format/figure";
import { useChartCursor } from "./chart-cursor";
import { axisText, EventLabels, SeriesLabels, TimeLabels } from "./chart-labels";
import { ChartReading } from "./chart-reading";
import { ChartTable } from "./chart-table";
import { type AxisKind, axisTicks, bandPath, chartPath, type Point, timeTicks } from "./scale";
import { useDragRange } from "./use-drag-range";

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
  /** what fell between two points, drawn behind the line */
  band?: { min: readonly Point[]; max: readonly Point[] } | undefined;
};

/** `short` stands at its mark, the whole label where an instant is read. */
export type ChartEvent = { at: number; label: string; short?: string };

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
  now?: number | undefined;
  /** dragging over the chart chooses a stretch of time */
  onRange?: ((from: number, to: number) => void) | undefined;
};

/** Lines over time. Pointer or ← → read the values of an instant, also in the charts beside; `v` shows the same as a table. */
export function LineChart(props: LineChartProps) {
  const { label, series, events = [], from, to, format, height = 170, now, axis = "number", onRange } = props;
  const { zone } = usePreferences();
  const [at, setAt] = useChartCursor();
  const [asTable, setAsTable] = useState(false);
  const span = Math.max(1, to - from);
  const shown = series.flatMap((one) =>
    [...one.points, ...(one.band?.max ?? [])].map(([time, value]) => (time < from || time > to ? 0 : (value ?? 0))),
  );
  const ticks = axisTicks(
    shown.reduce((most, value) => Math.max(most, value), 0),
    axis,
  );
  const top = ticks.at(-1) ?? 1;
  const left = (time: number) => `${((time - from) / span) * 100}%`;
  const offset = zone === "utc" ? 0 : -new Date(to).getTimezoneOffset() * 60_000;
  const seen = events.filter((event) => event.at >= from && event.at <= to);
  const drag = useDragRange({ from, to, onRange, onPoint: setAt });

  const keys = (event: KeyboardEvent) => {
    // a page may have bound these keys too: here they belong to the chart
    if (["v", "ArrowLeft", "ArrowRight"].includes(event.key)) event.stopPropagation();
    if (event.key === "v") setAsTable(!asTable);
    const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (step === 0) return;
    event.preventDefault();
    setAt(Math.max(from, Math.min(to, (at ?? to) + (step * span) / 60)));
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
      <div className="plot" {...drag.handlers}>
        <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
          {ticks.map((tick) => (
            <path key={tick} className={tick === 0 ? "axis" : "grid"} d={`M0 ${1000 - (tick / top) * 1000}H1000`} />
          ))}
          {series.map((one) => {
            const path = chartPath(one.points, from, to, top);
            return (
              <g key={one.id} style={{ color: `var(--${one.color})` }}>
                {one.band ? <path className="under" d={bandPath(one.band, from, to, top)} fill="currentColor" /> : null}
                {one.area ? <path className="under" d={path.area} fill="currentColor" /> : null}
                <path className={one.dash ? "ln dash" : "ln"} d={path.line} stroke="currentColor" />
              </g>
            );
          })}
          {seen.map((event) => (
            <path
              key={`${event.at} ${event.label}`}
              className="mark"
              d={`M${((event.at - from) / span) * 1000} 0V1000`}
            />
          ))}
          {now === undefined ? null : <path className="nowline" d={`M${((now - from) / span) * 1000} 0V1000`} />}
        </svg>
        {ticks.slice(1).map((tick) => (
          <span key={tick} className="y" style={{ bottom: `${(tick / top) * 100}%` }}>
            {axisText(format(tick))}
          </span>
        ))}
        <TimeLabels times={timeTicks(from, to, 4, offset)} from={from} to={to} left={left} zone={zone} />
        <EventLabels events={seen} from={from} to={to} left={left} />
        <SeriesLabels series={series} top={top} left={left} />
        {drag.draft ? (
          <span className="drag" style={{ left: left(drag.draft[0]), right: `calc(100% - ${left(drag.draft[1])})` }} />
        ) : null}
        {at === null || at < from || at > to ? null : (
          <ChartReading
            series={series}
            events={seen}
            at={at}
            span={span}
            left={left(at)}
            flip={at - from > span / 2}
            format={format}
            zone={zone}
          />
        )}
      </div>
    </div>
  );
}
