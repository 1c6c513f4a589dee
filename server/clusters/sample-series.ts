import { joined, ofTopic, subjects } from "../history/series.ts";
import type { TickBuilder } from "../history/tick-builder.ts";
import { brokerRows } from "./broker-rows.ts";
import { type GroupLags, groupLags } from "./group-lags.ts";
import { timingInPicture } from "./group-timing.ts";
import type { Ring } from "./ring.ts";
import type { Snapshot } from "./snapshot.ts";
import { topicRows } from "./topic-rows.ts";

/** Partitions kept one by one, over all groups: beyond them groups and topics go on as sums. */
const mostPartitions = 3_000;
/** And so many of them on disk. */
const mostDurablePartitions = 500;

type Sampled = { snapshot: Snapshot; ring: Ring; findings: number };

/**
 * A picture as history takes it. What is only remembered leaves a gap. Sums come first: with more series than are kept, partitions
 * are what is left out.
 */
export function sampleSeries(
  tick: TickBuilder,
  { snapshot, ring, findings }: Sampled,
  { partitions = mostPartitions } = {},
): void {
  const lags = groupLags(snapshot);
  clusterSeries(tick, { snapshot, ring, findings }, lags);
  for (const row of brokerRows(snapshot)) {
    const subject = subjects.broker(row.id);
    tick.put(subject, "up", "gauge", row.isAnswering ? 1 : 0);
    tick.put(subject, "leaders", "gauge", row.leaderCount);
    tick.put(subject, "replicas", "gauge", row.replicaCount);
    tick.put(subject, "size", "count", row.sizeBytes);
    tick.put(subject, "usable", "count", smallest(row.logDirs?.map(({ usableBytes }) => usableBytes) ?? []));
  }
  groupSeries(tick, snapshot, ring, lags);
  topicSeries(tick, snapshot, ring, lags);
  if (partitions > 0) partitionSeries(tick, snapshot, lags, partitions);
}

function clusterSeries(tick: TickBuilder, { snapshot, ring, findings }: Sampled, lags: GroupLags): void {
  const subject = subjects.cluster;
  let bytes: number | null = null;
  let size: bigint | null = null;
  let underReplicated = 0;
  let offline = 0;
  for (const row of topicRows(snapshot, ring)) {
    const rate = bytesRate(row);
    if (rate !== null) bytes = (bytes ?? 0) + rate;
    underReplicated += row.underReplicatedPartitions;
    offline += row.offlinePartitions;
  }
  for (const { sizeBytes } of brokerRows(snapshot)) if (sizeBytes !== null) size = (size ?? 0n) + sizeBytes;
  let lag: bigint | null = null;
  for (const { lag: ofGroup, isCurrent } of lags.byGroup.values())
    if (ofGroup !== null && isCurrent) lag = (lag ?? 0n) + ofGroup;
  tick.put(subject, "rate", "rate", ring.totalRate());
  tick.put(subject, "bytes", "rate", bytes);
  tick.put(subject, "lag", "count", lag);
  tick.put(subject, "size", "count", size);
  tick.put(subject, "findings", "gauge", findings);
  const up = [...snapshot.brokers.values()].filter(({ isAnswering }) => isAnswering).length;
  tick.put(subject, "brokers", "gauge", up);
  tick.put(subject, "under-replicated", "gauge", underReplicated);
  tick.put(subject, "offline", "gauge", offline);
}

function groupSeries(tick: TickBuilder, snapshot: Snapshot, ring: Ring, { byGroup }: GroupLags): void {
  for (const [id, group] of snapshot.groups) {
    const lag = byGroup.get(id);
    if (!lag?.isCurrent) continue;
    const subject = subjects.group(id);
    tick.put(subject, "lag", "count", group.offsets ? lag.lag : null);
    tick.put(subject, "lagMs", "gauge", timingInPicture(group, lag, ring.watch, snapshot.offsetsAt).lagMs);
    tick.put(subject, "members", "gauge", group.description?.members.length ?? null);
    for (const [topic, on] of lag.topics) {
      const topicId = snapshot.topics.get(topic)?.topic.topicId ?? "";
      tick.put(subject, ofTopic(topic, topicId, "lag"), "count", on.lag);
    }
  }
}

function topicSeries(tick: TickBuilder, snapshot: Snapshot, ring: Ring, { byGroup, byTopic }: GroupLags): void {
  for (const row of topicRows(snapshot, ring)) {
    const topicId = snapshot.topics.get(row.name)?.topic.topicId ?? "";
    const subject = subjects.topic(row.name, topicId);
    tick.put(subject, "rate", "rate", row.messagesPerSecond);
    tick.put(subject, "bytes", "rate", bytesRate(row));
    tick.put(subject, "size", "count", row.sizeBytes);
    tick.put(subject, "under-replicated", "gauge", row.underReplicatedPartitions);
    let lag: bigint | null = null;
    for (const id of byTopic.get(row.name)?.groups ?? []) {
      const of = byGroup.get(id);
      const here = of?.isCurrent ? (of.topics.get(row.name)?.lag ?? null) : null;
      if (here !== null) lag = (lag ?? 0n) + here;
    }
    if (lag !== null) tick.put(subject, "lag", "count", lag);
  }
}

function partitionSeries(tick: TickBuilder, snapshot: Snapshot, { byGroup }: GroupLags, most: number): void {
  const ended = new Set<string>();
  let count = 0;
  for (const [id, { topics, isCurrent }] of byGroup) {
    if (!isCurrent) continue;
    for (const [topic, on] of topics) {
      const topicId = snapshot.topics.get(topic)?.topic.topicId ?? "";
      for (const { partition, commit, latest } of on.partitions) {
        if (!commit) continue;
        count += 1;
        if (count > most) return;
        const isDurable = count <= mostDurablePartitions;
        const name = ofTopic(topic, topicId, "partition", partition, "committed");
        tick.put(subjects.group(id), name, "offset", commit.offset, isDurable);
        const end = joined("partition", partition, "latest");
        const key = joined(topic, end);
        if (ended.has(key)) continue;
        ended.add(key);
        tick.put(subjects.topic(topic, topicId), end, "offset", latest, isDurable);
      }
    }
  }
  // and of topics that nobody reads, as far as there is room
  for (const [name, { topic, latest }] of snapshot.topics) {
    if (topic.internal) continue;
    for (let partition = 0; partition < latest.length; partition++) {
      const end = joined("partition", partition, "latest");
      if (ended.has(joined(name, end))) continue;
      count += 1;
      if (count > most) return;
      const isDurable = count <= mostDurablePartitions;
      tick.put(subjects.topic(name, topic.topicId), end, "offset", latest[partition] ?? null, isDurable);
    }
  }
}

type Measured = {
  cleanupPolicy: string | null;
  messagesPerSecond: number | null;
  sizeBytes: bigint | null;
  offsetSpan: bigint | null;
};

/** Bytes a second: records a second times the mean size of a record in the log. Compaction leaves gaps in offsets: null. */
function bytesRate({ cleanupPolicy, messagesPerSecond, sizeBytes, offsetSpan: span }: Measured): number | null {
  if (messagesPerSecond === null || sizeBytes === null || span === null || cleanupPolicy?.includes("compact"))
    return null;
  if (span === 0n) return messagesPerSecond === 0 ? 0 : null;
  return (messagesPerSecond * Number(sizeBytes)) / Number(span);
}

function smallest(sizes: readonly (bigint | null)[]): bigint | null {
  let least: bigint | null = null;
  for (const size of sizes) if (size !== null && (least === null || size < least)) least = size;
  return least;
}
