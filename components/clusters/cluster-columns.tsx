import type { Column } from "@/components/ui/column";
import { Quantity } from "@/components/ui/quantity";
import { Status } from "@/components/ui/status";
import type { ClusterRow } from "@/lib/api/clusters";
import { wholeCount } from "@/lib/format/count";
import { rate } from "@/lib/format/rate";
import { ClusterName, NotInSync, Reason } from "./cluster-marks";
import { clusterState } from "./cluster-state";

export const clusterColumns: Column<ClusterRow>[] = [
  {
    id: "name",
    head: "Cluster",
    width: 300,
    phone: "p1",
    cell: (row) => <ClusterName cluster={row} />,
  },
  {
    id: "status",
    head: "State",
    width: 126,
    phone: "p1r",
    cell: (row) => {
      const { tone, word } = clusterState(row);
      return <Status tone={tone}>{word}</Status>;
    },
  },
  {
    id: "reason",
    head: "Why, or where",
    phone: "p3",
    className: "reason",
    cell: (row) => <Reason cluster={row} />,
  },
  {
    id: "version",
    head: "Kafka",
    width: 54,
    phone: "p2",
    label: "Kafka",
    cell: (row) => <span className="mono">{row.kafkaVersion ?? <span className="muted">—</span>}</span>,
  },
  figure("Brokers", "brokerCount", 64, "p2m"),
  figure("Topics", "topicCount", 62),
  figure("Partitions", "partitionCount", 78),
  {
    id: "health",
    head: "Not in sync",
    width: 88,
    align: "right",
    cell: (row) => <NotInSync cluster={row} />,
  },
  {
    id: "rate",
    head: "Records in",
    width: 84,
    align: "right",
    phone: "p2r",
    label: "In",
    cell: (row) => <Quantity of={rate(row.messagesPerSecond)} />,
  },
];

function figure(
  head: string,
  id: "brokerCount" | "topicCount" | "partitionCount",
  width: number,
  phone?: "p2m",
): Column<ClusterRow> {
  return {
    id,
    head,
    width,
    align: "right",
    label: head,
    ...(phone ? { phone } : {}),
    cell: (row) => <Quantity of={wholeCount(row[id])} />,
  };
}
