"use client";
import Link from "next/link";
import type { Column } from "@/components/ui/column";
import { DataTable } from "@/components/ui/data-table";
import { intoView } from "@/components/ui/into-view";
import { Note } from "@/components/ui/note";
import { Status } from "@/components/ui/status";
import { At } from "@/components/ui/time-text";
import { plural } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";
import { paths } from "@/lib/paths";
import type { BatchSend, SentRow } from "./use-batch-send";

/** How far the sending is, and what the broker said of each record; failures come first. */
export function BatchResults({ cluster, topic, state }: { cluster: string; topic: string; state: BatchSend }) {
  const { total, rows, failed, isRunning, isStopped } = state;
  const sorted =
    failed === 0 ? rows : [...rows].sort((a, b) => Number(b.result.error !== null) - Number(a.result.error !== null));
  const refusals = rows.flatMap(({ result }) => result.error ?? []);
  // a line of the table has no room for a sentence on a phone
  const reasons = Map.groupBy(refusals, ({ message }) => message);
  return (
    <section
      ref={intoView}
      aria-label="Sent records"
      className="grid grid-cols-[minmax(0,1fr)] gap-2 border-t border-rule pt-3"
    >
      <progress className="job-bar" max={Math.max(1, total)} value={rows.length} aria-label="Sent" />
      <p className="flex flex-wrap items-baseline gap-x-3" aria-live="polite">
        <Status tone={isRunning ? "info" : failed > 0 ? "warn" : "ok"}>
          {isRunning ? "sending" : isStopped ? "stopped" : failed > 0 ? "sent, not all" : "sent"}
        </Status>
        <span className="num">
          {grouped(rows.length - failed)} of {grouped(total)} written
        </span>
        {failed > 0 ? <span className="num">{grouped(failed)} not written</span> : null}
      </p>
      {[...reasons].map(([reason, refused]) => (
        <Note key={reason} tone="bad" lead={`${plural(refused.length, "record was", "records were")} refused.`}>
          {reason}
        </Note>
      ))}
      <div className="max-h-[40vh] overflow-auto" data-scroll="">
        <DataTable
          label="What became of each record"
          compact
          phone="keep"
          columns={columnsFor(cluster, topic)}
          rows={sorted}
          rowKey={({ line }) => String(line)}
        />
      </div>
    </section>
  );
}

function columnsFor(cluster: string, topic: string): Column<SentRow>[] {
  return [
    { id: "line", head: "Line", width: 64, align: "right", cell: ({ line }) => <span className="num">{line}</span> },
    {
      id: "place",
      head: "Part : offset",
      width: 140,
      cell: ({ result: { partition, offset, error } }) =>
        error || partition === null || offset === null ? (
          <span className="muted">—</span>
        ) : (
          <Link className="link mono" href={paths.message(cluster, topic, partition, BigInt(offset))}>
            {partition}:{String(offset)}
          </Link>
        ),
    },
    {
      id: "time",
      head: "Time",
      cell: ({ result: { error, timestamp } }) =>
        error ? (
          <Status tone="bad">
            <span className="mono">{error.code}</span>
          </Status>
        ) : (
          <At at={timestamp} only="time" />
        ),
    },
  ];
}
