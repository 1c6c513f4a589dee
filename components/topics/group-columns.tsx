import { LagCell } from "@/components/kafka/lag-cell";
import { Term } from "@/components/kafka/term";
import type { Column } from "@/components/ui/column";
import { NameLink } from "@/components/ui/name-text";
import { Pair, Quantity } from "@/components/ui/quantity";
import { Status } from "@/components/ui/status";
import type { TopicGroup } from "@/lib/api/groups";
import { wholeCount } from "@/lib/format/count";
import { paths } from "@/lib/paths";
import { groupStateText } from "./group-state-text";
import { isAlone } from "./groups-verdict";

/** One row per group, with its lag on this topic only. `isTight`: a panel stands beside. */
export function groupColumns(cluster: string, isTight: boolean): Column<TopicGroup>[] {
  const columns: Column<TopicGroup>[] = [
    {
      id: "id",
      head: "Group",
      phone: "p1",
      cell: (row) => <NameLink name={row.id} href={paths.group(cluster, row.id)} />,
    },
    {
      id: "state",
      head: "State",
      width: isTight ? 140 : 170,
      phone: "p1r",
      cell: (row) => {
        if (isAlone(row))
          return (
            <span data-tip="It has no members, and records wait.">
              <Status tone="warn">No member</Status>
            </span>
          );
        const { tone, text } = groupStateText(row.state);
        return <Status tone={tone}>{text}</Status>;
      },
    },
    { id: "type", head: "Type", width: 100, wideOnly: true, cell: (row) => <span className="soft">{row.type}</span> },
    {
      id: "members",
      head: (
        <span data-tip="Members that have a partition of this topic, of all members of the group.">Members here</span>
      ),
      width: 110,
      align: "right",
      phone: "p2",
      label: "Members",
      cell: (row) =>
        row.assignedMemberCount === null || row.memberCount === null ? (
          <Quantity of={wholeCount(row.memberCount)} />
        ) : (
          <Pair first={String(row.assignedMemberCount)} mid="of" second={String(row.memberCount)} />
        ),
    },
    {
      id: "lag",
      head: <Term word="lag">Lag here</Term>,
      width: 120,
      align: "right",
      phone: "p2m",
      label: "Lag",
      cell: (row) => <LagCell lag={row.lag} uncommitted={row.uncommittedPartitions} exact />,
    },
    {
      id: "uncommitted",
      head: <span data-tip="Partitions of this topic on which the group has committed nothing yet.">No commit</span>,
      width: 96,
      align: "right",
      cell: (row) => <Quantity of={wholeCount(row.uncommittedPartitions)} />,
    },
    {
      id: "coordinator",
      head: <Term word="coordinator">Coordinator</Term>,
      width: 110,
      align: "right",
      wideOnly: true,
      cell: (row) => <Quantity of={wholeCount(row.coordinator)} />,
    },
  ];
  return isTight ? columns.filter(({ id }) => ["id", "state", "members", "lag"].includes(id)) : columns;
}
