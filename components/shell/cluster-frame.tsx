"use client";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { useLiveQuery } from "@/components/live/use-live-query";
import { Status } from "@/components/ui/status";
import type { ClusterDetail, Finding } from "@/lib/api/clusters";
import { grouped } from "@/lib/format/figure";
import { Frame } from "./frame";
import { clusterFacts, clusterFindings } from "./queries";
import type { Badges } from "./rail";

const JobsMark = dynamic(() => import("./jobs-mark").then((part) => part.JobsMark), { ssr: false });

/** The frame of every page of a cluster; the rail shows where something is wrong. */
export function ClusterFrame({ cluster, children }: { cluster: string; children: ReactNode }) {
  const { data } = useLiveQuery(clusterFacts(cluster));
  const { data: overview } = useLiveQuery(clusterFindings(cluster));
  return (
    <Frame
      cluster={cluster}
      badges={{ ...badgesOf(data, overview?.findings ?? []), jobs: <JobsMark cluster={cluster} /> }}
    >
      {children}
    </Frame>
  );
}

function badgesOf(facts: ClusterDetail | undefined, findings: readonly Finding[]): Badges {
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
    facts.status === "unreachable" ? (
      <Status tone="bad" className="end" spoken="unreachable">
        {facts.brokerCount === null ? "—" : grouped(facts.brokerCount)}
      </Status>
    ) : (
      (troubled(findings, "broker") ?? plain(facts.brokerCount))
    );
  const groups = troubled(findings, "group") ?? plain(facts.groupCount);
  return { topics, groups, brokers };
}

/** How many things of a kind are in trouble, in the colour of the worst; null when none is. Hints do not count. */
function troubled(findings: readonly Finding[], type: "broker" | "group"): ReactNode {
  const isOwn = ({ subject, groups }: Finding) => subject.type === type || (type === "group" && groups !== undefined);
  const own = findings.filter((finding) => finding.severity !== "info" && isOwn(finding));
  if (own.length === 0) return null;
  const named = new Set(own.flatMap(({ subject }) => (subject.type === type ? [subject.name] : []))).size;
  const count = own.reduce((sum, { groups = 0 }) => sum + groups, named);
  const spoken = count === 1 ? `${type} needs attention` : `${type}s need attention`;
  return (
    <Status tone={own.some(({ severity }) => severity === "bad") ? "bad" : "warn"} className="end" spoken={spoken}>
      {grouped(count)}
    </Status>
  );
}

function plain(count: number | null): ReactNode {
  return count === null ? null : <span className="end">{grouped(count)}</span>;
}
