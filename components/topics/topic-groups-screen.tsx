"use client";
import { parseAsString, useQueryState } from "nuqs";
import { MemberMap } from "@/components/kafka/member-map";
import { PartialProblems, ProblemPanel } from "@/components/kafka/problem-panel";
import { useLiveQuery } from "@/components/live/use-live-query";
import { DataTable } from "@/components/ui/data-table";
import { SectionHead } from "@/components/ui/page-head";
import { Quantity } from "@/components/ui/quantity";
import { useRowCursor } from "@/components/ui/use-row-cursor";
import type { TopicGroup } from "@/lib/api/groups";
import { count, plural } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";
import { groupColumns } from "./group-columns";
import { GroupPartitions } from "./group-partitions";
import { groupsVerdict } from "./groups-verdict";
import { NoReaders } from "./no-readers";
import { topicDetail, topicGroups } from "./queries";
import { VerdictHead } from "./verdict-head";

/** Beyond this many partitions a map is a carpet; the table beside it stays readable. */
const mapMost = 64;

/** Who reads a topic, and how far each has come. */
export function TopicGroupsScreen({ cluster, topic }: { cluster: string; topic: string }) {
  const { data, error, refetch, isFetching, isPlaceholderData } = useLiveQuery(topicGroups(cluster, topic));
  const { data: detail } = useLiveQuery(topicDetail(cluster, topic));
  const [chosen, choose] = useQueryState("group", parseAsString.withOptions({ history: "replace" }));
  const groups = isPlaceholderData ? undefined : data?.items;
  const [cursor, setCursor] = useRowCursor({
    count: groups?.length ?? 0,
    noun: "group",
    onPeek: (index) => void choose(groups?.[index]?.id ?? null),
    onOpen: (index) => void choose(groups?.[index]?.id ?? null),
    onLeave: () => {
      setCursor(-1);
      void choose(null);
    },
  });
  const shown = groups?.find(({ id }) => id === chosen);
  const partitions = detail?.name === topic ? detail.partitions.map(({ partition }) => partition) : [];
  if (groups?.length === 0 && !error)
    return (
      <div className="pad pt-2">
        <PartialProblems problems={data?.problems ?? []} />
        <NoReaders cluster={cluster} topic={topic} />
      </div>
    );
  return (
    <div className="flex min-w-0 flex-[1_0_auto] items-start">
      <div className="pad min-w-0 flex-1 pt-3 pb-6">
        {error ? (
          <ProblemPanel
            what={groups ? "The groups could not be read anew" : "The groups could not be read"}
            error={error}
            onRetry={() => void refetch()}
            retrying={isFetching}
            tone={groups ? "warn" : "bad"}
          />
        ) : null}
        {data ? <PartialProblems problems={data.problems} /> : null}
        {groups && groups.length > 0 ? <VerdictHead verdict={groupsVerdict(groups)} /> : null}
        {error && !groups ? null : (
          <DataTable
            label="Groups that read the topic"
            className="picks"
            columns={groupColumns(cluster, shown !== undefined)}
            rows={groups}
            rowKey={(row) => row.id}
            cursor={cursor}
            selected={(row) => row.id === chosen}
            onRow={(row, index) => {
              setCursor(index);
              void choose(row.id);
            }}
            slow="Asking the coordinators takes longer than usual…"
          />
        )}
        {groups && groups.length > 0 && partitions.length > 0 && partitions.length <= mapMost ? (
          <section className="pt-6" aria-label="Groups by partitions">
            <SectionHead title="Groups × partitions" aside={plural(partitions.length, "partition")} />
            <LagMap groups={groups} partitions={partitions} />
          </section>
        ) : null}
      </div>
      {shown ? (
        <GroupPartitions cluster={cluster} group={shown} detail={detail} onClose={() => void choose(null)} />
      ) : null}
    </div>
  );
}

function LagMap({ groups, partitions }: { groups: readonly TopicGroup[]; partitions: readonly number[] }) {
  const lags = new Map(groups.map((group) => [group.id, new Map(group.partitions.map((one) => [one.partition, one]))]));
  return (
    <MemberMap
      label="Records behind, by group and partition"
      unit="records behind"
      partitions={partitions}
      members={groups.map((group) => ({
        id: group.id,
        name: group.id,
        total: <Quantity of={count(group.lag)} />,
      }))}
      cell={(id, partition) => {
        const at = lags.get(id)?.get(partition);
        if (!at) return null;
        if (at.lag === null) return { text: "—", tip: `Partition ${partition}: nothing committed` };
        const { text, unit } = count(at.lag);
        return { text: `${text}${unit}`, tip: `Partition ${partition}: ${grouped(at.lag)} records behind` };
      }}
    />
  );
}
