import { BehindCell, LagCell } from "@/components/kafka/lag-cell";
import { OffsetTape } from "@/components/kafka/offset-tape";
import type { Column } from "@/components/ui/column";
import { NameLink } from "@/components/ui/name-text";
import { Quantity } from "@/components/ui/quantity";
import { Status } from "@/components/ui/status";
import type { GroupOffset } from "@/lib/api/groups";
import { plural, wholeCount } from "@/lib/format/count";
import { paths } from "@/lib/paths";
import { offsetState } from "./offset-state";

/** Columns of the partitions of one group: `hasTopics` when they are of several topics, `isGrowing` when the lag grows or nobody reads. */
export function groupOffsetColumns(
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
      ...(hasTopics ? { width: 120 } : {}),
      sortable: true,
      cell: (row) =>
        row.memberId === null ? <span className="muted">none</span> : <span className="mono soft">{nameOf(row)}</span>,
    },
    {
      ...figure("committed", "Committed"),
      cell: (row) => (
        <span data-tip={row.metadata ? `metadata: ${row.metadata}` : undefined}>
          <Quantity of={wholeCount(row.committed)} />
        </span>
      ),
    },
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
      width: hasTopics ? 110 : 134,
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
      cell: (row) => <BehindCell ms={row.lagMs} isLeast={row.lagMsIsLeast} exact />,
    },
    figure("earliest", "Start", true),
    figure("retained", "Retained", true),
    // beside topics there is no room for it: the committed offset tells it
    ...(hasMetadata && !hasTopics ? [metadataColumn] : []),
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
