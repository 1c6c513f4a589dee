import Link from "next/link";
import { BarCell } from "@/components/charts/bar-cell";
import { type MapBroker, replicaColumns } from "@/components/kafka/replica-columns";
import { Term } from "@/components/kafka/term";
import type { Column } from "@/components/ui/column";
import { Pair, Quantity } from "@/components/ui/quantity";
import { Status, type Tone } from "@/components/ui/status";
import type { TopicPartitionRow } from "@/lib/api/topics";
import { bytes } from "@/lib/format/bytes";
import { wholeCount } from "@/lib/format/count";
import { paths } from "@/lib/paths";
import { type PartitionState, partitionState } from "./partition-state";
import { sizeSkew } from "./size-skew";

const words: Record<PartitionState, { tone: Tone; text: string; tip: string }> = {
  offline: { tone: "bad", text: "Offline", tip: "No leader: neither written nor read." },
  "under-min-isr": {
    tone: "bad",
    text: "Below min ISR",
    tip: "Writes with acks=all are refused with NOT_ENOUGH_REPLICAS.",
  },
  "under-replicated": { tone: "warn", text: "Under-replicated", tip: "Fewer replicas in sync than there should be." },
  "not-preferred": { tone: "info", text: "Not preferred", tip: "Another replica than the first of the list leads." },
  "in-sync": { tone: "calm", text: "In sync", tip: "Every replica has what the leader has." },
};

export function PartitionStateCell({
  row,
  minInsyncReplicas,
}: {
  row: TopicPartitionRow;
  minInsyncReplicas: number | null;
}) {
  const { tone, text, tip } = words[partitionState(row, minInsyncReplicas)];
  return (
    <span data-tip={tip}>
      <Status tone={tone}>{text}</Status>
    </span>
  );
}

/** One row per partition, the brokers as columns between its state and its offsets. */
export function partitionColumns({
  cluster,
  topic,
  brokers,
  rows,
  minInsyncReplicas,
  held,
}: {
  cluster: string;
  topic: string;
  brokers: readonly MapBroker[];
  rows: readonly TopicPartitionRow[];
  minInsyncReplicas: number | null;
  /** partitions with an open transaction */
  held: ReadonlySet<number>;
}): Column<TopicPartitionRow>[] {
  const largest = rows.reduce((most, { sizeBytes }) => ((sizeBytes ?? 0n) > most ? (sizeBytes ?? 0n) : most), 0n);
  const skew = sizeSkew(rows);
  const hasElr = rows.some((row) => (row.eligibleLeaderReplicas?.length ?? 0) > 0);
  return [
    {
      id: "partition",
      head: "Part",
      width: 56,
      align: "right",
      sortable: true,
      cell: (row) => <span className="num">{row.partition}</span>,
    },
    {
      id: "state",
      head: "State",
      width: 142,
      sortable: true,
      cell: (row) => <PartitionStateCell row={row} minInsyncReplicas={minInsyncReplicas} />,
    },
    {
      id: "isr",
      head: <Term word="isr">ISR</Term>,
      width: 72,
      align: "right",
      cell: (row) => <Pair first={String(row.isr.length)} mid="of" second={String(row.replicas.length)} />,
    },
    ...replicaColumns<TopicPartitionRow>(brokers, (row) => row),
    ...(hasElr ? [elrColumn] : []),
    {
      id: "epoch",
      head: <Term word="leader-epoch">Epoch</Term>,
      width: 72,
      align: "right",
      wideOnly: true,
      cell: (row) => <Quantity of={wholeCount(row.leaderEpoch)} />,
    },
    {
      id: "earliest",
      head: <Term word="log-start">Start</Term>,
      align: "right",
      cell: (row) => <Quantity of={wholeCount(row.earliest)} />,
    },
    {
      id: "latest",
      head: <Term word="high-watermark">End</Term>,
      align: "right",
      cell: (row) => <Quantity of={wholeCount(row.latest)} />,
    },
    ...(held.size > 0 ? [stableColumn(held)] : []),
    {
      id: "size",
      head: "Size",
      width: 92,
      align: "right",
      sortable: true,
      cell: (row) => <Quantity of={bytes(row.sizeBytes)} />,
    },
    {
      id: "bar",
      head: skew ? (
        <span data-tip="One partition holds much more than the others: often one key that is written more than the rest.">
          p{skew.partition} is {skew.times}× the median
        </span>
      ) : (
        <span className="sr-only">Size against the largest</span>
      ),
      width: 136,
      free: true,
      wideOnly: true,
      cell: (row) => <BarCell share={largest === 0n || row.sizeBytes === null ? 0 : share(row.sizeBytes, largest)} />,
    },
    {
      id: "messages",
      head: <span className="sr-only">Messages</span>,
      width: 80,
      align: "right",
      cell: (row) => (
        <Link
          className="link"
          prefetch={false}
          href={`${paths.topicMessages(cluster, topic)}?partitions=${row.partition}`}
          aria-label={`Messages of partition ${row.partition}`}
        >
          Messages
        </Link>
      ),
    },
  ];
}

const elrColumn: Column<TopicPartitionRow> = {
  id: "elr",
  head: <Term word="elr">ELR</Term>,
  width: 64,
  align: "right",
  cell: ({ eligibleLeaderReplicas: elr }) =>
    elr === null ? (
      <span className="muted">n/a</span>
    ) : elr.length === 0 ? (
      <span className="muted">none</span>
    ) : (
      <span className="num">{elr.join(", ")}</span>
    ),
};

function stableColumn(held: ReadonlySet<number>): Column<TopicPartitionRow> {
  return {
    id: "stable",
    head: <Term word="lso">Stable</Term>,
    align: "right",
    cell: (row) =>
      held.has(row.partition) ? (
        <span data-tip="A transaction is open: readers of committed records stop here.">
          <Status tone="info">
            <Quantity of={wholeCount(row.lastStable)} />
          </Status>
        </span>
      ) : (
        <Quantity of={wholeCount(row.lastStable)} />
      ),
  };
}

function share(part: bigint, whole: bigint): number {
  return Number((part * 10_000n) / whole) / 10_000;
}
