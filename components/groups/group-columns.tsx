import { Term } from "@/components/kafka/term";
import type { Column } from "@/components/ui/column";
import { NameLink } from "@/components/ui/name-text";
import { Quantity } from "@/components/ui/quantity";
import { Status } from "@/components/ui/status";
import type { GroupRow } from "@/lib/api/groups";
import { wholeCount } from "@/lib/format/count";
import { paths } from "@/lib/paths";
import { stateWord, typeWord } from "./group-state";
import { isBehindAlone } from "./is-behind-alone";
import { GroupLag, GroupSpark, TrendText } from "./lag-trend-cell";

export function groupColumns(cluster: string): Column<GroupRow>[] {
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
    { id: "history", head: "10 min", width: 82, free: true, cell: (row) => <GroupSpark group={row} /> },
    { id: "trend", head: "Trend", width: 148, phone: "p2r", cell: (row) => <TrendText group={row} /> },
    {
      id: "uncommittedPartitions",
      head: "No commit",
      width: 86,
      align: "right",
      sortable: true,
      wideOnly: true,
      cell: (row) => <Quantity of={wholeCount(row.uncommittedPartitions)} />,
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
    {
      id: "assignor",
      head: "Assignor",
      width: 128,
      sortable: true,
      wideOnly: true,
      cell: (row) =>
        row.assignor ? <span className="mono soft">{row.assignor}</span> : <span className="muted">—</span>,
    },
  ];
}

/** Remembered groups say so instead of a state that may long be another one. */
export function GroupState({ group }: { group: GroupRow }) {
  if (group.remembered)
    return (
      <span data-tip={`Its coordinator does not answer. Last seen ${group.state}.`}>
        <Status tone="bad">As last seen</Status>
      </span>
    );
  if (isBehindAlone(group))
    return (
      <span data-tip="It has no members, and records wait.">
        <Status tone="warn">No member</Status>
      </span>
    );
  const { tone, word, tip } = stateWord(group.state);
  return (
    <span data-tip={tip}>
      <Status tone={tone}>{word}</Status>
    </span>
  );
}

export function GroupKind({ group }: { group: Pick<GroupRow, "type" | "protocolType"> }) {
  const { word, tip } = typeWord(group.type, group.protocolType);
  return (
    <span className="soft" data-tip={tip}>
      {word}
    </span>
  );
}

/** What the column heads mean, for the line above an unfamiliar table. */
export function GroupTerms() {
  return (
    <>
      <Term word="group" /> <Term word="lag" /> <Term word="coordinator" /> <Term word="assignor" />
    </>
  );
}
