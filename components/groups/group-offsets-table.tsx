"use client";
import { parseAsStringLiteral, useQueryStates } from "nuqs";
import { BehindCell, LagCell } from "@/components/kafka/lag-cell";
import { OffsetTape } from "@/components/kafka/offset-tape";
import { Term } from "@/components/kafka/term";
import type { Column } from "@/components/ui/column";
import { DataTable } from "@/components/ui/data-table";
import { NameLink } from "@/components/ui/name-text";
import { Quantity } from "@/components/ui/quantity";
import { Status } from "@/components/ui/status";
import type { GroupDetail, GroupOffset } from "@/lib/api/groups";
import { plural, wholeCount } from "@/lib/format/count";
import { lagTrend } from "@/lib/kafka/lag-trend";
import { paths } from "@/lib/paths";
import { memberNames } from "./members";
import { offsetState } from "./offset-state";
import { offsetSort, sortedOffsets } from "./sorted-offsets";

const words = {
  by: parseAsStringLiteral(offsetSort).withDefault("lag"),
  order: parseAsStringLiteral(["asc", "desc"] as const).withDefault("desc"),
};

/** Every partition the group reads or has a commit in, the one furthest behind first. */
export function GroupOffsetsTable({ cluster, group }: { cluster: string; group: GroupDetail }) {
  const [sort, setSort] = useQueryStates(words, { history: "replace" });
  const names = memberNames(group.members);
  const nameOf = ({ memberId }: GroupOffset) => (memberId === null ? "" : (names.get(memberId) ?? memberId));
  const isGrowing = lagTrend(group.lag, group.lagGrowthPerMinute) === "growing" || group.members.length === 0;
  return (
    <DataTable
      label="Partitions"
      compact
      columns={columnsOf(
        cluster,
        nameOf,
        isGrowing,
        new Set(group.offsets.map(({ topic }) => topic)).size > 1,
        group.offsets.some(({ metadata }) => metadata !== null && metadata !== ""),
      )}
      rows={sortedOffsets(group.offsets, sort.by, sort.order, nameOf)}
      rowKey={offsetKey}
      sort={sort}
      onSort={({ by, order }) => {
        const known = offsetSort.find((one) => one === by);
        if (known) void setSort({ by: known, order });
      }}
      empty={<p className="muted border-b border-line py-2">Nothing is committed, and no member has a partition.</p>}
    />
  );
}

function offsetKey({ topic, partition }: GroupOffset): string {
  return `${topic} ${partition}`;
}

function columnsOf(
  cluster: string,
  nameOf: (row: GroupOffset) => string,
  isGrowing: boolean,
  hasTopics: boolean,
  hasMetadata: boolean,
): Column<GroupOffset>[] {
  const figure = (
    id: "committed" | "latest" | "earliest" | "retained",
    head: Column<GroupOffset>["head"],
    wideOnly?: boolean,
  ): Column<GroupOffset> => ({
    id,
    head,
    width: id === "earliest" ? 84 : 94,
    align: "right",
    sortable: typeof head === "string",
    ...(wideOnly ? { wideOnly } : {}),
    cell: (row) => <Quantity of={wholeCount(row[id])} />,
  });
  return [
    ...(hasTopics ? [topicColumn(cluster)] : []),
    {
      id: "partition",
      head: "Partition",
      width: 70,
      align: "right",
      sortable: true,
      ...(hasTopics ? {} : { phone: "p1" as const, label: "Partition" }),
      cell: (row) => <Quantity of={wholeCount(row.partition)} />,
    },
    {
      id: "member",
      head: "Member",
      ...(hasTopics ? { width: 132 } : {}),
      sortable: true,
      cell: (row) =>
        row.memberId === null ? <span className="muted">none</span> : <span className="mono soft">{nameOf(row)}</span>,
    },
    figure("committed", "Committed"),
    {
      ...figure("latest", "End"),
      cell: (row) => (
        <span data-tip={stableTip(row)}>
          <Quantity of={wholeCount(row.latest)} />
        </span>
      ),
    },
    {
      id: "tape",
      head: "Log, in offsets",
      width: 134,
      free: true,
      phone: "p2",
      cell: (row) => (
        <OffsetTape
          span={row.retained}
          lag={row.lag}
          tone={isGrowing && (row.lag ?? 0n) >= 100n ? "warn" : "plain"}
          label={
            row.lag === null ? "no commit" : `${plural(row.lag, "record")} of ${wholeCount(row.retained).text} not read`
          }
        />
      ),
    },
    {
      id: "lag",
      head: "Lag",
      width: 82,
      align: "right",
      sortable: true,
      phone: "p2r",
      label: "Lag",
      cell: (row) => <LagCell lag={row.lag} uncommitted={row.committed === null ? 1 : 0} exact />,
    },
    {
      id: "lagMs",
      head: "Behind",
      width: 78,
      align: "right",
      sortable: true,
      cell: (row) => <BehindCell ms={row.lagMs} exact />,
    },
    figure("earliest", "Start", true),
    figure("retained", "Retained", true),
    ...(hasMetadata ? [metadataColumn] : []),
    { id: "state", head: "State", width: 126, phone: "p1r", cell: (row) => <PartitionState row={row} /> },
  ];
}

const metadataColumn: Column<GroupOffset> = {
  id: "metadata",
  head: "Metadata",
  width: 84,
  wideOnly: true,
  cell: ({ metadata }) =>
    metadata ? (
      <span className="mono soft" data-tip-cut={metadata}>
        {metadata}
      </span>
    ) : (
      <span className="muted">none</span>
    ),
};

function topicColumn(cluster: string): Column<GroupOffset> {
  return {
    id: "topic",
    head: "Topic",
    sortable: true,
    phone: "p1",
    cell: (row) => (
      <span className="flex min-w-0 items-baseline gap-1.5">
        <NameLink name={row.topic} href={paths.topic(cluster, row.topic)} />
        <span className="only-phone mono soft">{row.partition}</span>
      </span>
    ),
  };
}

function PartitionState({ row }: { row: GroupOffset }) {
  const { tone, word, tip } = offsetState(row);
  return (
    <span data-tip={tip}>
      <Status tone={tone}>{word}</Status>
    </span>
  );
}

/** A reader of committed records sees less while a transaction is open. */
function stableTip({ latest, lastStable }: GroupOffset): string | undefined {
  if (latest === null || lastStable === null || lastStable >= latest) return undefined;
  return `Last stable offset ${wholeCount(lastStable).text}: an open transaction hides ${plural(latest - lastStable, "record")} from readers of committed data.`;
}

export function OffsetTerms() {
  return (
    <>
      <Term word="offset" /> <Term word="lag" /> <Term word="log-start">start</Term>{" "}
      <Term word="retention">retained</Term>
    </>
  );
}
