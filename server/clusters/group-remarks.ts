import type { GroupRemark } from "../../lib/api/groups.ts";
import { plural } from "../../lib/format/count.ts";
import { longDuration } from "../../lib/format/duration.ts";
import type { GroupDescription, GroupMember, MemberAssignment } from "../kafka/groups.ts";
import type { GroupLag } from "./group-lags.ts";
import { idleMemberCount } from "./group-rows.ts";

/** Names that are written out; the rest is counted. */
const namesShown = 3;

/** A rebalance that members come back to at their next poll is over sooner, ms. */
const longRebalanceMs = 60_000;

/**
 * What is worth saying about how a group's work is shared out, in words; nothing where all is well.
 * @param rebalancingMs for how long every look has found a classic group in the state of a rebalance it is in; null where none did
 */
export function groupRemarks(
  description: GroupDescription,
  lag: GroupLag,
  rebalancingMs: number | null = null,
): GroupRemark[] {
  const remarks = [
    idle(description),
    uneven(description),
    unowned(description, lag),
    reassigning(description),
    behindEpoch(description),
    heldUp(description, rebalancingMs),
    workers(description),
  ];
  return remarks.filter((remark) => remark !== null);
}

function idle(description: GroupDescription): GroupRemark | null {
  const { members, type } = description;
  const count = idleMemberCount(description) ?? 0;
  if (count === 0 || members.some(({ connect }) => connect !== null)) return null;
  const partitions = members.reduce((sum, member) => sum + share(member.assignments), 0);
  const who = `${plural(count, "member")} of ${members.length} ${count === 1 ? "has" : "have"} nothing to do`;
  const why =
    members.length > partitions && type !== "share"
      ? `: there are more members than partitions (${partitions})`
      : ", though there are partitions enough: it may read other topics, or its assignor has left it out";
  return { kind: "idle-members", severity: "info", message: `${who}${why}.` };
}

/** Among members that read the same topics: one has at least twice as many partitions as another, and two more. */
function uneven({ members, type, assignor }: GroupDescription): GroupRemark | null {
  if (type === "share" || type === "streams") return null;
  const alike = new Map<string, GroupMember[]>();
  for (const member of members) {
    if (share(member.assignments) === 0) continue;
    const { subscribedTopics, subscribedTopicRegex } = member;
    const key = JSON.stringify([[...(subscribedTopics ?? [])].sort(), subscribedTopicRegex]);
    alike.set(key, [...(alike.get(key) ?? []), member]);
  }
  for (const group of alike.values()) {
    const sorted = [...group].sort((a, b) => share(a.assignments) - share(b.assignments));
    const [least, most] = [sorted[0], sorted.at(-1)];
    if (!least || !most) continue;
    const [few, many] = [share(least.assignments), share(most.assignments)];
    if (many < few * 2 || many - few < 2) continue;
    const range =
      assignor === "range"
        ? " The range assignor gives the first members one more of every topic; uniform or cooperative-sticky do not."
        : "";
    const message = `Work is uneven: ${nameOf(most)} has ${plural(many, "partition")}, ${nameOf(least)} has ${few}.${range}`;
    return { kind: "uneven", severity: "info", message };
  }
  return null;
}

/** Partitions of what the group reads that no member holds, while every member has been told its share. */
function unowned({ members, state, type }: GroupDescription, lag: GroupLag): GroupRemark | null {
  const isSettled =
    state === "Stable" && members.length > 0 && members.every(({ assignments }) => assignments !== null);
  if (!isSettled || type === "streams" || members.some(({ connect }) => connect !== null)) return null;
  const subscribed = new Set(members.flatMap(({ subscribedTopics }) => subscribedTopics ?? []));
  const held = new Set(members.flatMap(({ assignments }) => (assignments ?? []).map(({ topic }) => topic)));
  const left: string[] = [];
  for (const [topic, { partitions }] of lag.topics) {
    const owned = new Set(
      members.flatMap(({ assignments }) =>
        (assignments ?? []).filter((one) => one.topic === topic).flatMap((one) => one.partitions),
      ),
    );
    // a topic that nobody reads any more has commits only
    if (!held.has(topic) && !subscribed.has(topic)) continue;
    for (const { partition } of partitions) if (!owned.has(partition)) left.push(`${topic}-${partition}`);
  }
  if (left.length === 0) return null;
  const message = `Nobody owns ${listed(left, "partition")}: what is written there waits.`;
  return { kind: "unowned", severity: "warn", message };
}

