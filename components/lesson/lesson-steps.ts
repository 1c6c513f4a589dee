import type { GroupDetail } from "@/lib/api/groups";
import { lagTrend } from "@/lib/kafka/lag-trend";

/** The topic and the group of the lesson; made by it and deleted at its end. */
export const lessonName = "klar-lesson";
export const lessonPartitions = 6;
/** records a second the page writes while it is open */
export const writtenPerSecond = 40;
/** records a second a member takes at most */
export const fastRate = 200;
export const slowRate = 6;

export type LessonAct = "begin" | "start" | "start-many" | "slow-down" | "help" | "stop-all" | "end";

type Seen = Pick<GroupDetail, "state" | "members" | "offsets" | "lag" | "lagGrowthPerMinute" | "idleMemberCount">;

export type LessonStep = {
  id: string;
  title: string;
  /** what happens and why, two or three sentences */
  text: string;
  /** what to look at in the live view */
  look: string;
  act: { kind: LessonAct; label: string } | null;
  /** true once the cluster shows it */
  isSeen: (group: Seen | null, isBegun: boolean) => boolean;
};

const sumOf = (group: Seen, field: "committed" | "earliest") =>
  group.offsets.reduce((sum, row) => sum + (row[field] ?? 0n), 0n);

export const lessonSteps: readonly LessonStep[] = [
  {
    id: "begin",
    title: "A topic, and somebody who writes",
    text: `A topic of ${lessonPartitions} partitions is created, and this page writes ${writtenPerSecond} records a second to it as long as it is open. Nobody reads them yet: Kafka keeps them, whether they are read or not.`,
    look: "No group yet: a group comes into being when its first member joins.",
    act: { kind: "begin", label: "Create the topic and write" },
    isSeen: (_, isBegun) => isBegun,
  },
  {
    id: "first",
    title: "One member reads it all",
    text: "An ordinary consumer joins the group. It is the only member, so all partitions are its. It starts at the beginning, catches up, and commits how far it has come.",
    look: "One line in the map, with all six partitions.",
    act: { kind: "start", label: "Start a member" },
    isSeen: (group) => group !== null && group.members.length >= 1 && group.state === "Stable",
  },
  {
    id: "second",
    title: "A second one joins: a rebalance",
    text: "Whenever members come or go, the partitions are shared out anew. In the classic protocol all members stop for it, hand back what they had, and get their new share. Watch the state in the verdict, and the dashed cells: that is who held a partition before.",
    look: "“Rebalancing”, then two lines with three partitions each.",
    act: { kind: "start", label: "Start another member" },
    isSeen: (group) =>
      group !== null && group.state === "Stable" && group.members.filter((one) => one.assignments?.length).length >= 2,
  },
  {
    id: "idle",
    title: "More members than partitions",
    text: "A partition is read by one member of a group at a time: that is what keeps its order. So the seventh member of a group that reads six partitions has nothing to do. Partitions, not members, set how far reading can be spread.",
    look: "A member without a cell, and the remark under the verdict.",
    act: { kind: "start-many", label: "Start members until there are seven" },
    isSeen: (group) => (group?.idleMemberCount ?? 0) > 0,
  },
  {
    id: "lag",
    title: "Too slow: lag grows",
    text: `All members leave but one that takes only ${slowRate} records a second, as if each cost it a slow call. More is written than read: the lag, the distance from the commits to the end, grows with every second.`,
    look: "“will not catch up” after half a minute, and the rising line.",
    act: { kind: "slow-down", label: "Leave one slow member" },
    isSeen: (group) =>
      group !== null &&
      group.members.length > 0 &&
      (group.lag ?? 0n) >= 300n &&
      lagTrend(group.lag, group.lagGrowthPerMinute) === "growing",
  },
  {
    id: "drain",
    title: "Help comes: it drains",
    text: "Two fast members join. The slow one keeps its share of the partitions, and those stay slow until it leaves: a group is as late as its slowest member. Then the rest drains within moments.",
    look: "“clear in about …”, then “Keeps up”.",
    act: { kind: "help", label: "Start two fast ones, stop the slow one" },
    isSeen: (group) => group !== null && group.members.length >= 2 && group.lag !== null && group.lag < 100n,
  },
  {
    id: "reset",
    title: "Read it all again: a reset",
    text: "Where a group stands is only a number per partition, and it can be set. Kafka takes that from a group without members, so all of them leave first. Then press “Reset offsets…” beside: Earliest shows what would be read a second time, and sets it when you apply.",
    look: "After the reset the whole topic waits again: the lag is all of it.",
    act: { kind: "stop-all", label: "Stop all members" },
    isSeen: (group) =>
      group !== null &&
      group.members.length === 0 &&
      group.offsets.length > 0 &&
      sumOf(group, "committed") === sumOf(group, "earliest"),
  },
  {
    id: "end",
    title: "Tidy up",
    text: "The members stop, the group is deleted with its commits, and the topic with its records. Everything you saw was this cluster: the same pages show the same of your own groups.",
    look: "Nothing is left.",
    act: { kind: "end", label: "End the lesson" },
    isSeen: () => false,
  },
];

/** Steps count as seen in their order: what a later one shows by accident is not told before. */
export function seenThrough(before: number, group: Seen | null, isBegun: boolean): number {
  let reached = before;
  while (reached < lessonSteps.length && lessonSteps[reached]?.isSeen(group, isBegun)) reached += 1;
  return reached;
}
