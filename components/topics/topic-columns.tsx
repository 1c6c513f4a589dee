import { Sparkline } from "@/components/charts/sparkline";
import { OffsetTape } from "@/components/kafka/offset-tape";
import type { Column } from "@/components/ui/column";
import { NameLink } from "@/components/ui/name-text";
import { Pair, Quantity } from "@/components/ui/quantity";
import { Star } from "@/components/ui/star";
import { Status } from "@/components/ui/status";
import type { TopicRow } from "@/lib/api/topics";
import { bytes } from "@/lib/format/bytes";
import { count, wholeCount } from "@/lib/format/count";
import { rate } from "@/lib/format/rate";
import { paths } from "@/lib/paths";
import { keeps } from "./keeps";
import { tapeWords } from "./tape-words";
import { topicHealth } from "./topic-health";

/** Column names in the chooser, where the head itself is a drawing or short. */
export const columnNames: Readonly<Record<string, string>> = {
  partitionCount: "Partitions × replicas",
  tape: "Log",
  lag: "Lag",
  groupCount: "Groups",
  slowestGroup: "Slowest group",
  messagesPerSecond: "Rate",
  history: "Last 10 minutes",
  offsetSpan: "Records",
  sizeBytes: "Size",
  retentionMs: "Keeps",
  underReplicatedPartitions: "Health",
};

export function topicColumns(cluster: string, isPhone: boolean): Column<TopicRow>[] {
  return [
    {
      id: "star",
      head: <span className="sr-only">Favourite</span>,
      width: 26,
      free: true,
      cell: (row) => <Star scope={cluster} href={paths.topic(cluster, row.name)} label={row.name} />,
    },
    {
      id: "name",
      head: "Name",
      sortable: true,
      phone: "p1",
      cell: (row) => <NameLink name={row.name} href={paths.topic(cluster, row.name)} />,
    },
    {
      id: "partitionCount",
      head: "Part × RF",
      width: 84,
      align: "right",
      sortable: true,
      cell: (row) => <Pair first={String(row.partitionCount)} mid="×" second={String(row.replicationFactor)} />,
    },
    {
      id: "tape",
      head: (
        <span
          data-tip="The log in offsets, not in time: from its first offset to its end. Grey is read by every group, the dark tail is what the slowest has still to read; an outline is read by no group."
          data-tip-press=""
        >
          Log, in offsets
        </span>
      ),
      width: 136,
      free: true,
      phone: "p2",
      cell: (row) => <TopicTape row={row} />,
    },
    {
      id: "lag",
      head: "Lag",
      width: 92,
      align: "right",
      sortable: true,
      phone: "p2m",
      label: "Lag",
      cell: (row) => <TopicLag row={row} />,
    },
    {
      id: "groupCount",
      head: "Groups",
      width: 66,
      align: "right",
      sortable: true,
      wideOnly: true,
      cell: (row) => <Quantity of={wholeCount(row.groupCount)} />,
    },
    {
      id: "slowestGroup",
      head: "Slowest group",
      width: 160,
      wideOnly: true,
      cell: (row) =>
        row.slowestGroup === null ? (
          <span className="muted">—</span>
        ) : (
          <NameLink name={row.slowestGroup} href={paths.group(cluster, row.slowestGroup)} />
        ),
    },
    {
      id: "messagesPerSecond",
      head: "Rate",
      width: 82,
      align: "right",
      sortable: true,
      phone: "p1r",
      label: "Rate",
      cell: (row) => <Quantity of={rate(row.messagesPerSecond)} />,
    },
    { id: "history", head: "10 min", width: 80, free: true, cell: (row) => <Sparkline values={row.rateHistory} /> },
    {
      id: "offsetSpan",
      head: "Records",
      width: 86,
      align: "right",
      sortable: true,
      cell: (row) => <Quantity of={count(row.offsetSpan)} />,
    },
    {
      id: "sizeBytes",
      head: "Size",
      width: 84,
      align: "right",
      sortable: true,
      phone: "p2r",
      label: "Size",
      cell: (row) => <Quantity of={bytes(row.sizeBytes)} />,
    },
    {
      id: "retentionMs",
      head: "Keeps",
      width: 104,
      align: "right",
      sortable: true,
      cell: (row) => <Quantity of={keeps(row)} />,
    },
    {
      id: "underReplicatedPartitions",
      head: "Health",
      width: 130,
      sortable: true,
      phone: "p3",
      cell: (row) => <TopicHealthCell row={row} isPhone={isPhone} />,
    },
  ];
}

export function TopicTape({ row }: { row: TopicRow }) {
  return (
    <OffsetTape
      span={row.offsetSpan}
      lag={row.groupCount === 0 ? null : row.lag}
      tone={hasLost(row) ? "bad" : "plain"}
      label={tapeWords(row)}
    />
  );
}

/** More behind than the log holds: part of it was deleted unread. */
function hasLost({ lag, offsetSpan }: TopicRow): boolean {
  return lag !== null && offsetSpan !== null && lag > offsetSpan;
}

function TopicLag({ row }: { row: TopicRow }) {
  if (row.groupCount === 0) return <span className="muted">no group</span>;
  const figure = <Quantity of={count(row.lag)} />;
  return hasLost(row) ? (
    <span data-tip="More than the log holds: records were deleted before the slowest group read them.">
      <Status tone="bad">{figure}</Status>
    </span>
  ) : (
    figure
  );
}

/** On a phone only trouble is said, as a third line. */
function TopicHealthCell({ row, isPhone }: { row: TopicRow; isPhone: boolean }) {
  const { tone, text, tip } = topicHealth(row);
  if (isPhone && tone === "calm") return null;
  return (
    <span data-tip={tip}>
      <Status tone={tone}>{text}</Status>
    </span>
  );
}
