import type { GroupDetail } from "@/lib/api/groups";
import { plural } from "@/lib/format/count";
import { assignedCount, memberNames } from "./members";
import { deletedUnread } from "./offset-state";

type Facts = Pick<
  GroupDetail,
  "type" | "protocolType" | "state" | "members" | "offsets" | "uncommittedPartitions" | "idleMemberCount"
> &
  Partial<Pick<GroupDetail, "remarks">>;

/** What is to be said about a group besides how far behind it is, a sentence each. */
export function groupRemarks(group: Facts): string[] {
  return [
    // what the console has found itself knows more than one look can tell
    ...(group.remarks?.flatMap(({ kind, message }) => (kind === "connect" ? [] : [message])) ?? [
      ...idleWords(group),
      ...unevenWords(group),
      ...unownedWords(group),
      ...silentWords(group),
    ]),
    ...deletedWords(group),
    ...beyondWords(group),
    ...bareWords(group),
  ];
}

function idleWords({ idleMemberCount, members, protocolType, type }: Facts): string[] {
  const idle = idleMemberCount ?? 0;
  if (idle === 0 || protocolType === "connect") return [];
  const have = idle === 1 ? "1 member has" : `${idle} members have`;
  if (type === "share") return [`${have} no partition yet: the coordinator hands them out anew within seconds.`];
  const others =
    members.length > idle ? `: the partitions are shared out among the other ${members.length - idle}` : "";
  if (type === "streams")
    return [
      `${have} no active task${others}. There are as many tasks as partitions: more members than that only stand by.`,
    ];
  return [
    `${have} nothing to do${others}. A partition is read by one member at a time, so more members than partitions stay idle.`,
  ];
}

/** Members that could have as much as another have half of it, or less. */
function unevenWords({ type, state, members }: Facts): string[] {
  if (state !== "Stable" || type === "share" || type === "streams") return [];
  const subscriptions = new Set(
    members.map(({ subscribedTopics }) => JSON.stringify(subscribedTopics?.toSorted() ?? null)),
  );
  if (subscriptions.size > 1) return [];
  const names = memberNames(members);
  const held = members.flatMap((member) => {
    const count = assignedCount(member);
    return count === null || count === 0 ? [] : [{ count, name: names.get(member.memberId) ?? member.memberId }];
  });
  const most = held.reduce<(typeof held)[number] | null>((a, b) => (a && a.count >= b.count ? a : b), null);
  const least = held.reduce<(typeof held)[number] | null>((a, b) => (a && a.count <= b.count ? a : b), null);
  if (!most || !least || most.count - least.count < 2 || most.count < 2 * least.count) return [];
  return [
    `Uneven: ${most.name} holds ${plural(most.count, "partition")}, ${least.name} ${least.count}. Assignors that go topic by topic (range) do this where topics have few partitions.`,
  ];
}

/** Partitions of topics that members read, held by none of them. */
function unownedWords({ type, state, members, offsets }: Facts): string[] {
  if (state !== "Stable" || type === "share" || members.length === 0) return [];
  if (members.some(({ assignments }) => assignments === null)) return [];
  const read = new Set(members.flatMap(({ assignments }) => assignments?.map(({ topic }) => topic) ?? []));
  const bare = offsets.filter(({ topic, memberId }) => memberId === null && read.has(topic));
  const left = new Set(
    offsets.flatMap(({ topic, committed }) => (committed !== null && !read.has(topic) ? [topic] : [])),
  );
  return [
    ...(bare.length === 0
      ? []
      : [
          `${plural(bare.length, "partition is", "partitions are")} read by nobody: ${someOf(bare.map(({ topic, partition }) => `${topic} ${partition}`))}.`,
        ]),
    ...(left.size === 0
      ? []
      : [`No member reads ${someOf([...left])}: its commits there are from before, and what is written there waits.`]),
  ];
}

/** Members whose heartbeats come and whose commits do not. */
function silentWords({ members, offsets }: Facts): string[] {
  const names = memberNames(members);
  const stalled = Map.groupBy(
    offsets.filter(({ status, memberId }) => status === "stalled" && memberId !== null),
    ({ memberId }) => names.get(memberId ?? "") ?? "",
  );
  return [...stalled]
    .slice(0, 3)
    .map(
      ([name, rows]) =>
        `${name} is in the group and commits nothing on ${plural(rows.length, "partition")} where records wait: it is stuck on a record, waits for something outside, or reads without committing.`,
    );
}

function deletedWords({ offsets }: Facts): string[] {
  const gone = offsets.reduce((sum, row) => sum + deletedUnread(row), 0n);
  if (gone === 0n) return [];
  return [
    `${plural(gone, "record was", "records were")} deleted by retention before the group read ${gone === 1n ? "it" : "them"}.`,
  ];
}

function beyondWords({ offsets }: Facts): string[] {
  const beyond = offsets.filter(({ status }) => status === "beyond-end").length;
  if (beyond === 0) return [];
  return [
    `${plural(beyond, "partition has", "partitions have")} a commit beyond the end: the topic was truncated or recreated. Its clients start there where auto.offset.reset says.`,
  ];
}

function bareWords({ type, uncommittedPartitions }: Facts): string[] {
  const bare = uncommittedPartitions ?? 0;
  if (bare === 0) return [];
  const are = bare === 1 ? "is" : "are";
  if (type === "share")
    return [
      `${plural(bare, "partition has", "partitions have")} no start offset yet and ${are} not in the sum: share.auto.offset.reset of the group says where it begins.`,
    ];
  return [
    `${plural(bare, "partition has", "partitions have")} no commit and ${are} not in the sum: where the group starts there only its clients know.`,
  ];
}

function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
