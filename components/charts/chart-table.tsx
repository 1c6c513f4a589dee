"use client";
import { Button } from "@/components/ui/button";
import { usePreferences } from "@/components/ui/preferences";
import { Quantity } from "@/components/ui/quantity";
import { unknown } from "@/lib/format/figure";
import { instantText } from "./chart-labels";
import type { LineChartProps } from "./line-chart";

/** The chart in numbers, newest first: for screen readers, for copying, for doubters. */
export function ChartTable({
  label,
  series,
  format,
  from,
  to,
  height = 170,
  onBack,
}: LineChartProps & { onBack: () => void }) {
  const { zone } = usePreferences();
  const times = [...new Set(series.flatMap((one) => one.points.map(([time]) => time)))].sort((a, b) => b - a);
  const values = series.map((one) => new Map(one.points));
  return (
    <section
      className="overflow-auto"
      style={{ maxHeight: height + 20 }}
      aria-label={`${label}, as a table`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
      tabIndex={0}
    >
      <table className="table keep ruled sticky-head">
        <thead>
          <tr>
            <th scope="col">
              Time{" "}
              <Button look="quiet" small autoFocus onClick={onBack}>
                Chart
              </Button>
            </th>
            {series.map((one) => (
              <th key={one.id} scope="col" className="right">
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.map((time) => (
            <tr key={time}>
              <td className="mono">{instantText(time, to - from, zone, "with-seconds")}</td>
              {series.map((one, at) => {
                const value = values[at]?.get(time) ?? null;
                return (
                  <td key={one.id} className="right">
                    <Quantity of={value === null ? unknown : format(value)} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
