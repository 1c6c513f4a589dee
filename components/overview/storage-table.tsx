"use client";
import Link from "next/link";
import { BarCell } from "@/components/charts/bar-cell";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { useLiveQuery } from "@/components/live/use-live-query";
import { DataTable } from "@/components/ui/data-table";
import { SectionHead } from "@/components/ui/page-head";
import { Quantity } from "@/components/ui/quantity";
import { Status } from "@/components/ui/status";
import type { BrokerRow } from "@/lib/api/brokers";
import { bytes } from "@/lib/format/bytes";
import { percent, wholeCount } from "@/lib/format/count";
import { diskShare } from "@/lib/kafka/disk-use";
import { paths } from "@/lib/paths";
import { brokers } from "./queries";

/** How full each broker's disks are, and how many partitions it leads. */
export function StorageTable({ cluster, sizeBytes }: { cluster: string; sizeBytes: bigint | null | undefined }) {
  const { data, error } = useLiveQuery(brokers(cluster));
  return (
    <section aria-label="Storage">
      <SectionHead
        title="Storage"
        aside={
          <span>
            <Quantity of={bytes(sizeBytes ?? null)} /> in logs
          </span>
        }
      />
      {error && !data ? (
        <ProblemPanel what="The brokers could not be read" error={error} />
      ) : (
        <DataTable
          label="Storage by broker"
          phone="keep"
          compact
          rows={data?.items}
          rowKey={idOf}
          columns={[
            {
              id: "id",
              head: "Broker",
              width: 64,
              cell: (row) => (
                <span className="inline-flex items-center gap-1.5">
                  <Link className="name" href={paths.broker(cluster, row.id)} prefetch={false}>
                    {row.id}
                  </Link>
                  <Trouble broker={row} />
                </span>
              ),
            },
            { id: "rack", head: "Rack", width: 64, cell: (row) => <span className="soft">{row.rack ?? "—"}</span> },
            {
              id: "bar",
              head: "Disk used",
              cell: (row) => <BarCell share={diskShare(row.logDirs)} tone={toneOf(row)} />,
            },
            {
              id: "share",
              head: <span className="sr-only">Share of the disk</span>,
              width: 54,
              align: "right",
              cell: (row) => <Quantity of={percent(diskShare(row.logDirs))} />,
            },
            {
              id: "leaders",
              head: "Leaders",
              width: 70,
              align: "right",
              cell: (row) => <Quantity of={wholeCount(row.leaderCount)} />,
            },
          ]}
        />
      )}
    </section>
  );
}

function idOf(row: BrokerRow): string {
  return String(row.id);
}

function toneOf(row: BrokerRow): "warn" | "bad" | undefined {
  const share = diskShare(row.logDirs);
  if (share === null || share <= 0.85) return undefined;
  return share > 0.95 ? "bad" : "warn";
}

function Trouble({ broker }: { broker: BrokerRow }) {
  if (!broker.isAnswering)
    return (
      <Status tone="bad">
        <span className="sr-only">does not answer</span>
      </Status>
    );
  if (broker.isFenced || broker.logDirs?.some(({ error }) => error !== null))
    return (
      <Status tone="warn">
        <span className="sr-only">{broker.isFenced ? "fenced" : "a log directory is offline"}</span>
      </Status>
    );
  return null;
}
