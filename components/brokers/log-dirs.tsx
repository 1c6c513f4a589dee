import Link from "next/link";
import { BarCell } from "@/components/charts/bar-cell";
import type { Column } from "@/components/ui/column";
import { DataTable } from "@/components/ui/data-table";
import { NameText } from "@/components/ui/name-text";
import { Quantity } from "@/components/ui/quantity";
import { Status } from "@/components/ui/status";
import type { BrokerRow } from "@/lib/api/brokers";
import { bytes } from "@/lib/format/bytes";
import { percent, wholeCount } from "@/lib/format/count";
import { dirShare } from "@/lib/kafka/disk-use";
import { paths } from "@/lib/paths";

type Dir = NonNullable<BrokerRow["logDirs"]>[number];
type Row = { broker: BrokerRow; dir: Dir | null; isFirst: boolean };

/** Every log directory of every broker given, with what Kafka keeps in it and how full its disk is. */
export function LogDirs({ cluster, brokers }: { cluster: string; brokers: readonly BrokerRow[] | undefined }) {
  const isOne = brokers?.length === 1;
  const rows = brokers?.flatMap((broker): Row[] => {
    const dirs = broker.logDirs ?? [];
    if (dirs.length === 0) return [{ broker, dir: null, isFirst: true }];
    return dirs.map((dir, at) => ({ broker, dir, isFirst: at === 0 }));
  });
  return (
    <DataTable
      label="Log directories"
      compact
      rows={rows}
      rowKey={dirKey}
      columns={isOne ? columns : [brokerColumn(cluster), ...columns.filter(({ id }) => id !== "replicas")]}
    />
  );
}

function dirKey({ broker, dir }: Row): string {
  return `${broker.id} ${dir?.path ?? ""}`;
}

function brokerColumn(cluster: string): Column<Row> {
  return {
    id: "broker",
    head: "Broker",
    width: 56,
    cell: ({ broker, isFirst }) =>
      isFirst ? (
        <Link className="name" href={paths.broker(cluster, broker.id)} prefetch={false}>
          {broker.id}
        </Link>
      ) : (
        <span className="sr-only">{broker.id}</span>
      ),
  };
}

const columns: Column<Row>[] = [
  {
    id: "path",
    head: "Directory",
    phone: "p1",
    cell: ({ broker, dir }) =>
      dir === null ? (
        <span className="muted">broker {broker.id} did not tell</span>
      ) : (
        <span className="flex min-w-0 items-baseline gap-1.5">
          <span className="only-phone mono soft">{broker.id}</span>
          <NameText name={dir.path} className="font-normal" />
        </span>
      ),
  },
  {
    id: "bar",
    head: "Disk used",
    width: 96,
    cell: ({ dir }) => <BarCell share={dir ? dirShare(dir) : null} tone={dir ? toneOf(dir) : undefined} />,
  },
  {
    id: "share",
    head: <span className="sr-only">Share of the disk</span>,
    width: 48,
    align: "right",
    phone: "p2",
    label: "Disk",
    cell: ({ dir }) => <Quantity of={percent(dir ? dirShare(dir) : null)} />,
  },
  {
    id: "left",
    head: "Left of",
    width: 146,
    align: "right",
    phone: "p2m",
    label: "Left",
    cell: ({ dir }) => (
      <>
        <Quantity of={bytes(dir?.usableBytes ?? null)} />
        <span className="no-phone">
          <span className="muted"> of </span>
          <Quantity of={bytes(dir?.totalBytes ?? null)} />
        </span>
      </>
    ),
  },
  {
    id: "size",
    head: "In logs",
    width: 88,
    align: "right",
    phone: "p2r",
    label: "In logs",
    cell: ({ dir }) => <Quantity of={bytes(dir?.sizeBytes ?? null)} />,
  },
  {
    id: "replicas",
    head: "Replicas",
    width: 76,
    align: "right",
    cell: ({ dir }) => <Quantity of={wholeCount(dir?.replicaCount ?? null)} />,
  },
  {
    id: "state",
    head: "State",
    width: 96,
    phone: "p1r",
    cell: ({ dir }) =>
      dir === null ? (
        <Status tone="idle">Unknown</Status>
      ) : dir.error === null ? (
        <Status tone="calm">Online</Status>
      ) : (
        <span data-tip={dir.error}>
          <Status tone="bad">Offline</Status>
        </span>
      ),
  },
];

function toneOf(dir: Dir): "warn" | "bad" | undefined {
  const share = dirShare(dir);
  if (share === null || share <= 0.85) return undefined;
  return share > 0.95 ? "bad" : "warn";
}
