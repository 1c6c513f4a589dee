import type { Column } from "@/components/ui/column";
import { DataTable } from "@/components/ui/data-table";
import { NameText } from "@/components/ui/name-text";
import { Status } from "@/components/ui/status";
import type { GroupDetail } from "@/lib/api/groups";
import { clientColumn, connectColumns, epochColumns, partitionColumns, subscriptionColumn } from "./member-columns";
import { assignedCount, isChangingOver, type Member, memberNames } from "./members";

/** Who is in the group: client, host, what it holds and how far behind that is. */
export function MembersTable({ group }: { group: GroupDetail }) {
  const names = memberNames(group.members);
  const byMember = Map.groupBy(group.offsets, ({ memberId }) => memberId);
  const isConnect = group.protocolType === "connect";
  const hasEpochs = group.members.some(({ memberEpoch }) => memberEpoch !== null);
  const columns: Column<Member>[] = [
    {
      id: "member",
      head: "Member",
      phone: "p1",
      cell: (row) => (
        <span data-tip={row.instanceId === null ? row.memberId : `static member ${row.instanceId}, ${row.memberId}`}>
          <NameText name={names.get(row.memberId) ?? row.memberId} />
          {row.instanceId === null ? null : <span className="muted small"> static</span>}
        </span>
      ),
    },
    // a worker's client id is what it is called by already
    ...(isConnect ? [] : [clientColumn]),
    {
      id: "host",
      head: "Host",
      width: 150,
      phone: "p2m",
      cell: (row) => (
        <span className="mono soft">
          {row.host.replace(/^\//, "")}
          {row.rack ? <span className="muted"> {row.rack}</span> : null}
        </span>
      ),
    },
    ...(group.members.some(({ subscribedTopics, subscribedTopicRegex }) => subscribedTopics || subscribedTopicRegex)
      ? [subscriptionColumn]
      : []),
    ...(isConnect ? connectColumns : partitionColumns(byMember)),
    ...(hasEpochs ? epochColumns : []),
    {
      id: "say",
      head: "State",
      width: 190,
      phone: "p1r",
      cell: (row) => <MemberState member={row} isConnect={isConnect} type={group.type} />,
    },
  ];
  return (
    <DataTable
      label="Members"
      columns={columns}
      rows={group.members}
      rowKey={memberKey}
      compact
      empty={
        <p className="muted border-b border-line py-2">
          No member. A consumer becomes one by joining with this group id.
        </p>
      }
    />
  );
}

function memberKey(member: Member): string {
  return member.memberId;
}

function MemberState({ member, isConnect, type }: { member: Member; isConnect: boolean; type: GroupDetail["type"] }) {
  const held = isConnect
    ? (member.connect?.connectors.length ?? 0) + (member.connect?.tasks.length ?? 0)
    : assignedCount(member);
  if (isChangingOver(member)) {
    const target = assignedCount({ assignments: member.target });
    return (
      <span data-tip={`It is to have ${target} partitions and has ${held}.`}>
        <Status tone="info">Changing over</Status>
      </span>
    );
  }
  if (held === null) return <span className="muted">not known</span>;
  if (held === 0)
    return (
      <span data-tip={isConnect ? "No connector and no task runs on it." : idleTips[type]}>
        <Status tone="idle">Nothing to do</Status>
      </span>
    );
  return <Status tone="calm">{isConnect ? "Works" : "Reads"}</Status>;
}

const idleTips: Readonly<Record<GroupDetail["type"], string>> = {
  classic: "It waits: there are more members than partitions.",
  consumer: "It waits: there are more members than partitions.",
  unknown: "It has no partition.",
  share: "It has no partition yet: the coordinator hands them out anew within seconds.",
  streams: "It runs no active task; it may keep standbys.",
};
