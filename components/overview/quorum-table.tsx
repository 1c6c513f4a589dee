"use client";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Term } from "@/components/kafka/term";
import { useLiveQuery } from "@/components/live/use-live-query";
import { useNow } from "@/components/ui/clock";
import { DataTable } from "@/components/ui/data-table";
import { Quantity } from "@/components/ui/quantity";
import { Status } from "@/components/ui/status";
import type { getQuorum } from "@/lib/api/clusters";
import type { ReplyOf } from "@/lib/api/endpoint";
import { plural, wholeCount } from "@/lib/format/count";
import { duration } from "@/lib/format/duration";
import { notApplicable } from "@/lib/format/figure";
import { quorum } from "./queries";

type Quorum = ReplyOf<typeof getQuorum>;
type Voter = Quorum["voters"][number];

/** The controllers that vote, and how closely they follow their leader. */
export function QuorumTable({ cluster }: { cluster: string }) {
  const { data, error } = useLiveQuery(quorum(cluster));
  const now = useNow();
  if (error && !data) return <ProblemPanel what="The quorum could not be read" error={error} tone="warn" />;
  const isLeader = (row: Voter) => row.id === data?.leaderId;
  return (
    <>
      <DataTable
        label="Controllers"
        compact
        rows={data?.voters}
        rowKey={idOf}
        columns={[
          {
            id: "id",
            head: "Controller",
            width: 96,
            phone: "p1",
            cell: (row) => <span className="name">{row.id}</span>,
          },
          {
            id: "role",
            head: "Role",
            phone: "p1r",
            cell: (row) => (isLeader(row) ? <Status tone="calm">Leader</Status> : <span className="soft">Voter</span>),
          },
          {
            id: "lag",
            head: "Records behind",
            width: 116,
            align: "right",
            phone: "p2",
            label: "Behind",
            cell: (row) => <Quantity of={wholeCount(row.lag)} />,
          },
          {
            id: "caught",
            head: "Caught up",
            width: 104,
            align: "right",
            phone: "p2r",
            label: "Caught up",
            cell: (row) =>
              isLeader(row) ? (
                <Quantity of={notApplicable} />
              ) : row.lastCaughtUp === null || row.lastCaughtUp < 0 ? (
                <span className="muted">—</span>
              ) : (
                <>
                  <Quantity of={duration(Math.max(0, now - row.lastCaughtUp))} /> <small className="muted">ago</small>
                </>
              ),
          },
        ]}
      />
      {data ? (
        <p className="soft border-b border-line py-1.5">
          <Term word="kraft" /> epoch <b className="num text-ink">{data.leaderEpoch}</b>, log end{" "}
          <Quantity of={wholeCount(data.highWatermark)} />, {observers(data)}
        </p>
      ) : null}
    </>
  );
}

function idOf(row: Voter): string {
  return String(row.id);
}

function observers({ observers: list }: Quorum): string {
  if (list.length === 0) return "no observers";
  const worst = list.reduce<bigint>((most, { lag }) => (lag !== null && lag > most ? lag : most), 0n);
  return `${plural(list.length, "observer")}, ${worst === 0n ? "none behind" : `worst ${wholeCount(worst).text} behind`}`;
}
