"use client";
import Link from "next/link";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { SectionHead } from "@/components/ui/page-head";
import { Status, type Tone } from "@/components/ui/status";
import { At } from "@/components/ui/time-text";
import { ApiError } from "@/lib/api/error";
import type { Member, MemberHappening } from "@/lib/api/workloads";
import { plural } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";
import { paths } from "@/lib/paths";
import type { MemberPicture } from "./use-member";

const tones: Record<Member["state"], Tone> = {
  joining: "info",
  stable: "ok",
  rebalancing: "warn",
  leaving: "info",
  left: "idle",
  failed: "bad",
};
const kinds: Partial<Record<MemberHappening["kind"], Tone>> = {
  joined: "ok",
  rebalancing: "warn",
  committed: "info",
  "commit-failed": "bad",
  failed: "bad",
};

const mostHappenings = 12;

/** What a member holds, what it goes through, and what it takes. */
export function MemberLife({ cluster, picture }: { cluster: string; picture: MemberPicture }) {
  const { member, happenings, records, skipped } = picture;
  if (!member) return <p className="muted">Asking…</p>;
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1" aria-live="polite">
        <Status tone={tones[member.state]}>{member.state}</Status>
        <span className="num">{plural(member.consumed, "record")} taken</span>
        <span className="num">{grouped(member.uncommitted)} not committed</span>
        <span className="num">{plural(member.rebalances, "rebalance")}</span>
        {member.generation === null ? null : <span className="num">generation {member.generation}</span>}
        {member.isLeader ? <span className="soft">leads the group</span> : null}
      </p>
      {member.problem ? (
        <ProblemPanel what="It is not a member" error={new ApiError(member.problem.code, member.problem.message)} />
      ) : null}
      <section aria-label="Partitions it holds">
        <SectionHead title="Holds" />
        {member.assignments.length === 0 ? (
          <p className="muted py-1">
            {member.state === "stable" ? "No partition: the group has more members than partitions." : "No partition."}
          </p>
        ) : (
          <ul>
            {member.assignments.map(({ topic, partitions }) => (
              <li key={topic} className="flex min-w-0 flex-wrap items-baseline gap-x-3 border-b border-line py-1">
                <Link className="link mono cut" href={paths.topicMessages(cluster, topic)}>
                  {topic}
                </Link>
                <span className="mono">{partitions.join(", ")}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-label="What happened">
        <SectionHead title="What happened" />
        <ol>
          {happenings.slice(0, mostHappenings).map(({ n, at, kind, message }) => (
            <li key={n} className="flex items-baseline gap-x-3 border-b border-line py-1 phone:flex-wrap">
              <span className="muted flex-none">
                <At at={at} only="time" />
              </span>
              <Status tone={kinds[kind] ?? "idle"} className="flex-none">
                {kind}
              </Status>
              <span className="min-w-0 break-words phone:basis-full">{message}</span>
            </li>
          ))}
        </ol>
      </section>
      <section aria-label="Records it took">
        <SectionHead
          title="Records"
          after={
            skipped > 0n ? (
              <span className="small muted">{grouped(skipped)} more were taken and are not shown</span>
            ) : null
          }
        />
        {records.length === 0 ? <p className="muted py-1">None yet.</p> : null}
        <ol className="max-h-[36vh] overflow-auto" data-scroll="">
          {records.map(({ n, topic, partition, offset, key, value }) => (
            <li key={n} className="flex min-w-0 items-baseline gap-3 border-b border-line py-1">
              <Link className="link mono flex-none" href={paths.message(cluster, topic, partition, offset)}>
                {partition}:{String(offset)}
              </Link>
              <span className="mono line-clamp-2 min-w-0 flex-1 wrap-anywhere">
                {key === null ? null : `${key} `}
                <span className="soft">{value ?? "tombstone"}</span>
              </span>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
