import type { Tone } from "@/components/ui/status";
import type { GroupOffset } from "@/lib/api/groups";
import { plural } from "@/lib/format/count";

export type OffsetWord = { tone: Tone; word: string; tip: string };

/** Records that retention deleted before the group read them; 0 when the commit is still in the log. */
export function deletedUnread({ committed, earliest }: Pick<GroupOffset, "committed" | "earliest">): bigint {
  return committed !== null && earliest !== null && committed < earliest ? earliest - committed : 0n;
}

/** How it is with one partition of a group. */
export function offsetState(
  row: Pick<GroupOffset, "committed" | "earliest" | "latest" | "lag" | "status">,
): OffsetWord {
  if (row.status === "beyond-end")
    return {
      tone: "warn",
      word: "Beyond the end",
      tip: "The commit lies beyond the end of the log: the topic was truncated or recreated, or the offset was set by hand. Clients start where auto.offset.reset says.",
    };
  if (row.committed === null)
    return {
      tone: "idle",
      word: "No commit",
      tip: "Nothing was committed for this partition: where the group starts only its clients know (auto.offset.reset).",
    };
  const gone = deletedUnread(row);
  if (gone > 0n)
    return {
      tone: "bad",
      word: "Deleted unread",
      tip: `${plural(gone, "record was", "records were")} deleted by retention before the group read ${gone === 1n ? "it" : "them"}.`,
    };
  if (row.latest === null)
    return { tone: "idle", word: "Not known", tip: "The leader of the partition did not tell its end." };
  if (row.lag === 0n) return { tone: "calm", word: "At the end", tip: "Everything written has been read." };
  return { tone: "calm", word: "Behind", tip: `${plural(row.lag ?? 0n, "record waits", "records wait")}.` };
}
