import Link from "next/link";
import { BarCell } from "@/components/charts/bar-cell";
import { Term } from "@/components/kafka/term";
import type { Column } from "@/components/ui/column";
import { Quantity } from "@/components/ui/quantity";
import { Status } from "@/components/ui/status";
import type { BrokerRow } from "@/lib/api/brokers";
import type { PartialProblem } from "@/lib/api/error";
import { bytes } from "@/lib/format/bytes";
import { wholeCount } from "@/lib/format/count";
import { paths } from "@/lib/paths";
import { brokerState, isUneven } from "./broker-state";
import { NotInSync } from "./not-in-sync";

export function brokerColumns(
  cluster: string,
  problems: readonly PartialProblem[],
  even: number | null,
  most: number,
): Column<BrokerRow>[] {
  return [
    {
      id: "id",
      head: "Broker",
      width: 72,
      phone: "p1",
      cell: (row) => (
        <Link className="name" href={paths.broker(cluster, row.id)} prefetch={false}>
          <span className="only-phone">broker </span>
          {row.id}
        </Link>
      ),
    },
    {
      id: "address",
      head: "Address",
      phone: "full",
      cell: (row) => (
        <span className="mono" data-tip-cut={`${row.host}:${row.port}`}>
          {row.host}:{row.port}
        </span>
      ),
    },
    {
      id: "rack",
      head: <Term word="rack" />,
      width: 84,
      cell: (row) => row.rack ?? <span className="muted">none</span>,
    },
    {
      id: "roles",
      head: "Role",
      width: 120,
      cell: (row) =>
        row.isController ? <Term word="controller">controller</Term> : <span className="muted">broker</span>,
    },
    {
      id: "state",
      head: "State",
      width: 138,
      phone: "p1r",
      cell: (row) => {
        const { tone, word, reason } = brokerState(row, problems);
        return (
          <span data-tip={reason ?? undefined}>
            <Status tone={tone}>{word}</Status>
          </span>
        );
      },
    },
    {
      id: "leaders",
      head: "Leaders",
      width: 76,
      align: "right",
      phone: "p2",
      label: "Leaders",
      cell: (row) => <Quantity of={wholeCount(row.leaderCount)} />,
    },
    {
      id: "replicas",
      head: "Replicas",
      width: 80,
      align: "right",
      phone: "p2m",
      label: "Replicas",
      cell: (row) => <Quantity of={wholeCount(row.replicaCount)} />,
    },
    {
      id: "behind",
      head: "Not in sync",
      width: 92,
      align: "right",
      cell: (row) => <NotInSync row={row} />,
    },
    {
      id: "size",
      head: "Size",
      width: 88,
      align: "right",
      phone: "p2r",
      label: "Size",
      cell: (row) => <Quantity of={bytes(row.sizeBytes)} />,
    },
    {
      id: "share",
      head: even === null ? "Leaders" : `Leaders against an even ${wholeCount(Math.round(even)).text}`,
      width: 190,
      wideOnly: true,
      cell: (row) => (
        <BarCell
          share={row.leaderCount === null || most === 0 ? null : row.leaderCount / most}
          tone={isUneven(row.leaderCount, even) ? "warn" : undefined}
        />
      ),
    },
  ];
}