function reassigning({ members, state }: GroupDescription): GroupRemark | null {
  const moving = members.filter(
    ({ assignments, target }) => target !== null && assignments !== null && keyOf(target) !== keyOf(assignments),
  );
  if (moving.length > 0) {
    const message = `A rebalance is under way: ${listed(moving.map(nameOf), "member")} ${moving.length === 1 ? "has" : "have"} not got ${moving.length === 1 ? "its" : "their"} target assignment yet.`;
    return { kind: "reassigning", severity: "info", message };
  }
  if (
    state !== "PreparingRebalance" &&
    state !== "CompletingRebalance" &&
    state !== "Assigning" &&
    state !== "Reconciling"
  )
    return null;
  return {
    kind: "reassigning",
    severity: "info",
    message: `A rebalance is under way (${state}): partitions are being dealt out.`,
  };
}

/** A member takes up a new epoch with a heartbeat, once it has given up what it no longer owns. */
function behindEpoch({ members, epoch, type }: GroupDescription): GroupRemark | null {
  if (type === "classic" || epoch === null) return null;
  const behind = members.filter(({ memberEpoch }) => memberEpoch !== null && memberEpoch >= 0 && memberEpoch < epoch);
  if (behind.length === 0) return null;
  const message = `${listed(behind.map(nameOf), "member")} ${behind.length === 1 ? "is" : "are"} at an older epoch than the group (${epoch}): ${behind.length === 1 ? "it has" : "they have"} not confirmed the last assignment. One that stays there has stopped polling.`;
  return { kind: "no-heartbeat-progress", severity: "warn", message };
}

/**
 * Of classic members the protocol tells neither epochs nor heartbeats, and while they join not even who has: only that the group as a
 * whole does not get on.
 */
function heldUp({ state, type }: GroupDescription, rebalancingMs: number | null): GroupRemark | null {
  if (type !== "classic" || rebalancingMs === null || rebalancingMs < longRebalanceMs) return null;
  const seen = `Every look for ${longDuration(Math.floor(rebalancingMs / 1_000) * 1_000)} found it in ${state}`;
  const why =
    state === "PreparingRebalance"
      ? "a member that does not poll, or members that come and go, hold it up. Kafka goes on without one that is not back after its max.poll.interval.ms (5 minutes unless set)"
      : "its members have joined, and the one that leads has not dealt out the partitions";
  return { kind: "no-heartbeat-progress", severity: "warn", message: `${seen}: ${why}. Nothing is read meanwhile.` };
}

function workers({ members }: GroupDescription): GroupRemark | null {
  const resting = members.filter(({ connect }) => connect && connect.connectors.length + connect.tasks.length === 0);
  if (resting.length === 0) return null;
  const message = `${listed(
    resting.map(({ connect, memberId }) => connect?.url ?? memberId),
    "worker",
  )} ${resting.length === 1 ? "runs" : "run"} neither a connector nor a task.`;
  return { kind: "connect", severity: "info", message };
}

function share(assignments: readonly MemberAssignment[] | null): number {
  return (assignments ?? []).reduce((sum, { partitions }) => sum + partitions.length, 0);
}

function keyOf(assignments: readonly MemberAssignment[]): string {
  return assignments
    .filter(({ partitions }) => partitions.length > 0)
    .map(({ topic, partitions }) => `${topic}:${[...partitions].sort((a, b) => a - b)}`)
    .sort()
    .join(" ");
}

function nameOf({ instanceId, clientId, memberId }: GroupMember): string {
  return instanceId ?? (clientId === "" ? memberId : clientId);
}

function listed(names: readonly string[], noun: string): string {
  if (names.length <= namesShown) return names.join(", ");
  return `${names.slice(0, namesShown).join(", ")} and ${plural(names.length - namesShown, `more ${noun}`)}`;
}
