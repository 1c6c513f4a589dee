import { Term } from "@/components/kafka/term";
import type { Column } from "@/components/ui/column";
import { Quantity } from "@/components/ui/quantity";
import type { GroupDetail } from "@/lib/api/groups";
import { count, wholeCount } from "@/lib/format/count";
import { sumLag } from "@/lib/kafka/lag";
import { assignedCount, type Member } from "./members";

export const clientColumn: Column<Member> = {
  id: "client",
  head: "Client",
  width: 190,
  cell: (row) => <span className="mono soft">{row.clientId || "—"}</span>,
};

export const connectColumns: Column<Member>[] = [
  {
    id: "url",
    head: "Worker",
    width: 220,
    phone: "full",
    label: "Worker",
    cell: (row) => <span className="mono">{row.connect?.url ?? "—"}</span>,
  },
  {
    id: "connectors",
    head: "Connectors",
    width: 200,
    phone: "full",
    label: "Connectors",
    cell: ({ connect }) => (
      <span className="mono" data-tip={connect?.connectors.join(", ")}>
        {connect === null ? (
          "—"
        ) : connect.connectors.length === 0 ? (
          <span className="muted">none</span>
        ) : (
          connect.connectors.join(", ")
        )}
      </span>
    ),
  },
  {
    id: "tasks",
    head: "Tasks",
    phone: "full",
    label: "Tasks",
    cell: ({ connect }) => {
      const tasks = connect?.tasks.map(({ connector, task }) => `${connector}-${task}`).join(", ");
      return (
        <span className="mono" data-tip-cut={tasks}>
          {tasks || <span className="muted">none</span>}
        </span>
      );
    },
  },
];

export function partitionColumns(byMember: Map<string | null, GroupDetail["offsets"]>): Column<Member>[] {
  return [
    {
      id: "partitions",
      head: "Partitions",
      width: 84,
      align: "right",
      phone: "p2",
      label: "Partitions",
      cell: (row) => (
        <span data-tip={assignedText(row)}>
          <Quantity of={wholeCount(assignedCount(row))} />
        </span>
      ),
    },
    {
      id: "lag",
      head: "Lag",
      width: 96,
      align: "right",
      phone: "p2r",
      label: "Lag",
      cell: (row) => <Quantity of={count(sumLag(byMember.get(row.memberId) ?? []).lag)} />,
    },
  ];
}

export const subscriptionColumn: Column<Member> = {
  id: "subscription",
  head: "Subscribes to",
  width: 190,
  wideOnly: true,
  phone: "full",
  label: "Subscribes to",
  cell: ({ subscribedTopics, subscribedTopicRegex }) => {
    const pattern = subscribedTopicRegex ? `/${subscribedTopicRegex}/` : null;
    const text = [pattern, ...(subscribedTopics ?? [])].filter(Boolean).join(", ");
    return text === "" ? (
      <span className="muted">nothing</span>
    ) : (
      <span className="mono soft" data-tip-cut={text}>
        {text}
      </span>
    );
  },
};

export const epochColumns: Column<Member>[] = [
  {
    id: "epoch",
    head: <Term word="epoch">Epoch</Term>,
    width: 72,
    align: "right",
    cell: (row) => <Quantity of={wholeCount(row.memberEpoch)} />,
  },
];

function assignedText({ assignments }: Member): string | undefined {
  if (!assignments || assignments.length === 0) return undefined;
  return assignments.map(({ topic, partitions }) => `${topic}: ${partitions.join(", ")}`).join("; ");
}
