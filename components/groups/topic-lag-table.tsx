import { BarCell } from "@/components/charts/bar-cell";
import { LagCell } from "@/components/kafka/lag-cell";
import { DataTable } from "@/components/ui/data-table";
import { NameLink } from "@/components/ui/name-text";
import { Quantity } from "@/components/ui/quantity";
import type { GroupDetail } from "@/lib/api/groups";
import { wholeCount } from "@/lib/format/count";
import { paths } from "@/lib/paths";
import { type TopicLag, topicLags } from "./members";

/** The group's lag by topic, each as a share of the largest. */
export function TopicLagTable({ cluster, group }: { cluster: string; group: GroupDetail }) {
  const rows = topicLags(group);
  const most = rows[0]?.lag ?? 0n;
  return (
    <DataTable
      label="Lag by topic"
      compact
      rows={rows}
      rowKey={topicKey}
      empty={<p className="muted border-b border-line py-2">It reads no topic.</p>}
      columns={[
        {
          id: "topic",
          head: "Topic",
          phone: "p1",
          cell: (row) => <NameLink name={row.topic} href={paths.topic(cluster, row.topic)} />,
        },
        {
          id: "partitions",
          head: "Partitions",
          width: 76,
          align: "right",
          phone: "p2",
          label: "Partitions",
          cell: (row) => <Quantity of={wholeCount(row.partitions)} />,
        },
        {
          id: "lag",
          head: "Lag",
          width: 92,
          align: "right",
          phone: "p1r",
          cell: (row) => <LagCell lag={row.lag} uncommitted={row.uncommitted} />,
        },
        {
          id: "share",
          head: <span className="sr-only">Share of the largest</span>,
          width: 84,
          cell: (row) => <BarCell share={row.lag === null ? null : most === 0n ? 0 : Number(row.lag) / Number(most)} />,
        },
      ]}
    />
  );
}

function topicKey({ topic }: TopicLag): string {
  return topic;
}
