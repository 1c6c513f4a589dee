import { Sparkline } from "@/components/charts/sparkline";
import { LagCell } from "@/components/kafka/lag-cell";
import { OffsetTape } from "@/components/kafka/offset-tape";
import { DataTable } from "@/components/ui/data-table";
import { NameLink } from "@/components/ui/name-text";
import { Quantity } from "@/components/ui/quantity";
import { Status } from "@/components/ui/status";
import type { GroupRow } from "@/lib/api/groups";
import type { TopicRow } from "@/lib/api/topics";
import { count, plural } from "@/lib/format/count";
import { rate } from "@/lib/format/rate";
import { lagTrend } from "@/lib/kafka/lag-trend";
import { paths } from "@/lib/paths";

/** The busiest topics, and how far their slowest group is. */
export function TopTopics({ cluster, rows }: { cluster: string; rows: readonly TopicRow[] | undefined }) {
  return (
    <DataTable
      label="Topics by rate"
      compact
      rows={rows}
      rowKey={topicKey}
      empty={<p className="muted border-b border-line py-2">There is no topic yet.</p>}
      columns={[
        {
          id: "name",
          head: "Topics by rate",
          phone: "p1",
          cell: (row) => <NameLink name={row.name} href={paths.topic(cluster, row.name)} />,
        },
        {
          id: "rate",
          head: "Records",
          width: 92,
          align: "right",
          phone: "p1r",
          cell: (row) => <Quantity of={rate(row.messagesPerSecond)} />,
        },
        { id: "history", head: "10 min", width: 80, free: true, cell: (row) => <Sparkline values={row.rateHistory} /> },
        {
          id: "tape",
          head: "Unread, in offsets",
          width: 132,
          free: true,
          phone: "p3",
          cell: (row) => (
            <OffsetTape span={row.offsetSpan} lag={row.groupCount === 0 ? null : row.lag} label={tapeText(row)} />
          ),
        },
      ]}
    />
  );
}

function topicKey({ name }: TopicRow): string {
  return name;
}

function tapeText({ lag, offsetSpan, slowestGroup }: TopicRow): string {
  if (offsetSpan === null) return "not known";
  if (lag === null) return "read by no group with a commit";
  return `${plural(lag, "record")} not read by ${slowestGroup ?? "the slowest group"}`;
}

/** The groups furthest behind. */
export function TopGroups({ cluster, rows }: { cluster: string; rows: readonly GroupRow[] | undefined }) {
  return (
    <DataTable
      label="Groups by lag"
      compact
      rows={rows}
      rowKey={groupKey}
      empty={<p className="muted border-b border-line py-2">No group reads from this cluster.</p>}
      columns={[
        {
          id: "id",
          head: "Groups by lag",
          phone: "p1",
          cell: (row) => <NameLink name={row.id} href={paths.group(cluster, row.id)} />,
        },
        {
          id: "members",
          head: "Members",
          width: 76,
          align: "right",
          phone: "p2",
          label: "Members",
          cell: (row) => <Quantity of={count(row.memberCount)} />,
        },
        {
          id: "lag",
          head: "Lag",
          width: 80,
          align: "right",
          phone: "p2r",
          label: "Lag",
          cell: (row) => <LagCell lag={row.lag} uncommitted={row.uncommittedPartitions} />,
        },
        {
          id: "history",
          head: "10 min",
          width: 80,
          free: true,
          cell: (row) => <Sparkline values={row.lagHistory} tone={isGrowing(row) ? "warn" : undefined} />,
        },
        { id: "say", head: "State", width: 128, phone: "p1r", cell: (row) => <Say group={row} /> },
      ]}
    />
  );
}

function groupKey({ id }: GroupRow): string {
  return id;
}

function isGrowing({ lag, lagGrowthPerMinute }: GroupRow): boolean {
  return lagTrend(lag, lagGrowthPerMinute) === "growing" && (lag ?? 0n) >= 100n;
}

function Say({ group }: { group: GroupRow }) {
  if (group.remembered) return <Status tone="bad">As last seen</Status>;
  if (group.memberCount === 0 && (group.lag ?? 0n) > 0n) return <Status tone="warn">No member</Status>;
  if (isGrowing(group)) return <Status tone="warn">Falling behind</Status>;
  if (lagTrend(group.lag, group.lagGrowthPerMinute) === "draining") return <Status tone="calm">Catching up</Status>;
  if (group.memberCount === 0) return <Status tone="idle">No member</Status>;
  return group.lag === null ? (
    <Status tone="idle">No commit</Status>
  ) : (
    <Status tone="calm">{(group.lag ?? 0n) < 100n ? "Keeps up" : "Behind, steady"}</Status>
  );
}
