import { BehindCell } from "@/components/kafka/lag-cell";
import type { Column } from "@/components/ui/column";
import { NameLink } from "@/components/ui/name-text";
import { Quantity } from "@/components/ui/quantity";
import type { GroupRow } from "@/lib/api/groups";
import { wholeCount } from "@/lib/format/count";
import { paths } from "@/lib/paths";
import { GroupKind, GroupState } from "./group-marks";
import { GroupLag, GroupSpark, StatusText } from "./lag-trend-cell";

/** Beside an open panel only what tells trouble is kept. */
const narrow = new Set(["id", "state", "lag", "lagMs", "status"]);

export function groupColumns(cluster: string, isNarrow: boolean): Column<GroupRow>[] {
  const all = allColumns(cluster);
  return isNarrow ? all.filter(({ id }) => narrow.has(id)) : all;
}

function allColumns(cluster: string): Column<GroupRow>[] {
  return [
    {
      id: "id",
      head: "Group",
      sortable: true,
      phone: "p1",
      cell: (row) => <NameLink name={row.id} href={paths.group(cluster, row.id)} />,
    },
    { id: "state", head: "State", width: 132, sortable: true, phone: "p1r", cell: (row) => <GroupState group={row} /> },
    { id: "type", head: "Type", width: 86, sortable: true, cell: (row) => <GroupKind group={row} /> },
    {
      id: "memberCount",
      head: "Members",
      width: 78,
      align: "right",
      sortable: true,
      phone: "p2",
      label: "Members",
      cell: (row) => <Quantity of={wholeCount(row.memberCount)} />,
    },
    {
      id: "topicCount",
      head: "Topics",
      width: 68,
      align: "right",
      sortable: true,
      cell: (row) => <Quantity of={wholeCount(row.topicCount)} />,
    },
    {
      id: "lag",
      head: "Lag",
      width: 96,
      align: "right",
      sortable: true,
      phone: "p2m",
      label: "Lag",
      cell: (row) => <GroupLag group={row} />,
    },
    {
      id: "lagMs",
      head: "Behind",
      width: 84,
      align: "right",
      sortable: true,
      cell: (row) => <BehindCell ms={row.lagMs} isLeast={row.lagMsIsLeast} tone={behindTone(row.status)} />,
    },
    { id: "history", head: "10 min", width: 82, free: true, cell: (row) => <GroupSpark group={row} /> },
    {
      id: "status",
      head: "Status",
      width: 164,
      sortable: true,
      phone: "p2r",
      cell: (row) => <StatusText group={row} />,
    },
    {
      id: "coordinator",
      head: "Coordinator",
      width: 96,
      align: "right",
      sortable: true,
      wideOnly: true,
      cell: (row) => <Quantity of={wholeCount(row.coordinator)} />,
    },
  ];
}

/** Colour only where the status is trouble. */
function behindTone(status: string | null): "warn" | "bad" | undefined {
  if (status === "stalled" || status === "stopped") return "bad";
  return status === "warning" || status === "rewound" ? "warn" : undefined;
}
