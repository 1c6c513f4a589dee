import type {
  ClusterDescription,
  ClusterMetadata,
  EndAt,
  KafkaCluster,
  LogDir,
  Partition,
  Topic,
} from "../kafka/cluster.ts";
import type { KafkaError } from "../kafka/error.ts";
import type { GroupListing } from "../kafka/groups.ts";
import type { Settled } from "../kafka/settled.ts";
import { isAnswer, ProblemList } from "./partial-problems.ts";
import { readGroups } from "./read-groups.ts";
import type { BrokerPicture, Snapshot, TopicPicture } from "./snapshot.ts";
import type { TopicSettingsCache } from "./topic-settings.ts";

type Reading = {
  kafka: KafkaCluster;
  settings: TopicSettingsCache;
  last: Snapshot | null;
  /** deadline of each part, ms */
  timeoutMs: number;
};

/**
 * Reads one picture with `O(brokers)` requests, whatever the number of topics and groups. What one broker does not answer
 * is missing and named in `problems`; only metadata that nobody gives ends it. @throws KafkaError
 */
export async function readSnapshot({ kafka, settings, last, timeoutMs }: Reading): Promise<Snapshot> {
  const asOf = Date.now();
  const problems = new ProblemList();
  const call = { timeoutMs };
  const metadata = await kafka.metadata({ fresh: true, timeoutMs });
  const described = kafka.describe(call).then(
    (description) => description,
    (error: KafkaError) => {
      problems.add("cluster", "description", error);
      return last?.description ?? null;
    },
  );
  const logDirs = kafka.logDirs(call);
  const listings = kafka.listGroups(call);
  const configs = settings.read(metadata.topics, problems, timeoutMs);
  const starts = readEnds({ kafka, metadata, at: "earliest", problems, timeoutMs });
  const groups = listings.then((listed) => readGroups({ kafka, metadata, listed, last, problems, timeoutMs }));
  // ends are asked for once the commits are known: the other way round a group that keeps up would be ahead of the end
  const readLatest = () => readEnds({ kafka, metadata, at: "latest", problems, timeoutMs });
  const ends = groups.then(readLatest, readLatest);
  const parts = await Promise.all([described, logDirs, listings, starts, ends, configs, groups]);
  const [
    description,
    dirs,
    listed,
    { column: earliest },
    { column: latest, readAt: offsetsAt },
    settingsByTopic,
    groupsById,
  ] = parts;
  const sizes = sizesOf(metadata, dirs);
  const topics = new Map<string, TopicPicture>();
  for (const topic of metadata.topics) {
    const { name } = topic;
    const before = last?.topics.get(name);
    const now: TopicPicture = {
      topic,
      earliest: earliest.get(name) ?? [],
      latest: latest.get(name) ?? [],
      sizeBytes: sizes.get(name) ?? [],
      settings: settingsByTopic.get(name) ?? null,
    };
    topics.set(name, before && isSame(before, now) ? before : now);
  }
  const brokers = brokersOf({ metadata, description, dirs, listed, last });
  for (const { key, error } of failuresOf(dirs)) problems.add(`broker ${key}`, "log directories", error);
  return {
    asOf,
    offsetsAt,
    costMs: Date.now() - asOf,
    description,
    brokers,
    topics,
    groups: groupsById,
    groupsListed: listed.some(({ ok }) => ok),
    problems: problems.all(),
  };
}

function failuresOf<T>(items: readonly Settled<T, number>[]): { key: number; error: KafkaError }[] {
  const failures = [];
  for (const item of items) if (!item.ok) failures.push(item);
  return failures;
}

type Column = Map<string, (bigint | null)[]>;

type Ends = {
  kafka: KafkaCluster;
  metadata: ClusterMetadata;
  at: EndAt;
  problems: ProblemList;
  timeoutMs: number;
};

async function readEnds({ kafka, metadata, at, problems, timeoutMs }: Ends) {
  const { offsets, failed } = await kafka.topicEnds(metadata.topics, at, { timeoutMs });
  const readAt = Date.now();
  for (const { topic, partition, leader, error } of at === "latest" ? failed : [])
    if (error.kafkaCode !== 3) problems.add(targetOf(error, leader), "offsets", error, `${topic}-${partition}`);
  return { column: offsets, readAt };
}

