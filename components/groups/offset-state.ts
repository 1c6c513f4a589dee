import type { Tone } from "@/components/ui/status";
import type { GroupOffset } from "@/lib/api/groups";
import { plural } from "@/lib/format/count";

export type OffsetWord = { tone: Tone; word: string; tip: string };

/** Records that retention deleted before the group read them; 0 when the commit is still in the log. */
export function deletedUnread({ committed, earliest }: Pick<GroupOffset, "committed" | "earliest">): bigint {
  return committed !== null && earliest !== null && committed < earliest ? earliest - committed : 0n;
}

/** Burrow's statuses as words; `ok` with records left to read is told by its reason below. */
const judgements: Readonly<Record<string, Omit<OffsetWord, "tip">>> = {
  ok: { tone: "calm", word: "Reads" },
  warning: { tone: "warn", word: "Falls behind" },
  rewound: { tone: "warn", word: "Rewound" },
  stalled: { tone: "bad", word: "Stalled" },
  stopped: { tone: "bad", word: "Stopped" },
};

/** How it is with one partition of a group. */
export function offsetState(
  row: Pick<GroupOffset, "committed" | "earliest" | "latest" | "lag" | "status" | "statusReason">,
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
  const judged = row.status === null ? undefined : judgements[row.status];
  if (judged && row.lag !== 0n) return { ...judged, tip: row.statusReason ?? judged.word };
  if (row.lag === 0n) return { tone: "calm", word: "At the end", tip: "Everything written has been read." };
  return { tone: "calm", word: "Behind", tip: `${plural(row.lag ?? 0n, "record waits", "records wait")}.` };
}
