"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLiveInterval } from "@/components/ui/pause";
import { Status } from "@/components/ui/status";
import type { ClusterDetail } from "@/lib/api/clusters";
import { grouped } from "@/lib/format/figure";
import { Frame } from "./frame";
import { clusterFacts } from "./queries";
import type { Badges } from "./rail";

/** The frame of every page of a cluster; the rail shows where something is wrong. */
export function ClusterFrame({ cluster, children }: { cluster: string; children: ReactNode }) {
  const refetchInterval = useLiveInterval(10_000);
  const { data } = useQuery({ ...clusterFacts(cluster), refetchInterval });
  return (
    <Frame cluster={cluster} badges={badgesOf(data)}>
      {children}
    </Frame>
  );
}

function badgesOf(facts: ClusterDetail | undefined): Badges {
  if (!facts) return {};
  const offline = facts.offlinePartitions ?? 0;
  const thin = facts.underReplicatedPartitions ?? 0;
  const topics =
    offline > 0 ? (
      <Status tone="bad" className="end" spoken="partitions offline">
        {grouped(offline)}
      </Status>
    ) : thin > 0 ? (
      <Status tone="warn" className="end" spoken="partitions under-replicated">
        {grouped(thin)}
      </Status>
    ) : (
      plain(facts.topicCount)
    );
  const brokers =
    facts.status === "ok" ? (
      plain(facts.brokerCount)
    ) : (
      <Status tone={facts.status === "degraded" ? "warn" : "bad"} className="end" spoken={facts.status}>
        {facts.brokerCount === null ? "—" : grouped(facts.brokerCount)}
      </Status>
    );
  return { topics, groups: plain(facts.groupCount), brokers };
}

function plain(count: number | null): ReactNode {
  return count === null ? null : <span className="end">{grouped(count)}</span>;
}
