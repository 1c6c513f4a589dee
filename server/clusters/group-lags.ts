import { isDeepStrictEqual } from "node:util";
import { type LagSum, type PartitionLag, partitionLag } from "../../lib/kafka/lag.ts";
import type { CommittedOffset, GroupDescription, GroupOffsets } from "../kafka/groups.ts";
import type { GroupPicture, Snapshot } from "./snapshot.ts";

/** A group in one partition. */
export type GroupPartition = PartitionLag & {
  topic: string;
  partition: number;
  commit: CommittedOffset | null;
  earliest: bigint | null;
  latest: bigint | null;
  /** who reads it; null with nobody or, in share groups, with several */
  memberId: string | null;
};
export type GroupOnTopic = LagSum & { partitions: GroupPartition[]; assignedMembers: number };
export type GroupLag = LagSum & {
  topics: ReadonlyMap<string, GroupOnTopic>;
  isBeyondEnd: boolean;
  /** false when the group is only remembered: its lag is not one of now */
  isCurrent: boolean;
};
export type TopicReaders = { groups: string[]; lag: bigint | null; slowest: string | null };
export type GroupLags = { byGroup: ReadonlyMap<string, GroupLag>; byTopic: ReadonlyMap<string, TopicReaders> };

/** Offsets of one topic by partition number; undefined where the topic is not known (any more). */
export type TopicEnds = { earliest: readonly (bigint | null)[]; latest: readonly (bigint | null)[]; count: number };

const made = new WeakMap<Snapshot["groups"], GroupLags>();

/** Lag of every group on every topic, worked out once for a picture. @param last the picture before: what is still so is taken from there */
export function groupLags(snapshot: Snapshot, last: Snapshot | null = null): GroupLags {
  const ready = made.get(snapshot.groups);
  if (ready) return ready;
  const endsOf = (name: string): TopicEnds | undefined => {
    const topic = snapshot.topics.get(name);
    return topic && { earliest: topic.earliest, latest: topic.latest, count: topic.topic.partitions.length };
  };
  const byGroup = new Map<string, GroupLag>();
  const byTopic = new Map<string, TopicReaders>();
  const before = last && made.get(last.groups);
  for (const [id, group] of snapshot.groups) {
    const known = before?.byGroup.get(id);
    const was = last?.groups.get(id);
    const isStill = last && known && was && isSameGroup(was, group) && areSameEnds(known, last, snapshot);
    const lag = isStill ? known : lagOfGroup(group, endsOf);
    byGroup.set(id, lag);
    for (const [topic, on] of lag.topics) {
      const readers = byTopic.get(topic);
      if (!readers) byTopic.set(topic, { groups: [id], lag: on.lag, slowest: on.lag === null ? null : id });
      else {
        readers.groups.push(id);
        if (on.lag !== null && (readers.lag === null || on.lag > readers.lag)) {
          readers.lag = on.lag;
          readers.slowest = id;
        }
      }
    }
  }
  const lags = { byGroup, byTopic };
  made.set(snapshot.groups, lags);
  return lags;
}

/** Whether commits and shares are what they were; offsets and ends that are the same are the same objects in both pictures. */
function isSameGroup(was: GroupPicture, is: GroupPicture): boolean {
  if (was.offsets !== is.offsets || was.remembered !== is.remembered) return false;
  const before = was.description?.members ?? [];
  const after = is.description?.members ?? [];
  return (
    before.length === after.length &&
    after.every(({ memberId, assignments }, i) => {
      const other = before[i];
      return other?.memberId === memberId && isDeepStrictEqual(other.assignments, assignments);
    })
  );
}

function areSameEnds({ topics }: GroupLag, last: Snapshot, now: Snapshot): boolean {
  for (const name of topics.keys()) {
    const before = last.topics.get(name);
    const after = now.topics.get(name);
    if (before?.latest !== after?.latest || before?.earliest !== after?.earliest) return false;
    if (before?.topic.partitions.length !== after?.topic.partitions.length) return false;
  }
  return true;
}

