"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Status } from "@/components/ui/status";
import { TabLinks } from "@/components/ui/tab-links";
import type { TopicGroup } from "@/lib/api/groups";
import type { TopicDetail } from "@/lib/api/topics";
import { grouped } from "@/lib/format/figure";
import { paths } from "@/lib/paths";
import { statesOf } from "./partition-state";
import { topicConfigs } from "./queries";

/** The pages of a topic. A tab tells how many there are of its thing, or how many are in trouble. */
export function TopicTabs({
  cluster,
  topic,
  detail,
  groups,
}: {
  cluster: string;
  topic: string;
  detail: TopicDetail | undefined;
  groups: readonly TopicGroup[] | undefined;
}) {
  const { data: configs } = useQuery({ ...topicConfigs(cluster, topic), staleTime: 30_000 });
  const own = configs?.items.filter((one) => one.source === "DYNAMIC_TOPIC_CONFIG").length;
  return (
    <TabLinks
      label="Pages of the topic"
      tabs={[
        { href: paths.topicMessages(cluster, topic), label: "Messages" },
        { href: paths.topicPartitions(cluster, topic), label: "Partitions", end: partitionsEnd(detail) },
        { href: paths.topicGroups(cluster, topic), label: "Groups", end: countEnd(groups?.length) },
        { href: paths.topicProducers(cluster, topic), label: "Producers" },
        { href: paths.topicHistory(cluster, topic), label: "History" },
        {
          href: paths.topicConfig(cluster, topic),
          label: "Config",
          end: countEnd(own, own === 1 ? "value set on this topic" : "values set on this topic"),
        },
      ]}
    />
  );
}

function countEnd(count: number | undefined, spoken?: string): ReactNode {
  if (count === undefined) return null;
  return (
    <span className="num">
      {grouped(count)}
      {spoken ? <span className="sr-only"> {spoken}</span> : null}
    </span>
  );
}

function partitionsEnd(detail: TopicDetail | undefined): ReactNode {
  if (!detail) return null;
  const states = statesOf(detail);
  const bad = states.offline.length + states["under-min-isr"].length;
  if (bad > 0)
    return (
      <Status tone="bad" spoken={states.offline.length > 0 ? "offline or below min ISR" : "below min ISR"}>
        {grouped(bad)}
      </Status>
    );
  const thin = states["under-replicated"].length;
  if (thin > 0)
    return (
      <Status tone="warn" spoken="under-replicated">
        {grouped(thin)}
      </Status>
    );
  return countEnd(detail.partitions.length);
}
