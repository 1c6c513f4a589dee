"use client";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Term } from "@/components/kafka/term";
import { useLiveQuery } from "@/components/live/use-live-query";
import { useNow } from "@/components/ui/clock";
import { DataTable } from "@/components/ui/data-table";
import { Freshness } from "@/components/ui/freshness";
import { SectionHead } from "@/components/ui/page-head";
import { Quantity } from "@/components/ui/quantity";
import { Status } from "@/components/ui/status";
import { wholeCount } from "@/lib/format/count";
import { duration } from "@/lib/format/duration";
import { notApplicable } from "@/lib/format/figure";
import { quorumOf } from "./queries";

type Node = { id: number; role: "Leader" | "Voter" | "Observer"; lag: bigint | null; lastCaughtUp: number | null };

/** Every node that follows the metadata log: leader, voters, observers. */
export function QuorumNodes({ cluster }: { cluster: string }) {
  const { data, error, dataUpdatedAt } = useLiveQuery(quorumOf(cluster));
  const now = useNow();
  const nodes = data && [
    ...data.voters.map((one): Node => ({ ...one, role: one.id === data.leaderId ? "Leader" : "Voter" })),
    ...data.observers.map((one): Node => ({ ...one, role: "Observer" })),
  ];
  return (
    <section aria-label="KRaft quorum">
      <SectionHead
        title={<Term word="quorum">KRaft quorum</Term>}
        aside={data ? <Freshness asOf={dataUpdatedAt} word="Seen" /> : null}
      />
      {error && !data ? (
        <ProblemPanel what="The quorum could not be read" error={error} tone="warn" />
      ) : (
        <DataTable
          label="KRaft quorum"
          phone="keep"
          compact
          rows={nodes}
          rowKey={nodeKey}
          columns={[
            { id: "id", head: "Node", width: 60, cell: (row) => <span className="name">{row.id}</span> },
            {
              id: "role",
              head: "Role",
              cell: (row) =>
                row.role === "Leader" ? <Status tone="calm">Leader</Status> : <span className="soft">{row.role}</span>,
            },
            {
              id: "lag",
              head: "Behind",
              width: 76,
              align: "right",
              cell: (row) => <Quantity of={wholeCount(row.lag)} />,
            },
            {
              id: "caught",
              head: "Caught up",
              width: 96,
              align: "right",
              cell: (row) =>
                row.role === "Leader" ? (
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
      )}
    </section>
  );
}

function nodeKey({ id, role }: Node): string {
  return `${role} ${id}`;
}
