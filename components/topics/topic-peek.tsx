"use client";
import Link from "next/link";
import { LagCell } from "@/components/kafka/lag-cell";
import { PartialProblems, ProblemPanel } from "@/components/kafka/problem-panel";
import { useLiveQuery } from "@/components/live/use-live-query";
import { DataTable } from "@/components/ui/data-table";
import { NameText } from "@/components/ui/name-text";
import { Quantity } from "@/components/ui/quantity";
import { SidePanel } from "@/components/ui/side-panel";
import { wholeCount } from "@/lib/format/count";
import { paths } from "@/lib/paths";
import { PartitionStateCell } from "./partition-columns";
import { topicVerdict } from "./partition-verdict";
import { topicDetail, topicGroups } from "./queries";
import { TopicFacts } from "./topic-facts";
import { VerdictHead } from "./verdict-head";

/** A topic beside the list: how it is, who reads it, its partitions. */
export function TopicPeek({ cluster, topic, onClose }: { cluster: string; topic: string; onClose: () => void }) {
  const { data, error, isPlaceholderData } = useLiveQuery(topicDetail(cluster, topic));
  const { data: groups, error: groupsError, isPlaceholderData: isOld } = useLiveQuery(topicGroups(cluster, topic));
  const shown = isPlaceholderData ? undefined : data;
  return (
    <div className="sticky top-0 flex h-[calc(100dvh-40px)] flex-none self-start phone:static">
      <SidePanel
        name="topic"
        label={`Topic ${topic}`}
        onClose={onClose}
        head={
          <>
            <h2 className="flex min-w-0">
              <NameText name={topic} />
            </h2>
            <Link className="link ml-2 whitespace-nowrap" href={paths.topic(cluster, topic)}>
              Open
            </Link>
          </>
        }
      >
        <div className="body pt-3">
          {error && !shown ? <ProblemPanel what="The topic could not be read" error={error} /> : null}
          {shown ? (
            <>
              <PartialProblems problems={shown.problems} />
              <VerdictHead verdict={topicVerdict(shown)} small />
              <div className="facts mt-2 flex-wrap gap-y-1">
                <TopicFacts cluster={cluster} topic={shown} groups={undefined} />
              </div>
            </>
          ) : null}
          <h3>
            Groups
            <Link className="link font-normal" href={paths.topicGroups(cluster, topic)}>
              all about them
            </Link>
          </h3>
          {groupsError ? <ProblemPanel what="Its groups could not be read" error={groupsError} /> : null}
          <DataTable
            label={`Groups of ${topic}`}
            phone="keep"
            compact
            rows={isOld ? undefined : groups?.items}
            rowKey={(row) => row.id}
            empty={<p className="muted py-2">No group has committed here, and no member has a partition.</p>}
            columns={[
              {
                id: "id",
                head: "Group",
                cell: (row) => (
                  <Link href={paths.group(cluster, row.id)} prefetch={false}>
                    <NameText name={row.id} />
                  </Link>
                ),
              },
              {
                id: "members",
                head: "Members",
                width: 70,
                align: "right",
                cell: (row) => <Quantity of={wholeCount(row.memberCount)} />,
              },
              {
                id: "lag",
                head: "Lag",
                width: 96,
                align: "right",
                cell: (row) => <LagCell lag={row.lag} uncommitted={row.uncommittedPartitions} />,
              },
            ]}
          />
          <h3>
            Partitions
            <Link className="link font-normal" href={paths.topicPartitions(cluster, topic)}>
              with their replicas
            </Link>
          </h3>
          <DataTable
            label={`Partitions of ${topic}`}
            phone="keep"
            compact
            rows={shown?.partitions}
            rowKey={(row) => String(row.partition)}
            columns={[
              {
                id: "partition",
                head: "Part",
                width: 44,
                align: "right",
                cell: (row) => <span className="num">{row.partition}</span>,
              },
              {
                id: "state",
                head: "State",
                cell: (row) => <PartitionStateCell row={row} minInsyncReplicas={shown?.minInsyncReplicas ?? null} />,
              },
              {
                id: "leader",
                head: "Leader",
                width: 60,
                align: "right",
                cell: (row) => <Quantity of={wholeCount(row.leader)} />,
              },
              {
                id: "latest",
                head: "Ends at",
                width: 120,
                align: "right",
                cell: (row) => <Quantity of={wholeCount(row.latest)} />,
              },
            ]}
          />
        </div>
      </SidePanel>
    </div>
  );
}
