"use client";
import { DataTable } from "@/components/ui/data-table";
import { Quantity } from "@/components/ui/quantity";
import { Status } from "@/components/ui/status";
import type { OffsetChange } from "@/lib/api/group-changes";
import { wholeCount } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";

/** Per partition: where the group stands, where it would, how far that is, and what is left to read. */
export function ResetOffsetsTable({ changes }: { changes: readonly OffsetChange[] }) {
  const topics = new Set(changes.map(({ topic }) => topic));
  return (
    <div className="max-h-[280px] overflow-auto" data-scroll="">
      <DataTable
        label="Partitions, before and after"
        phone="keep"
        compact
        rows={changes}
        rowKey={({ topic, partition }) => `${partition}/${topic}`}
        columns={[
          {
            id: "partition",
            head: topics.size > 1 ? "Topic, part" : "Part",
            cell: ({ topic, partition }) => (
              <span className="mono">{topics.size > 1 ? `${topic}, ${partition}` : partition}</span>
            ),
          },
          {
            id: "before",
            head: "Committed now",
            align: "right",
            cell: ({ before }) => <Quantity of={wholeCount(before)} />,
          },
          { id: "after", head: "After reset", align: "right", cell: (change) => <After change={change} /> },
          {
            id: "moves",
            head: "Moves by",
            align: "right",
            cell: (change) => <span className="num">{movesBy(change)}</span>,
          },
          {
            id: "lag",
            head: "Lag after",
            align: "right",
            cell: ({ lagAfter }) => <Quantity of={wholeCount(lagAfter)} />,
          },
        ]}
      />
      {changes
        .filter(({ error }) => error !== null)
        .map(({ topic, partition, error }) => (
          <p key={`${partition}/${topic}`} className="small soft py-1">
            {topic}, partition {partition}: {error}
          </p>
        ))}
    </div>
  );
}

function After({ change: { after, clamped, error, earliest } }: { change: OffsetChange }) {
  if (error !== null) {
    return (
      <span data-tip={error}>
        <Status tone="bad">Not set</Status>
      </span>
    );
  }
  return (
    <>
      {clamped ? (
        <span
          className="soft small mr-1"
          data-tip="What was asked for lies outside of the log: this is its nearer end."
        >
          {after === earliest ? "start" : "end"}
        </span>
      ) : null}
      <Quantity of={wholeCount(after)} />
    </>
  );
}

function movesBy({ before, after }: OffsetChange): string {
  if (before === null || after === null) return "—";
  const by = after - before;
  if (by === 0n) return "0";
  return by > 0n ? `+${grouped(by)}` : `−${grouped(-by)}`;
}
