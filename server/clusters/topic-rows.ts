import type { TopicRow } from "../../lib/api/topics.ts";
import { isOffline, isUnderMinIsr, isUnderReplicated } from "../../lib/kafka/partition-health.ts";
import type { Partition, Topic } from "../kafka/cluster.ts";
import { groupLags, type TopicReaders } from "./group-lags.ts";
import type { Ring } from "./ring.ts";
import type { Snapshot, TopicPicture } from "./snapshot.ts";

const made = new WeakMap<Snapshot["topics"], TopicRow[]>();

/** The row of every topic, internal ones too, in the order of the picture; made once for a picture. */
export function topicRows(snapshot: Snapshot, ring: Ring): TopicRow[] {
  const ready = made.get(snapshot.topics);
  if (ready) return ready;
  const { byTopic } = groupLags(snapshot);
  const rows: TopicRow[] = [];
  for (const [name, picture] of snapshot.topics) {
    rows.push(topicRow(picture, snapshot.groupsListed ? (byTopic.get(name) ?? noReaders) : null, ring));
  }
  made.set(snapshot.topics, rows);
  return rows;
}

const noReaders: TopicReaders = { groups: [], lag: null, slowest: null };
const noTopicId = "00000000-0000-0000-0000-000000000000";

/** What a row says of the topic alone; the picture of one that does not change is the same object. */
type Still = Omit<TopicRow, "messagesPerSecond" | "groupCount" | "lag" | "slowestGroup" | "rateHistory">;
const stills = new WeakMap<TopicPicture, Still>();

function stillOf(picture: TopicPicture): Still {
  const ready = stills.get(picture);
  if (ready) return ready;
  const { topic, settings } = picture;
  const { name, internal, partitions } = topic;
  const still = {
    name,
    internal,
    topicId: shownTopicId(topic),
    partitionCount: partitions.length,
    replicationFactor: replicationFactor(topic),
    ...partitionHealth(partitions, settings?.minInsyncReplicas ?? null),
    offsetSpan: offsetSpan(picture.earliest, picture.latest),
    sizeBytes: sumOf(picture.sizeBytes),
    cleanupPolicy: settings?.cleanupPolicy ?? null,
    retentionMs: settings?.retentionMs ?? null,
  };
  stills.set(picture, still);
  return still;
}

function topicRow(picture: TopicPicture, readers: TopicReaders | null, ring: Ring): TopicRow {
  const { name, topicId } = picture.topic;
  return {
    ...stillOf(picture),
    messagesPerSecond: ring.topicRate(name, topicId),
    groupCount: readers ? readers.groups.length : null,
    lag: readers?.lag ?? null,
    slowestGroup: readers?.slowest ?? null,
    get rateHistory() {
      return ring.topicRates(name, topicId);
    },
  };
}

/** null where the brokers do not know topic ids (before 2.8) */
export function shownTopicId({ topicId }: Topic): string | null {
  return topicId === "" || topicId === noTopicId ? null : topicId;
}

/** Of its first partition; the others may differ while replicas are moved. */
export function replicationFactor({ partitions }: Topic): number {
  return partitions[0]?.replicas.length ?? 0;
}

type PartitionHealth = Pick<TopicRow, "underReplicatedPartitions" | "offlinePartitions" | "underMinIsrPartitions">;

export function partitionHealth(partitions: readonly Partition[], minIsr: number | null): PartitionHealth {
  const health = { underReplicatedPartitions: 0, offlinePartitions: 0, underMinIsrPartitions: 0 };
  for (const partition of partitions) {
    if (isUnderReplicated(partition)) health.underReplicatedPartitions += 1;
    if (isOffline(partition)) health.offlinePartitions += 1;
    if (minIsr !== null && isUnderMinIsr(partition, minIsr)) health.underMinIsrPartitions += 1;
  }
  return minIsr === null ? { ...health, underMinIsrPartitions: null } : health;
}

/** Sum of latest − earliest; null when one partition is not known: half a sum would look like records that are gone. */
export function offsetSpan(earliest: readonly (bigint | null)[], latest: readonly (bigint | null)[]): bigint | null {
  let span = 0n;
  for (let partition = 0; partition < latest.length; partition++) {
    const from = earliest[partition] ?? null;
    const to = latest[partition] ?? null;
    if (from === null || to === null) return null;
    if (to > from) span += to - from;
  }
  return latest.length === 0 ? null : span;
}

/** null when a part is not known, and of nothing */
export function sumOf(parts: readonly (bigint | null)[]): bigint | null {
  let sum = 0n;
  for (const part of parts) {
    if (part === null) return null;
    sum += part;
  }
  return parts.length === 0 ? null : sum;
}
