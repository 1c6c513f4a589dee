"use client";
import Link from "next/link";
import { useNow } from "@/components/ui/clock";
import { SectionHead } from "@/components/ui/page-head";
import { useZone } from "@/components/ui/preferences";
import { Status } from "@/components/ui/status";
import type { Finding, Overview } from "@/lib/api/clusters";
import { duration } from "@/lib/format/duration";
import { absoluteTime } from "@/lib/format/time";
import { ChecksButton } from "./checks-button";
import { bySeverity, findingWord, severityCounts, subjectText, wayOn } from "./finding-words";

/** What needs attention, worst first: a word with its shape, who, why it matters, since when, one way on. */
export function FindingList({ overview }: { overview: Overview }) {
  const { findings, checks, problems } = overview;
  const counts = severityCounts(findings);
  return (
    <section className="pad flex-none pt-0.5" aria-label="Needs attention">
      <SectionHead
        title="Needs attention"
        after={
          <span className="inline-flex gap-3 whitespace-nowrap">
            {counts.bad > 0 ? (
              <Status tone="bad" spoken="urgent">
                {counts.bad}
              </Status>
            ) : null}
            {counts.warn > 0 ? (
              <Status tone="warn" spoken="warnings">
                {counts.warn}
              </Status>
            ) : null}
            {counts.info > 0 ? (
              <Status tone="info" spoken="hints">
                {counts.info}
              </Status>
            ) : null}
          </span>
        }
        aside={<ChecksButton checks={checks} />}
      />
      {findings.length === 0 ? (
        <p className="ruled border-b border-line py-2">
          <Status tone="ok" className="font-semibold">
            {problems.length === 0 ? "Nothing needs attention" : "Nothing found in what could be read"}
          </Status>
          <span className="soft ml-2">
            {checks} checks over partitions, brokers, log directories, the controller and groups found nothing.
          </span>
        </p>
      ) : (
        <ol className="ruled">
          {bySeverity(findings).map((one) => (
            <FindingLine key={`${one.kind} ${one.subject.type} ${one.subject.name} ${one.message}`} finding={one} />
          ))}
        </ol>
      )}
    </section>
  );
}

function FindingLine({ finding }: { finding: Finding }) {
  const { severity, kind, subject, message, href } = finding;
  return (
    <li className="find">
      <Status tone={severity}>{findingWord(kind)}</Status>
      <p className="min-w-0 break-words">
        <Link href={href} className="name" prefetch={false}>
          {subjectText(subject)}
        </Link>
        <span className="why">{message}</span>
      </p>
      <Since at={finding.since} />
      <Link href={href} className="go link" prefetch={false} aria-label={`${wayOn(finding)}: ${subjectText(subject)}`}>
        {wayOn(finding)}
      </Link>
    </li>
  );
}

/** How long it has been so; what was there at the first look may be older than the console knows. */
function Since({ at }: { at: number | null }) {
  const now = useNow();
  const zone = useZone();
  if (at === null)
    return (
      <span className="when" data-tip="It was there when Klar first looked; how long before is not known.">
        first look
      </span>
    );
  const { text, unit } = duration(Math.max(0, now - at));
  return (
    <time className="when" dateTime={new Date(at).toISOString()} data-tip={`Since ${absoluteTime(at, zone)}`}>
      {now === 0 ? "" : `${text} ${unit}`}
    </time>
  );
}
