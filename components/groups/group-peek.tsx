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
import { groupVerdict } from "./group-verdict";
import { memberName, topicLags } from "./members";
import { groupDetail } from "./queries";
import { VerdictLines } from "./verdict-lines";

/** A group beside the list: how it is, what it reads, who is in it. */
export function GroupPeek({ cluster, group, onClose }: { cluster: string; group: string; onClose: () => void }) {
  const { data, error, isPlaceholderData } = useLiveQuery(groupDetail(cluster, group));
  const shown = isPlaceholderData ? undefined : data;
  return (
    <div className="sticky top-0 flex h-[calc(100dvh-40px)] flex-none self-start phone:static">
      <SidePanel
        name="group"
        label={`Group ${group}`}
        onClose={onClose}
        head={
          <>
            <NameText name={group} />
            <Link className="link ml-2 whitespace-nowrap" href={paths.group(cluster, group)}>
              Open
            </Link>
          </>
        }
      >
        <div className="body pt-3">
          {error && !shown ? <ProblemPanel what="The group could not be read" error={error} /> : null}
          {shown ? (
            <>
              <PartialProblems problems={shown.problems} />
              <VerdictLines verdict={groupVerdict(shown)} small />
            </>
          ) : null}
          <h2 className="text-small pt-2 pb-1 font-semibold">Reads</h2>
          <DataTable
            label={`Topics of ${group}`}
            phone="keep"
            compact
            rows={shown ? topicLags(shown) : undefined}
            rowKey={(row) => row.topic}
            empty={<p className="muted py-2">Nothing is committed, and no member has a partition.</p>}
            columns={[
              {
                id: "topic",
                head: "Topic",
                cell: (row) => (
                  <Link href={paths.topic(cluster, row.topic)} prefetch={false}>
                    <NameText name={row.topic} />
                  </Link>
                ),
              },
              {
                id: "partitions",
                head: "Partitions",
                width: 80,
                align: "right",
                cell: (row) => <Quantity of={wholeCount(row.partitions)} />,
              },
              {
                id: "lag",
                head: "Lag",
                width: 96,
                align: "right",
                cell: (row) => <LagCell lag={row.lag} uncommitted={row.uncommitted} />,
              },
            ]}
          />
          <h2 className="text-small pt-3 pb-1 font-semibold">Members</h2>
          <DataTable
            label={`Members of ${group}`}
            phone="keep"
            compact
            rows={shown?.members}
            rowKey={(row) => row.memberId}
            empty={<p className="muted py-2">No member.</p>}
            columns={[
              { id: "name", head: "Member", cell: (row) => <NameText name={memberName(row)} /> },
              {
                id: "host",
                head: "Host",
                width: 130,
                cell: (row) => <span className="mono soft">{row.host.replace(/^\//, "")}</span>,
              },
              {
                id: "assigned",
                head: "Partitions",
                width: 80,
                align: "right",
                cell: (row) => (
                  <Quantity
                    of={wholeCount(row.assignments?.reduce((sum, one) => sum + one.partitions.length, 0) ?? null)}
                  />
                ),
              },
            ]}
          />
        </div>
      </SidePanel>
    </div>
  );
}
