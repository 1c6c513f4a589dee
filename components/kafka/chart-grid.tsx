"use client";
import type { ReactNode } from "react";
import { LineChart, type LineChartProps } from "@/components/charts/line-chart";
import { SectionHead } from "@/components/ui/page-head";
import type { HistoryEvent } from "@/lib/api/history";
import { NothingMeasured } from "./history-problem";
import { chartEvents } from "./history-series";

export type GridChart = Pick<LineChartProps, "series" | "format" | "axis"> & {
  title: string;
  /** for readers that hear it: "Records a second of orders" */
  label: string;
  aside?: ReactNode;
};

/** Charts of one page, two beside each other, all over the same time and with the same events. */
export function ChartGrid({
  charts,
  history,
  named,
  onRange,
}: {
  charts: readonly GridChart[];
  history: { from: number; to: number; times: readonly number[]; enabled: boolean; events: readonly HistoryEvent[] };
  named?: boolean;
  onRange: (from: number, to: number) => void;
}) {
  if (history.times.length < 2) return <NothingMeasured enabled={history.enabled} />;
  const events = chartEvents(history.events, named);
  const pairs = charts.filter((_, at) => at % 2 === 0).map((chart, at) => [chart, charts[at * 2 + 1]] as const);
  return (
    <div className="grid gap-5">
      {pairs.map(([first, second]) => (
        <div key={first.title} className="cols grid-cols-2">
          {[first, second].map((chart) =>
            chart ? (
              <section key={chart.title} aria-label={chart.title}>
                <SectionHead title={chart.title} aside={chart.aside} />
                <LineChart
                  label={chart.label}
                  series={chart.series}
                  format={chart.format}
                  axis={chart.axis ?? "number"}
                  events={events}
                  from={history.from}
                  to={history.to}
                  height={150}
                  onRange={onRange}
                />
              </section>
            ) : (
              <section key="none" aria-hidden="true" />
            ),
          )}
        </div>
      ))}
    </div>
  );
}
