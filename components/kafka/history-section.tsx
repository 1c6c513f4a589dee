"use client";
import { type ReactNode, useState } from "react";
import { LinkedCharts } from "@/components/charts/chart-cursor";
import { RangeBar } from "@/components/charts/range-bar";
import { Button } from "@/components/ui/button";
import { SectionHead } from "@/components/ui/page-head";
import { saveText } from "@/components/ui/save-text";
import type { HistoryEvent } from "@/lib/api/history";
import { csvText } from "@/lib/format/csv";
import { longDuration } from "@/lib/format/duration";
import type { TimeRange } from "@/lib/format/time-range";
import { HistoryEvents } from "./history-events";
import { HistoryOff } from "./history-off";
import { type HistoryColumn, historyRows } from "./history-series";
import { HistoryTable } from "./history-table";

/** What every answer over time has; absent while it is asked for. */
export type HistoryFrame = {
  enabled: boolean;
  resolutionMs: number;
  times: readonly number[];
  events: readonly HistoryEvent[];
  /** where the figures come from */
  source?: string;
};

/** The charts of a page with their range, their events, and the same as a table or a file. */
export function HistorySection({
  title,
  range,
  onRange,
  frame,
  columns,
  file,
  named,
  choice,
  children,
}: {
  title: string;
  range: TimeRange;
  onRange: (range: TimeRange) => void;
  frame: HistoryFrame | undefined;
  columns: readonly HistoryColumn[];
  /** name of the file, without its ending */
  file: string;
  /** events tell what they are about */
  named?: boolean;
  /** beside the range, such as a topic */
  choice?: ReactNode;
  children: ReactNode;
}) {
  const [asTable, setAsTable] = useState(false);
  const save = () => {
    if (!frame) return;
    const rows = historyRows(frame.times, columns).reverse();
    const head = ["time", ...columns.map(({ label }) => label)];
    const lines = rows.map(({ at, values }) => [new Date(at).toISOString(), ...values]);
    saveText(`${file}.csv`, "text/csv;charset=utf-8", csvText(head, lines));
  };
  return (
    <section className="pad flex-none pt-4" aria-label={title}>
      <SectionHead title={title} after={frame && frame.times.length > 1 ? <Resolution of={frame} /> : undefined} />
      <div className="flex flex-wrap items-center gap-2 pb-2">
        <RangeBar range={range} onRange={onRange} />
        {choice ? <span className="min-w-0 phone:order-last phone:w-full">{choice}</span> : null}
        <span className="flex-1" />
        <Button look={asTable ? "on" : "default"} aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          Table
        </Button>
        <Button icon="download" blocked={frame ? undefined : "Still asking"} onClick={save}>
          CSV
        </Button>
      </div>
      {frame && !frame.enabled ? <HistoryOff /> : null}
      {asTable && frame ? (
        <HistoryTable label={title} rows={historyRows(frame.times, columns)} columns={columns} />
      ) : (
        <LinkedCharts>{children}</LinkedCharts>
      )}
      {frame && frame.events.length > 0 ? <HistoryEvents events={frame.events} named={named === true} /> : null}
    </section>
  );
}

function Resolution({ of }: { of: HistoryFrame }) {
  const from = of.source === "prometheus" ? ", from Prometheus" : "";
  return (
    <span className="small muted no-phone">
      a point every {longDuration(of.resolutionMs)}
      {from}
    </span>
  );
}
