"use client";
import { Note } from "@/components/ui/note";
import type { TopicGroup } from "@/lib/api/groups";
import type { TopicDetail } from "@/lib/api/topics";
import { grouped } from "@/lib/format/figure";
import { spanIsRecords } from "./keeps";
import { removedBy, type TruncateRow, unreadLost } from "./truncate-plan";
import { TruncateTable } from "./truncate-table";

/** What the chosen point would delete, and which groups had not read it. */
export function TruncateLosses({
  topic,
  rows,
  groups,
}: {
  topic: TopicDetail;
  rows: readonly (TruncateRow & { error: string | null })[];
  groups: readonly TopicGroup[] | undefined;
}) {
  const removed = removedBy(rows);
  const all = topic.offsetSpan ?? 0n;
  const losers = groups ? unreadLost(rows, groups) : [];
  if (removed === 0n) return <Note lead="Nothing to delete.">No record lies before this point.</Note>;
  return (
    <>
      <Note tone="bad" lead="They cannot be brought back.">
        {spanIsRecords(topic) ? "≈ " : "Fewer than "}
        {grouped(removed)} records{all > 0n ? ` of ${grouped(all)}` : ""} are deleted.{" "}
        {groups === undefined
          ? "Asking which groups still need them…"
          : losers.length === 0
            ? groups.length === 0
              ? "No group reads the topic."
              : "Every group that reads the topic has read them."
            : "Not read yet by:"}
        {losers.length > 0 ? (
          <ul className="mt-1 max-h-[112px] overflow-auto" aria-label="Groups that lose records">
            {losers.map(({ id, unread }) => (
              <li key={id} className="break-all">
                <span className="mono">{id}</span> <span className="small soft">loses {grouped(unread)} unread</span>
              </li>
            ))}
          </ul>
        ) : null}
      </Note>
      <TruncateTable rows={rows} />
    </>
  );
}
