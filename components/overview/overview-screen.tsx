"use client";
import dynamic from "next/dynamic";
import { CliBlock } from "@/components/kafka/cli-block";
import { PartialProblems, ProblemPanel } from "@/components/kafka/problem-panel";
import { useLiveQuery } from "@/components/live/use-live-query";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Fact, PageHead, SectionHead } from "@/components/ui/page-head";
import { BoneLines, Loading } from "@/components/ui/skeleton";
import type { ClusterDetail } from "@/lib/api/clusters";
import { grouped } from "@/lib/format/figure";
import { kafkaTool } from "@/lib/kafka/cli";
import { paths } from "@/lib/paths";
import { ChartRow } from "./chart-row";
import { ClusterFacts } from "./cluster-facts";
import { FindingList } from "./finding-list";
import { cluster as clusterFacts, overview as overviewOf } from "./queries";
import { QuorumTable } from "./quorum-table";
import { TopGroups, TopTopics } from "./top-tables";

const ClusterHistory = dynamic(() => import("./cluster-history").then((part) => part.ClusterHistory), {
  ssr: false,
  loading: () => <div className="h-[480px]" />,
});

/** A cluster at a glance: what needs attention first, then how it does, then what it is. */
export function OverviewScreen({ cluster }: { cluster: string }) {
  const { data, error, refetch, isFetching } = useLiveQuery(overviewOf(cluster));
  const { data: facts } = useLiveQuery(clusterFacts(cluster));
  return (
    <>
      <PageHead title="Overview" facts={facts ? <Facts facts={facts} /> : null} />
      {error ? (
        <div className="pad flex-none pb-3">
          <ProblemPanel
            what={data ? `${cluster} could not be looked at anew` : `${cluster} could not be looked at`}
            error={error}
            onRetry={() => void refetch()}
            retrying={isFetching}
            tone={data ? "warn" : "bad"}
          />
        </div>
      ) : null}
      {error && !data && facts ? <Unreachable facts={facts} /> : null}
      {data && data.problems.length > 0 ? (
        <div className="pad flex-none pb-3">
          <PartialProblems problems={data.problems} />
        </div>
      ) : null}
      {data ? (
        <FindingList overview={data} />
      ) : error ? null : (
        <div className="pad flex-none">
          <Loading slow="Taking the first picture of the cluster: every broker is asked for its topics, groups and disks…">
            <BoneLines lines={3} />
          </Loading>
        </div>
      )}
      {error && !data ? null : (
        <>
          <ChartRow cluster={cluster} overview={data} />
          <div className="pad flex-none pt-4">
            <div className="cols grid-cols-2">
              <section aria-label="Topics by rate">
                <TopTopics cluster={cluster} rows={data?.topTopics} />
              </section>
              <section aria-label="Groups by lag">
                <TopGroups cluster={cluster} rows={data?.topGroups} />
              </section>
            </div>
          </div>
          {data ? <ClusterHistory cluster={cluster} /> : null}
          <div className="pad flex-none pt-5 pb-6">
            <div className="cols grid-cols-2">
              <section aria-label="Quorum">
                <SectionHead title="Controllers" />
                <QuorumTable cluster={cluster} />
              </section>
              <section aria-label="Cluster">
                <SectionHead title="Cluster" />
                {facts ? <ClusterFacts facts={facts} /> : null}
              </section>
            </div>
          </div>
        </>
      )}
    </>
  );
}

/** Nothing could be had: where it was looked for, and that nobody has to restart anything. */
function Unreachable({ facts }: { facts: ClusterDetail }) {
  return (
    <div className="pad">
      <EmptyState
        title="Klar keeps trying"
        why={
          <>
            It asks again every few seconds, and the pages of this cluster fill by themselves once a broker answers. It
            looks at the addresses that Klar's configuration gives for {facts.name} (<code>bootstrapServers</code>):
            whether they are right, and can be reached from the machine Klar runs on, Kafka's own tool tells.
          </>
        }
        action={<ButtonLink href={paths.clusters()}>All clusters</ButtonLink>}
      >
        <CliBlock
          comment="from the machine Klar runs on"
          command={kafkaTool("kafka-broker-api-versions.sh", facts.bootstrapServers, [])}
        />
      </EmptyState>
    </div>
  );
}

function Facts({ facts }: { facts: ClusterDetail }) {
  const { kafkaVersion, brokerCount, topicCount, partitionCount, groupCount, internalTopicCount } = facts;
  const fact = (value: number | null, one: string, many: string) =>
    value === null ? null : <Fact value={grouped(value)}>{value === 1 ? one : many}</Fact>;
  return (
    <>
      {kafkaVersion ? (
        <span>
          Kafka <b>{kafkaVersion}</b>
        </span>
      ) : null}
      {fact(brokerCount, "broker", "brokers")}
      {fact(topicCount, "topic", "topics")}
      {internalTopicCount !== null && internalTopicCount > 0 ? (
        <Fact value={grouped(internalTopicCount)}>internal</Fact>
      ) : null}
      {fact(partitionCount, "partition", "partitions")}
      {fact(groupCount, "group", "groups")}
      {facts.readOnly ? <Fact value="read-only" /> : null}
    </>
  );
}
