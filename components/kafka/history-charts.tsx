"use client";
import type { TimeRange } from "@/lib/format/time-range";
import { ChartGrid, type GridChart } from "./chart-grid";
import { HistoryProblem } from "./history-problem";
import { type HistoryFrame, HistorySection } from "./history-section";
import type { HistoryColumn } from "./history-series";

type Measured = HistoryFrame & { from: number; to: number };

/** Charts over time of one thing, with range, table and file, from the answer of one query. */
export function HistoryCharts<T extends Measured>({
  answer,
  range,
  onRange,
  charts,
  columns,
  file,
  named = false,
}: {
  answer: { data: T | undefined; error: Error | null; refetch: () => unknown; isFetching: boolean };
  range: TimeRange;
  onRange: (range: TimeRange) => void;
  charts: (data: T) => readonly GridChart[];
  columns: (data: T) => readonly HistoryColumn[];
  /** name of the file, without its ending */
  file: string;
  /** events tell what they are about */
  named?: boolean;
}) {
  const { data } = answer;
  return (
    <HistorySection
      title="Over time"
      range={range}
      onRange={onRange}
      frame={data}
      columns={data ? columns(data) : []}
      file={file}
      named={named}
    >
      <HistoryProblem answer={answer} />
      {data ? (
        <ChartGrid
          charts={charts(data)}
          history={data}
          named={named}
          onRange={(from, to) => onRange({ kind: "between", from, to })}
        />
      ) : null}
    </HistorySection>
  );
}
