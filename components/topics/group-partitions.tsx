"use client";
import Link from "next/link";
import { LagCell } from "@/components/kafka/lag-cell";
import { OffsetTape } from "@/components/kafka/offset-tape";
import { DataTable } from "@/components/ui/data-table";
import { NameText } from "@/components/ui/name-text";
import { Quantity } from "@/components/ui/quantity";
import { SidePanel } from "@/components/ui/side-panel";
import type { TopicGroup } from "@/lib/api/groups";
import type { TopicDetail } from "@/lib/api/topics";
import { wholeCount } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";
import { paths } from "@/lib/paths";

/** How far one group has come in each partition of the topic. */
export function GroupPartitions({
  cluster,
  group,
  detail,
  onClose,
}: {
  cluster: string;
  group: TopicGroup;
  detail: TopicDetail | undefined;
  onClose: () => void;
}) {
  const earliest = new Map(detail?.partitions.map((row) => [row.partition, row.earliest]));
  return (
    <div className="sticky top-0 flex h-[calc(100dvh-120px)] flex-none self-start phone:static">
      <SidePanel
        name="topic-group"
        label={`Group ${group.id} on this topic`}
        width={520}
        onClose={onClose}
        head={
          <>
            <h2 className="flex min-w-0">
              <NameText name={group.id} />
            </h2>
            <Link className="link ml-2 whitespace-nowrap" href={paths.group(cluster, group.id)}>
              Open
            </Link>
          </>
        }
      >
        <div className="body pt-3" data-scroll="">
          <DataTable
            label={`Partitions read by ${group.id}`}
            phone="keep"
            compact
            rows={group.partitions}
            rowKey={(row) => String(row.partition)}
            empty={<p className="muted py-2">Nothing is committed here, and no member has a partition.</p>}
            columns={[
              {
                id: "partition",
                head: "Part",
                width: 44,
                align: "right",
                cell: (row) => <span className="num">{row.partition}</span>,
              },
              {
                id: "tape",
                head: "In offsets",
                width: 136,
                free: true,
                cell: (row) => {
                  const start = earliest.get(row.partition) ?? null;
                  const span = row.latest === null || start === null ? null : row.latest - start;
                  return (
                    <OffsetTape
                      span={span}
                      lag={row.lag}
                      tone={span !== null && row.lag !== null && row.lag > span ? "bad" : "plain"}
                      label={
                        row.lag === null
                          ? `Partition ${row.partition}: nothing committed`
                          : `Partition ${row.partition}: ${grouped(row.lag)} behind the end`
                      }
                    />
                  );
                },
              },
              {
                id: "committed",
                head: "Committed",
                align: "right",
                cell: (row) => <Quantity of={wholeCount(row.committed)} />,
              },
              {
                id: "lag",
                head: "Lag",
                width: 88,
                align: "right",
                cell: (row) => <LagCell lag={row.lag} uncommitted={row.committed === null ? 1 : 0} exact />,
              },
              {
                id: "member",
                head: "Member",
                cell: (row) =>
                  row.memberId === null ? <span className="muted">nobody</span> : <NameText name={row.memberId} />,
              },
            ]}
          />
        </div>
      </SidePanel>
    </div>
  );
}
