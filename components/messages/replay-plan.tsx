"use client";
import type * as z from "zod/mini";
import { cx } from "@/components/ui/class-names";
import { Note } from "@/components/ui/note";
import { SectionHead } from "@/components/ui/page-head";
import { Status } from "@/components/ui/status";
import type { Payload } from "@/lib/api/messages";
import type { ReplayPreview } from "@/lib/api/replay";
import { bytesText } from "@/lib/format/bytes";
import { plural } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";

type Plan = z.output<typeof ReplayPreview>;
const shown = 8;

/** What a replay would do: how many, from where to where, the first of them, and what to know. */
export function ReplayPlan({ source, plan, isOld }: { source: string; plan: Plan; isOld: boolean }) {
  const { destinations, samples, notes, problems, withoutOrigin } = plan;
  const byTopic = [...Map.groupBy(destinations, ({ topic }) => topic)];
  const told = problems.map(({ target, message }) => (
    <Note key={`${target}${message}`} tone="bad" lead={`${target}:`}>
      {message}
    </Note>
  ));
  // the target itself is the fault: nothing can be said of the records
  if (problems.length > 0 && destinations.length === 0)
    return (
      <section aria-label="What would be done" aria-busy={isOld} className={cx("grid gap-3", isOld && "opacity-60")}>
        {told}
      </section>
    );
  return (
    <section aria-label="What would be done" aria-busy={isOld} className={cx("grid gap-3", isOld && "opacity-60")}>
      {told}
      <p>
        <b className="num">{headline(plan)}</b> <span className="soft">{scope(plan)}</span>
      </p>
      {destinations.length > 0 ? (
        <table className="table ruled keep" aria-label="From and to">
          <thead>
            <tr>
              <th>From</th>
              <th>To</th>
              <th className="right">Records</th>
            </tr>
          </thead>
          <tbody>
            {byTopic.map(([topic, all]) => (
              <tr key={topic}>
                <td className="mono whitespace-normal wrap-anywhere">{source}</td>
                <td className="mono whitespace-normal wrap-anywhere">
                  {topic}{" "}
                  <span className="muted">
                    {all.length === 1 ? `partition ${all[0]?.partition}` : plural(all.length, "partition")}
                  </span>
                </td>
                <td className="right num">{grouped(all.reduce((sum, one) => sum + one.records, 0n))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {withoutOrigin > 0n ? (
        <Note tone="warn" lead={`${plural(withoutOrigin, "record stays", "records stay")}.`}>
          {withoutOrigin === 1n
            ? "No header says where it came from, or that is not there any more. It is passed over and counted."
            : "No header says where they came from, or that is not there any more. They are passed over and counted."}
        </Note>
      ) : null}
      {samples.length > 0 ? (
        <div>
          <SectionHead title="The first of them" />
          <ol className="grid">
            {samples.slice(0, shown).map(({ partition, offset, key, value, target, problem }) => (
              <li
                key={`${partition}:${offset}`}
                className="flex min-w-0 items-baseline gap-3 border-b border-line py-1"
              >
                <span className="mono flex-none">
                  {partition}:{String(offset)}
                </span>
                <span className="mono line-clamp-2 min-w-0 flex-1 wrap-anywhere">
                  {key === null ? <span className="muted">no key</span> : brief(key)}{" "}
                  <span className="soft">{value === null ? "tombstone" : brief(value)}</span>
                </span>
                {problem ? (
                  <Status tone="warn" className="flex-none">
                    stays
                  </Status>
                ) : (
                  <span className="mono flex-none muted">
                    → {byTopic.length > 1 ? `${target?.topic} ` : ""}
                    {target?.partition}
                  </span>
                )}
              </li>
            ))}
          </ol>
        </div>
      ) : null}
      <Note tone="plain" lead="Exactly once.">
        Copies are written in transactions together with how far they reach: readers of committed data see each once,
        also when a broker or this console fails on the way. The end of the selection is fixed when it starts.
      </Note>
      {notes.map((note) => (
        <p key={note} className="small soft">
          {note}
        </p>
      ))}
    </section>
  );
}

/** One line of a payload. */
function brief({ text, encoding }: Payload): string {
  const line = text.slice(0, 160).replace(/\s+/g, " ");
  return encoding === "base64" ? `base64:${line}` : line;
}

function headline({ selected, withoutOrigin, isComplete, bytes }: Plan): string {
  const goes = selected - withoutOrigin;
  return `${isComplete ? "" : "More than "}${plural(goes, "record")}, ${bytesText(bytes)}`;
}

function scope({ isComplete, scanned, span, ranges }: Plan): string {
  const partitions = new Set(ranges.map(({ partition }) => partition)).size;
  return isComplete
    ? `from ${plural(partitions, "partition")}; ${plural(span, "offset")} looked at`
    : `among the first ${grouped(scanned)} of ${grouped(span)} offsets of ${plural(partitions, "partition")}: a preview does not read further`;
}
