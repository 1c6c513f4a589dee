import type { Figure } from "@/lib/format/figure";
import { clockTime, dateOf, type Zone } from "@/lib/format/time";
import type { ChartEvent, Series } from "./line-chart";

const day = 86_400_000;

/** The clock, and the date where the axis is longer than a day and a half. */
export function instantText(time: number, span: number, zone: Zone, seconds: "with-seconds" | "minutes"): string {
  const date = dateOf(time, zone).slice(5);
  if (seconds === "with-seconds")
    return span > day ? `${date} ${clockTime(time, zone)}` : clockTime(time, zone, seconds);
  return span > 4 * day ? date : span > 1.5 * day ? `${date} ${clockTime(time, zone)}` : clockTime(time, zone);
}

/** Instants along the bottom; the outer ones stay inside. */
export function TimeLabels({
  times,
  from,
  to,
  left,
  zone,
}: {
  times: readonly number[];
  from: number;
  to: number;
  left: (time: number) => string;
  zone: Zone;
}) {
  return times.map((time, place) => (
    <span
      key={time}
      className={
        place === times.length - 1 && to - time < (to - from) / 16
          ? "x last"
          : place === 0 && time - from < (to - from) / 16
            ? "x first"
            : "x"
      }
      style={{ left: left(time) }}
    >
      {instantText(time, to - from, zone, "minutes")}
    </span>
  ));
}

/** More names than this would hide the lines: then only reading an instant tells them. */
const mostNames = 4;

export function EventLabels({
  events,
  from,
  to,
  left,
}: {
  events: readonly ChartEvent[];
  from: number;
  to: number;
  left: (time: number) => string;
}) {
  if (events.length > mostNames) return null;
  return events.map((event, place) => (
    <span
      key={`${event.at} ${event.label}`}
      className={event.at - from > (to - from) / 2 ? "lbl right" : "lbl"}
      style={{ left: left(event.at), top: 3 + (place % 3) * 15 }}
    >
      {event.short ?? event.label}
    </span>
  ));
}

export function SeriesLabels({
  series,
  top,
  left,
}: {
  series: readonly Series[];
  top: number;
  left: (time: number) => string;
}) {
  return labelPlaces(series, top).map(({ one, time, value, bottom }) => (
    <span key={one.id}>
      {series.length > 1 && one.label !== "" ? (
        <span
          className="lbl right"
          style={{ left: `calc(${left(time)} - 10px)`, bottom: `${bottom}%`, color: `var(--${one.color})` }}
        >
          {one.label}
        </span>
      ) : null}
      {one.dash ? null : (
        <span
          className="pt"
          style={{ left: left(time), bottom: `${(value / top) * 100}%`, background: `var(--${one.color})` }}
        />
      )}
    </span>
  ));
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

export function axisText(figure: Figure): string {
  const text = figure.text.includes(".") ? figure.text.replace(/\.?0+$/, "") : figure.text;
  return figure.unit === "" ? text : `${text} ${figure.unit}`;
}
