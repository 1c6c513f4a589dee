import type { Figure } from "@/lib/format/figure";
import { clockTime, type Zone } from "@/lib/format/time";
import type { Series } from "./line-chart";
import { nearest } from "./scale";

/** What the lines say at one instant. */
export function ChartReading({
  series,
  at,
  left,
  flip,
  format,
  zone,
}: {
  series: readonly Series[];
  at: number;
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
        <div className="muted">{clockTime(at, zone, "with-seconds")}</div>
        {series.map((one) => {
          const value = nearest(one.points, at)?.[1] ?? null;
          const figure = value === null ? undefined : format(value);
          return (
            <div key={one.id}>
              <span style={{ color: `var(--${one.color})` }}>{series.length > 1 ? `${one.label} ` : ""}</span>
              {figure ? `${figure.text} ${figure.unit}` : "—"}
            </div>
          );
        })}
      </div>
    </>
  );
}
