"use client";
import { Checkbox } from "@/components/ui/choice";
import type { Column } from "@/components/ui/column";
import { DataTable, type Picks } from "@/components/ui/data-table";
import { Icon } from "@/components/ui/icon";
import { NameText } from "@/components/ui/name-text";
import { Quantity } from "@/components/ui/quantity";
import { Status } from "@/components/ui/status";
import type { OffsetChange } from "@/lib/api/group-changes";
import { wholeCount } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";
import { changeKey } from "./reset-draft";

/** Per partition: where the group stands, where it would, how far that is, and what is left to read. */
export function ResetOffsetsTable({ changes, picks }: { changes: readonly OffsetChange[]; picks?: Picks }) {
  const hasTopics = new Set(changes.map(({ topic }) => topic)).size > 1;
  return (
    <div className="max-h-[280px] overflow-auto" data-scroll="">
      <DataTable
        label="Partitions, before and after"
        compact
        rows={changes}
        rowKey={changeKey}
        rowClass={(change) => (picks && !picks.has(changeKey(change)) ? "old" : undefined)}
        columns={[
          ...(picks ? [pickColumn(picks)] : []),
          {
            id: "partition",
            head: hasTopics ? "Topic, part" : "Part",
            ...(hasTopics ? {} : { width: 60 }),
            phone: "p1",
            cell: (change) => (
              <span className="flex min-w-0 items-center gap-2">
                {picks ? (
                  <span className="only-phone flex-none">
                    <PickBox picks={picks} change={change} />
                  </span>
                ) : null}
                {hasTopics ? <NameText name={change.topic} /> : <span className="only-phone soft">partition</span>}
                <span className="num">{change.partition}</span>
              </span>
            ),
          },
          {
            id: "before",
            head: "Committed now",
            ...(hasTopics ? { width: 120 } : {}),
            align: "right",
            phone: "p2",
            label: "Now",
            cell: ({ before, after }) =>
              before === null ? (
                <span className="muted" data-tip="Nothing is committed here.">
                  none
                </span>
              ) : before === after ? (
                <Quantity of={wholeCount(before)} />
              ) : (
                <del className="del num">{grouped(before)}</del>
              ),
          },
          {
            id: "arrow",
            head: <span className="sr-only">becomes</span>,
            width: 36,
            align: "center",
            cell: () => <Icon name="arrow" className="muted" />,
          },
          {
            id: "after",
            head: "After reset",
            width: 130,
            align: "right",
            phone: "p2m",
            label: "After",
            cell: (change) => <After change={change} />,
          },
          {
            id: "moves",
            head: "Moves by",
            width: 110,
            align: "right",
            cell: (change) => <span className="num">{movesBy(change)}</span>,
          },
          {
            id: "lag",
            head: "Lag after",
            width: 110,
            align: "right",
            phone: "p2r",
            label: "Lag",
            cell: ({ lagAfter }) => <Quantity of={wholeCount(lagAfter)} />,
          },
          { id: "say", head: "", width: 132, phone: "p1r", cell: (change) => <Clamped change={change} /> },
        ]}
      />
      {changes
        .filter(({ error }) => error !== null)
        .map((change) => (
          <p key={changeKey(change)} className="small soft py-1">
            {change.topic}, partition {change.partition}: {change.error}
          </p>
        ))}
    </div>
  );
}

/** Ticked is the rule here, so rows are not coloured as chosen. */
function pickColumn(picks: Picks): Column<OffsetChange> {
  return {
    id: "pick",
    head: (
      <Checkbox
        aria-label="All partitions"
        checked={picks.state === "all"}
        some={picks.state === "some"}
        onChange={picks.toggleAll}
      />
    ),
    width: 30,
    free: true,
    cell: (change) => <PickBox picks={picks} change={change} />,
  };
}

function PickBox({ picks, change }: { picks: Picks; change: OffsetChange }) {
  return (
    <Checkbox
      aria-label={`Partition ${change.partition} of ${change.topic}`}
      checked={picks.has(changeKey(change))}
      onChange={() => picks.toggle(changeKey(change))}
    />
  );
}

function After({ change: { before, after, error } }: { change: OffsetChange }) {
  if (error !== null || after === null)
    return (
      <span data-tip={error ?? undefined}>
        <Status tone="bad">Not set</Status>
      </span>
    );
  return before === after ? <Quantity of={wholeCount(after)} /> : <ins className="ins num">{grouped(after)}</ins>;
}

function Clamped({ change: { after, clamped, earliest } }: { change: OffsetChange }) {
  if (!clamped) return null;
  return (
    <span data-tip="What was asked for lies outside of the log: this is its nearer end.">
      <Status tone="warn">{after === earliest ? "log start" : "log end"}</Status>
    </span>
  );
}

function movesBy({ before, after }: OffsetChange): string {
  if (before === null || after === null) return "—";
  const by = after - before;
  if (by === 0n) return "0";
  return by > 0n ? `+${grouped(by)}` : `−${grouped(-by)}`;
}
