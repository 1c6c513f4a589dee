"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { PartialProblems, ProblemPanel } from "@/components/kafka/problem-panel";
import { useLiveQuery } from "@/components/live/use-live-query";
import { PageHead } from "@/components/ui/page-head";
import { Star } from "@/components/ui/star";
import { paths } from "@/lib/paths";
import { clusterOfTopics, topicDetail, topicGroups } from "./queries";
import { TopicFacts } from "./topic-facts";
import { TopicMenu } from "./topic-menu";
import { TopicMissing } from "./topic-missing";
import { TopicTabs } from "./topic-tabs";

/** The frame of every page of a topic: its name, facts and acts, the tabs, and below them the page. `actions` stand at the right end. */
export function TopicFrame({
  cluster,
  topic,
  actions,
  children,
}: {
  cluster: string;
  topic: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { data, error, refetch, isFetching } = useLiveQuery(topicDetail(cluster, topic));
  const { data: groups } = useLiveQuery(topicGroups(cluster, topic));
  const { data: facts } = useQuery(clusterOfTopics(cluster));
  // a rename in the address keeps the old topic's answer for a moment: not this one's
  const shown = data?.name === topic ? data : undefined;
  const isMissing = error?.code === "no-such-topic";
  const isThere = shown !== undefined && !isMissing;
  return (
    <>
      <PageHead
        mono
        title={topic}
        before={<Star scope={cluster} href={paths.topic(cluster, topic)} label={topic} />}
        facts={isThere ? <TopicFacts cluster={cluster} topic={shown} groups={groups?.items} /> : null}
        actions={
          isThere ? (
            <>
              <TopicMenu cluster={cluster} topic={shown} facts={facts} />
              {actions}
            </>
          ) : null
        }
      />
      {isMissing ? (
        <TopicMissing cluster={cluster} topic={topic} error={error} />
      ) : (
        <>
          <TopicTabs cluster={cluster} topic={topic} detail={shown} groups={groups?.items} />
          {error ? (
            <div className="pad flex-none pt-2">
              <ProblemPanel
                what={shown ? "The topic could not be read anew" : "The topic could not be read"}
                error={error}
                onRetry={() => void refetch()}
                retrying={isFetching}
                tone={shown ? "warn" : "bad"}
              />
            </div>
          ) : shown && shown.problems.length > 0 ? (
            <div className="pad flex-none pt-2">
              <PartialProblems problems={shown.problems} />
            </div>
          ) : null}
          {error && !shown ? null : children}
        </>
      )}
    </>
  );
}
