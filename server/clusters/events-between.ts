import type { HistoryEvent } from "../../lib/api/history.ts";
import { plural } from "../../lib/format/count.ts";
import { type GroupLag, groupLags } from "./group-lags.ts";
import type { GroupPicture, Snapshot, TopicPicture } from "./snapshot.ts";

type Say = (kind: HistoryEvent["kind"], type: HistoryEvent["subject"]["type"], name: string, message: string) => void;

/** With more topics than this in the same change they are told of together. */
const mostAlone = 10;

/** What happened between two pictures, as far as pictures can tell: what came and went again in between is not seen. */
export function eventsBetween(before: Snapshot, after: Snapshot): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  const say: Say = (kind, type, name, message) =>
    events.push({ at: after.offsetsAt, kind, subject: { type, name }, message });
  brokerEvents(before, after, say);
  topicEvents(before, after, say);
  groupEvents(before, after, say);
  return events;
}

function brokerEvents(before: Snapshot, after: Snapshot, say: Say): void {
  for (const [id, { isAnswering }] of after.brokers) {
    const was = before.brokers.get(id)?.isAnswering;
    if (was === true && !isAnswering) say("broker-lost", "broker", String(id), `Broker ${id} no longer answers.`);
    if (was === false && isAnswering) say("broker-back", "broker", String(id), `Broker ${id} answers again.`);
  }
  for (const [id, { isAnswering }] of before.brokers) {
    if (isAnswering && !after.brokers.has(id)) say("broker-lost", "broker", String(id), `Broker ${id} is gone.`);
  }
  const was = before.description?.controllerId ?? null;
  const is = after.description?.controllerId ?? null;
  if (was !== null && is !== null && was !== is)
    say("controller-change", "cluster", "", `Controller ${is} leads the cluster's metadata instead of ${was}.`);
}

function topicEvents(before: Snapshot, after: Snapshot, say: Say): void {
  const moved: { name: string; message: string }[] = [];
  for (const [name, topic] of after.topics) {
    const was = before.topics.get(name);
    if (!was)
      say("topic-created", "topic", name, `It was created with ${plural(topic.topic.partitions.length, "partition")}.`);
    else if (was.topic.topicId !== topic.topic.topicId)
      say(
        "topic-recreated",
        "topic",
        name,
        "It was deleted and created anew: what was read and committed before is of another topic.",
      );
    else {
      const message = leaderMessage(was, topic);
      if (message !== null) moved.push({ name, message });
    }
  }
  for (const name of before.topics.keys())
    if (!after.topics.has(name)) say("topic-deleted", "topic", name, "It was deleted.");
  for (const { name, message } of moved) say("leader-change", "topic", name, message);
  if (moved.length > mostAlone)
    say("leader-change", "cluster", "", `Partitions of ${plural(moved.length, "topic")} have another leader.`);
}

function leaderMessage(before: TopicPicture, after: TopicPicture): string | null {
  const changed: { partition: number; was: number | null; is: number | null }[] = [];
  for (const { partition, leader } of after.topic.partitions) {
    const was = before.topic.partitions[partition];
    if (was && was.leader !== leader) changed.push({ partition, was: was.leader, is: leader });
  }
  const [first] = changed;
  if (!first) return null;
  const by = (leader: number | null) => (leader === null ? "nobody" : `broker ${leader}`);
  if (changed.length === 1)
    return `Partition ${first.partition} is led by ${by(first.is)} instead of ${by(first.was)}.`;
  const lost = changed.filter(({ is }) => is === null).length;
  const without = lost > 0 ? `, ${lost} of them none` : "";
  return `${plural(changed.length, "partition")} have another leader${without}.`;
}

function groupEvents(before: Snapshot, after: Snapshot, say: Say): void {
  const lags = { before: groupLags(before).byGroup, after: groupLags(after).byGroup };
  for (const [id, group] of after.groups) {
    const was = before.groups.get(id);
    if (group.remembered) continue;
    if (!was) {
      if (before.groupsListed) say("group-created", "group", id, createdWords(group));
      continue;
    }
    stateEvents(was, group, (kind, message) => say(kind, "group", id, message));
    const reset = resetWords(was, lags.before.get(id), lags.after.get(id));
    if (reset !== null) say("reset", "group", id, reset);
  }
  if (!after.groupsListed) return;
  for (const [id] of before.groups) {
    if (!after.groups.has(id)) say("group-deleted", "group", id, "It was deleted, or its commits have expired.");
  }
}

function createdWords({ description }: GroupPicture): string {
  const members = description?.members.length ?? 0;
  return members === 0 ? "It is new." : `It is new, with ${plural(members, "member")}.`;
}

function stateEvents(
  was: GroupPicture,
  is: GroupPicture,
  say: (kind: HistoryEvent["kind"], message: string) => void,
): void {
  const before = was.description;
  const after = is.description;
  if (!before || !after || was.remembered) return;
  const words = sharesWords(before.members, after.members);
  const isOtherEpoch = before.epoch !== null && after.epoch !== null && after.epoch !== before.epoch;
  if (words !== null || isOtherEpoch)
    say(
      "rebalance",
      words ?? `Its assignment was worked out anew (epoch ${after.epoch}); the members kept their partitions.`,
    );
  if (before.state !== after.state) say("group-state", `${before.state} → ${after.state}.`);
}

type Members = NonNullable<GroupPicture["description"]>["members"];

/** null where the same members have the same shares */
function sharesWords(before: Members, after: Members): string | null {
  const were = new Map(before.map((member) => [member.memberId, shareOf(member)]));
  const are = new Map(after.map((member) => [member.memberId, shareOf(member)]));
  const joined = [...are.keys()].filter((id) => !were.has(id)).length;
  const left = [...were.keys()].filter((id) => !are.has(id)).length;
  const moved = [...are].filter(([id, share]) => were.has(id) && were.get(id) !== share).length;
  if (joined + left + moved === 0) return null;
  const parts = [
    ...(joined > 0 ? [`${plural(joined, "member")} joined`] : []),
    ...(left > 0 ? [`${plural(left, "member")} left`] : []),
    ...(moved > 0 ? [`${plural(moved, "member")} got other partitions`] : []),
  ];
  return `${parts.join(", ")}: ${plural(are.size, "member")} now.`;
}

function shareOf({ assignments }: Members[number]): string {
  return (assignments ?? [])
    .map(({ topic, partitions }) => `${topic}:${[...partitions].sort((a, b) => a - b)}`)
    .sort()
    .join(" ");
}

/** Commits that went back, or that moved while the group had no members: nobody can have read that. */
function resetWords(was: GroupPicture, before: GroupLag | undefined, after: GroupLag | undefined): string | null {
  if (!before?.isCurrent || !after || before === after) return null;
  const hadMembers = (was.description?.members.length ?? 0) > 0;
  let back = 0;
  let ahead = 0;
  for (const [topic, { partitions }] of after.topics) {
    const then = new Map(before.topics.get(topic)?.partitions.map((one) => [one.partition, one.commit?.offset]));
    for (const { partition, commit } of partitions) {
      const from = then.get(partition);
      if (!commit || from === undefined) continue;
      if (commit.offset < from) back += 1;
      else if (commit.offset > from && !hadMembers) ahead += 1;
    }
  }
  if (back + ahead === 0) return null;
  const parts = [
    ...(back > 0 ? [`went back in ${plural(back, "partition")}`] : []),
    ...(ahead > 0 ? [`went ahead in ${plural(ahead, "partition")} while it had no members`] : []),
  ];
  return `Its position ${parts.join(" and ")}.`;
}