/** A broker that is gone is named itself; what a living one answers stays with the topics. */
function targetOf(error: KafkaError, broker: number | null): string {
  return broker === null || isAnswer(error) ? "offsets" : `broker ${broker}`;
}

/** What has not changed stays the same object: what is derived from it need not be derived again. */
function isSame(before: TopicPicture, now: TopicPicture): boolean {
  const { topic, earliest, latest, sizeBytes, settings } = before;
  return (
    topic === now.topic &&
    earliest === now.earliest &&
    latest === now.latest &&
    sizeBytes === now.sizeBytes &&
    settings?.cleanupPolicy === now.settings?.cleanupPolicy &&
    settings?.retentionMs === now.settings?.retentionMs &&
    settings?.minInsyncReplicas === now.settings?.minInsyncReplicas
  );
}

const measured = new WeakMap<readonly Topic[], { of: readonly LogDir["replicas"][]; sizes: Column }>();

/** Bytes by topic and partition; those of the last time where neither topics nor logs have changed. */
function sizesOf(metadata: ClusterMetadata, dirs: readonly Settled<LogDir[], number>[]): Column {
  const of = dirs.flatMap((item) => (item.ok ? item.value.map(({ replicas }) => replicas) : []));
  const before = measured.get(metadata.topics);
  if (before?.of.length === of.length && of.every((replicas, i) => replicas === before.of[i])) return before.sizes;
  const sizes = sumSizes(metadata, dirs);
  measured.set(metadata.topics, { of, sizes });
  return sizes;
}

/** The leader's copy, else the largest that is known. Moving copies do not count. */
function sumSizes({ topics }: ClusterMetadata, dirs: readonly Settled<LogDir[], number>[]): Column {
  const sizes: Column = new Map();
  const partitionsOf = new Map<string, readonly Partition[]>();
  for (const { name, partitions } of topics) {
    partitionsOf.set(name, partitions);
    sizes.set(name, new Array<bigint | null>(partitions.length).fill(null));
  }
  for (const item of dirs) {
    if (!item.ok) continue;
    for (const { replicas } of item.value) {
      for (const { topic, partition, sizeBytes, isFuture } of replicas) {
        const column = sizes.get(topic);
        if (isFuture || !column || partition >= column.length) continue;
        const known = column[partition] ?? null;
        const leader = partitionsOf.get(topic)?.[partition]?.leader ?? null;
        const isBetter = leader === item.key || known === null || (leader === null && sizeBytes > known);
        if (isBetter) column[partition] = sizeBytes;
      }
    }
  }
  return sizes;
}

type BrokerParts = {
  metadata: ClusterMetadata;
  description: ClusterDescription | null;
  dirs: readonly Settled<LogDir[], number>[];
  listed: readonly Settled<GroupListing[], number>[];
  last: Snapshot | null;
};

/** Living, fenced and lost brokers: one that still holds replicas keeps its place under the address it was last seen at. */
function brokersOf({ metadata, description, dirs, listed, last }: BrokerParts): Map<number, BrokerPicture> {
  const answering = new Set<number>();
  for (const item of [...dirs, ...listed]) if (item.ok || isAnswer(item.error)) answering.add(item.key);
  const dirsOf = new Map(dirs.map((item) => [item.key, item.ok ? item.value : null]));
  const known = new Map(metadata.brokers.map((broker) => [broker.id, broker]));
  for (const broker of description?.brokers ?? []) known.set(broker.id, broker);
  const holders = replicaHolders(metadata.topics);
  for (const [id, { broker }] of last?.brokers ?? []) {
    if (!known.has(id) && holders.has(id)) known.set(id, broker);
  }
  return new Map(
    [...known.values()]
      .sort((a, b) => a.id - b.id)
      .map((broker) => [
        broker.id,
        { broker, isAnswering: answering.has(broker.id), logDirs: dirsOf.get(broker.id) ?? null },
      ]),
  );
}

function replicaHolders(topics: readonly Topic[]): Set<number> {
  const holders = new Set<number>();
  for (const { partitions } of topics)
    for (const { replicas } of partitions) for (const id of replicas) holders.add(id);
  return holders;
}