/** @param endsOf is asked once a topic */
export function lagOfGroup(
  group: Pick<GroupPicture, "description" | "offsets" | "remembered">,
  endsOf: (topic: string) => TopicEnds | undefined,
): GroupLag {
  const topics = new Map<string, GroupOnTopic>();
  let isBeyondEnd = false;
  for (const [topic, parts] of partsByTopic(group.description, group.offsets)) {
    const ends = endsOf(topic);
    const partitions: GroupPartition[] = [];
    const sum = emptySum();
    for (const partition of partitionNumbers(parts, ends)) {
      const one = inPartition(topic, partition, parts, ends);
      isBeyondEnd ||= one.isBeyondEnd;
      if (one.lag !== null) sum.lag = (sum.lag ?? 0n) + one.lag;
      else if (one.commit === null) sum.uncommittedPartitions += 1;
      else sum.unknownPartitions += 1;
      partitions.push(one);
    }
    topics.set(topic, { ...sum, partitions, assignedMembers: parts.members.size });
  }
  return { ...total(topics.values()), topics, isBeyondEnd, isCurrent: !group.remembered };
}

type Parts = {
  commits: Map<number, CommittedOffset>;
  /** null where several members share a partition */
  owners: Map<number, string | null>;
  members: Set<string>;
};

/** The topics a group commits on or is assigned, in the order of their names. */
function partsByTopic(description: GroupDescription | null, offsets: GroupOffsets | null): [string, Parts][] {
  const topics = new Map<string, Parts>();
  const at = (topic: string): Parts => {
    let parts = topics.get(topic);
    if (!parts) {
      parts = { commits: new Map(), owners: new Map(), members: new Set() };
      topics.set(topic, parts);
    }
    return parts;
  };
  for (const commit of offsets?.offsets ?? []) at(commit.topic).commits.set(commit.partition, commit);
  for (const { memberId, assignments } of description?.members ?? []) {
    for (const { topic, partitions } of assignments ?? []) {
      const { owners, members } = at(topic);
      members.add(memberId);
      for (const partition of partitions) owners.set(partition, owners.has(partition) ? null : memberId);
    }
  }
  return [...topics].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Every partition of the topic: those without a commit are to be seen as such. Without the topic, what the group names. */
function partitionNumbers({ commits, owners }: Parts, ends: TopicEnds | undefined): number[] {
  const count = ends?.count ?? 0;
  const numbers = Array.from({ length: count }, (_, partition) => partition);
  const others = new Set<number>();
  for (const partition of commits.keys()) if (partition >= count) others.add(partition);
  for (const partition of owners.keys()) if (partition >= count) others.add(partition);
  return others.size === 0 ? numbers : [...numbers, ...[...others].sort((a, b) => a - b)];
}

function inPartition(topic: string, partition: number, parts: Parts, ends: TopicEnds | undefined): GroupPartition {
  const commit = parts.commits.get(partition) ?? null;
  const earliest = ends?.earliest[partition] ?? null;
  const latest = ends?.latest[partition] ?? null;
  const counted = partitionLag({ committed: commit?.offset ?? null, earliest, end: latest });
  // share groups acknowledge out of order: only their coordinator can count
  const lag = commit?.lag ?? counted.lag;
  const memberId = parts.owners.get(partition) ?? null;
  return { ...counted, lag, topic, partition, commit, earliest, latest, memberId };
}

function total(topics: Iterable<LagSum>): LagSum {
  const sum = emptySum();
  for (const { lag, uncommittedPartitions, unknownPartitions } of topics) {
    if (lag !== null) sum.lag = (sum.lag ?? 0n) + lag;
    sum.uncommittedPartitions += uncommittedPartitions;
    sum.unknownPartitions += unknownPartitions;
  }
  return sum;
}

function emptySum(): LagSum {
  return { lag: null, uncommittedPartitions: 0, unknownPartitions: 0 };
}
