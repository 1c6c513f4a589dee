import type { Figure } from "@/lib/format/figure";
import type { Zone } from "@/lib/format/time";
import { instantText } from "./chart-labels";
import type { ChartEvent, Series } from "./line-chart";
import { nearest } from "./scale";

/** What the lines say at one instant, and what happened about then. */
export function ChartReading({
  series,
  events,
  at,
  span,
  left,
  flip,
  format,
  zone,
}: {
  series: readonly Series[];
  events: readonly ChartEvent[];
  at: number;
  /** of the whole axis, ms */
  span: number;
  left: string;
  /** stands left of the instant, so that it stays inside */
  flip: boolean;
  format: (value: number) => Figure;
  zone: Zone;
}) {
  return (
    <>
      <span className="cursor" style={{ left }} />
      <div
        className="read"
        role="status"
        style={{ left, transform: flip ? "translateX(calc(-100% - 8px))" : "translateX(8px)" }}
      >
        <div className="muted">{instantText(at, span, zone, "with-seconds")}</div>
        {series.map((one) => {
          const found = nearest(one.points, at);
          // a line has nothing to say about a time it was not measured at
          const value = found && Math.abs(found[0] - at) <= span / 20 ? found[1] : null;
          const figure = value === null ? undefined : format(value);
          if (one.dash && !figure) return null;
          return (
            <div key={one.id}>
              <span style={{ color: `var(--${one.color})` }}>{series.length > 1 ? `${one.label} ` : ""}</span>
              {figure ? `${figure.text} ${figure.unit}` : "—"}
            </div>
          );
        })}
        {events
          .filter((event) => Math.abs(event.at - at) <= span / 80)
          .map((event) => (
            <div key={`${event.at} ${event.label}`}>{event.label}</div>
          ))}
      </div>
    </>
  );
}
