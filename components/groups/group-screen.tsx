"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { PartialProblems, ProblemPanel } from "@/components/kafka/problem-panel";
import { useLiveQuery } from "@/components/live/use-live-query";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SectionHead } from "@/components/ui/page-head";
import { BoneLines, Loading } from "@/components/ui/skeleton";
import type { ApiError } from "@/lib/api/error";
import type { GroupDetail } from "@/lib/api/groups";
import { plural } from "@/lib/format/count";
import { paths } from "@/lib/paths";
import { AssignmentMap } from "./assignment-map";
import { GroupHead } from "./group-head";
import { GroupOffsetsTable, OffsetTerms } from "./group-offsets-table";
import { isRebalancing } from "./group-state";
import { GroupSummary } from "./group-summary";
import { groupVerdict } from "./group-verdict";
import { MembersTable } from "./members-table";
import { clusterOfGroups, groupDetail } from "./queries";
import { TopicLagTable } from "./topic-lag-table";
import { VerdictLines } from "./verdict-lines";

const GroupCharts = dynamic(() => import("./group-charts").then((part) => part.GroupCharts), {
  ssr: false,
  loading: () => <div className="h-[480px]" />,
});
const StreamsSection = dynamic(() => import("./streams-section").then((part) => part.StreamsSection), { ssr: false });

/** One group: the verdict first, then what it rests on. */
export function GroupScreen({ cluster, group, join }: { cluster: string; group: string; join?: ReactNode }) {
  const { data, error, refetch, isFetching } = useLiveQuery(groupDetail(cluster, group), paceOf);
  const { data: facts } = useQuery(clusterOfGroups(cluster));
  const shown = data?.id === group ? data : undefined;
  return (
    <>
      <GroupHead cluster={cluster} group={group} data={shown} facts={facts} join={join} />
      {error?.code === "no-such-group" && !isFetching ? (
        <Missing cluster={cluster} error={error} />
      ) : error ? (
        <div className="pad pt-2">
          <ProblemPanel
            what={shown ? "The group could not be read anew" : "The group could not be read"}
            error={error}
            onRetry={() => void refetch()}
            retrying={isFetching}
            tone={shown ? "warn" : "bad"}
          />
        </div>
      ) : null}
      {shown && error?.code !== "no-such-group" ? <GroupBody cluster={cluster} group={shown} /> : null}
      {!shown && !error ? (
        <div className="pad">
          <Loading slow="Asking the group's coordinator takes longer than usual…">
            <BoneLines lines={8} />
          </Loading>
        </div>
      ) : null}
    </>
  );
}

/** A group that rebalances is looked at as it happens; ms. */
function paceOf(group: GroupDetail | undefined): number {
  return group && isRebalancing(group.state) ? 700 : 2000;
}

function Missing({ cluster, error }: { cluster: string; error: ApiError }) {
  return (
    <div className="pad">
      <EmptyState
        title="This group is not there"
        why={
          <>
            {error.message} {error.hint}
          </>
        }
        action={<ButtonLink href={paths.groups(cluster)}>All groups</ButtonLink>}
      />
    </div>
  );
}

function GroupBody({ cluster, group }: { cluster: string; group: GroupDetail }) {
  const isConnect = group.protocolType === "connect";
  const hasOffsets = group.offsets.length > 0;
  const hasTopics = new Set(group.offsets.map(({ topic }) => topic)).size > 1;
  return (
    <>
      <div className="pad flex-none pt-3">
        <PartialProblems problems={group.problems} />
        <VerdictLines verdict={groupVerdict(group)} />
        {isConnect ? null : <GroupSummary group={group} />}
      </div>
      <AssignmentMap group={group} />
      {group.type === "streams" ? <StreamsSection group={group} /> : null}
      {hasOffsets && !isConnect ? <GroupCharts cluster={cluster} group={group} /> : null}
      {hasTopics && !isConnect ? (
        <section className="pad flex-none pt-4" aria-label="Lag by topic">
          <SectionHead title="Topics" />
          <TopicLagTable cluster={cluster} group={group} />
        </section>
      ) : null}
      <section className="pad flex-none pt-4" aria-label="Members of the group">
        <SectionHead title="Members" aside={plural(group.members.length, "member")} />
        <MembersTable group={group} />
      </section>
      {isConnect && !hasOffsets ? null : (
        <section className="pad flex-none pt-4 pb-6" aria-label="Partitions of the group">
          <SectionHead
            title="Partitions"
            after={
              <span className="small muted no-phone">
                <OffsetTerms />
              </span>
            }
            aside={plural(group.offsets.length, "partition")}
          />
          <GroupOffsetsTable cluster={cluster} group={group} />
        </section>
      )}
    </>
  );
}
