"use client";
import { Fragment, type ReactNode } from "react";
import { Status } from "@/components/ui/status";
import type { TopicGroup } from "@/lib/api/groups";
import { count, plural } from "@/lib/format/count";

/** What is lost, as a short table of words and figures. */
export function Losses({ items }: { items: readonly { word: ReactNode; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[104px_minmax(0,1fr)] border-t border-line" aria-label="What is affected">
      {items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed per dialog
        <Fragment key={at}>
          <dt className="soft border-b border-line py-1">{item.word}</dt>
          <dd className="min-w-0 border-b border-line py-1">{item.value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** The groups that read a topic, the ones with members first: they are who notices. */
export function Readers({ groups }: { groups: readonly TopicGroup[] | undefined }) {
  if (groups === undefined) return <span className="muted">asking…</span>;
  if (groups.length === 0) return <span className="muted">no group</span>;
  const active = groups.filter((one) => (one.memberCount ?? 0) > 0);
  const sorted = [...active, ...groups.filter((one) => !active.includes(one))];
  return (
    <div className="grid gap-0.5">
      <span>
        {active.length > 0 ? (
          <Status tone="bad">
            {plural(active.length, "group")} with members {active.length === 1 ? "reads" : "read"} it
          </Status>
        ) : (
          `${plural(groups.length, "group")}, none with a member now`
        )}
      </span>
      <ul className="max-h-[112px] overflow-auto" aria-label="Groups on the topic">
        {sorted.map((one) => (
          <li key={one.id} className="break-all">
            <span className="mono">{one.id}</span>{" "}
            <span className="small muted">
              {one.memberCount === null ? "members unknown" : plural(one.memberCount, "member")}
              {one.lag === null ? "" : `, ${count(one.lag).text}${count(one.lag).unit} behind`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
