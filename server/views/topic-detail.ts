import { type PartialProblem, partialProblem } from "../../lib/api/error.ts";
import type { TopicDetail, TopicPartitionRow } from "../../lib/api/topics.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { ProblemList } from "../clusters/partial-problems.ts";
import { offsetSpan, replicationFactor, shownTopicId, sumOf } from "../clusters/topic-rows.ts";
import { settingsOf } from "../clusters/topic-settings.ts";
import type { ElrPartition, KafkaCluster, LogDir, Partition, Topic } from "../kafka/cluster.ts";
import { KafkaError } from "../kafka/error.ts";
import type { Settled } from "../kafka/settled.ts";
import type { Isolation } from "../kafka/transfer.ts";

/** A part of the page that a broker does not give must not hold up the rest; ms. */
const partMs = 5_000;

/** One topic, asked live: leaders, ISR, eligible leaders, offsets, sizes. @throws KafkaError no-such-topic */
export async function topicDetail(cluster: Cluster, name: string, signal?: AbortSignal): Promise<TopicDetail> {
  cluster.look();
  const { kafka, ring } = cluster;
  const asOf = Date.now();
  const call = { signal, timeoutMs: partMs };
  const topic = await kafka.topic(name, { signal });
  const problems = new ProblemList();
  const [offsets, dirs, elr, settings] = await Promise.all([
    readOffsets(kafka, topic, problems, call),
    attempt(kafka.logDirs(call), "log directories", problems),
    attempt(kafka.elr(name, call), "eligible leader replicas", problems),
    readSettings(kafka, name, problems, call),
  ]);
  const sizes = sizesOf(topic, dirs ?? [], problems);
  const elrOf = new Map((elr ?? []).map((one) => [one.partition, one]));
  const partitions = topic.partitions.map((one, place) =>
    partitionRow(one, offsets, place, sizes.get(one.partition) ?? null, elrOf.get(one.partition)),
  );
  return {
    name,
    topicId: shownTopicId(topic),
    internal: topic.internal,
    replicationFactor: replicationFactor(topic),
    minInsyncReplicas: settings?.minInsyncReplicas ?? null,
    cleanupPolicy: settings?.cleanupPolicy ?? null,
    retentionMs: settings?.retentionMs ?? null,
    messagesPerSecond: ring.topicRate(name, topic.topicId),
    partitions,
    offsetSpan: offsetSpan(offsets.earliest, offsets.latest),
    sizeBytes: sumOf(partitions.map(({ sizeBytes }) => sizeBytes)),
    asOf,
    problems: [...problems.all(), ...offlineProblems(topic)],
  };
}

/** By place in `topic.partitions`. */
type Offsets = { earliest: (bigint | null)[]; latest: (bigint | null)[]; lastStable: (bigint | null)[] };
type PartCall = { signal: AbortSignal | undefined; timeoutMs: number };

async function readOffsets(kafka: KafkaCluster, topic: Topic, problems: ProblemList, call: PartCall): Promise<Offsets> {
  const read = async (at: "earliest" | "latest", isolation: Isolation) => {
    const asked = topic.partitions.filter(({ leader }) => leader !== null);
    const asks = asked.map(({ partition }) => ({ topic: topic.name, partition, at }));
    const answers = await kafka.listOffsets(asks, { ...call, isolation });
    const found = new Map<number, bigint>();
    for (const answer of answers) {
      if (answer.ok) found.set(answer.key.partition, answer.value.offset);
      else problems.add("offsets", "offsets", answer.error, `partition ${answer.key.partition}`);
    }
    return topic.partitions.map(({ partition }) => found.get(partition) ?? null);
  };
  const [earliest, latest] = await Promise.all([
    read("earliest", "read_uncommitted"),
    read("latest", "read_uncommitted"),
  ]);
  // the last stable offset after the end, and never beyond it: only then does "below the end" mean an open transaction
  const stable = await read("latest", "read_committed");
  return { earliest, latest, lastStable: stable.map((offset, at) => lesser(offset, latest[at] ?? null)) };
}

function lesser(offset: bigint | null, end: bigint | null): bigint | null {
  return offset !== null && end !== null && offset > end ? end : offset;
}

async function readSettings(kafka: KafkaCluster, name: string, problems: ProblemList, call: PartCall) {
  const keys = ["cleanup.policy", "retention.ms", "min.insync.replicas"];
  const items = await attempt(kafka.describeConfigs([{ type: "topic", name }], { ...call, keys }), "configs", problems);
  const [item] = items ?? [];
  if (item && !item.ok) problems.add("configs", "configs", item.error);
  return item?.ok ? settingsOf(item.value) : null;
}

async function attempt<T>(work: Promise<T>, what: string, problems: ProblemList): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    problems.add(what, what, error);
    return null;
  }
}

/** The leader's copy, else the largest known. Only brokers that hold a copy are missed. */
function sizesOf(topic: Topic, dirs: readonly Settled<LogDir[], number>[], problems: ProblemList): Map<number, bigint> {
  const holders = new Set(topic.partitions.flatMap(({ replicas }) => replicas));
  const leaders = new Map(topic.partitions.map(({ partition, leader }) => [partition, leader]));
  const sizes = new Map<number, bigint>();
  for (const item of dirs) {
    if (!item.ok) {
      if (holders.has(item.key)) problems.add(`broker ${item.key}`, "log directories", item.error);
      continue;
    }
    for (const { replicas } of item.value) {
      for (const { topic: name, partition, sizeBytes, isFuture } of replicas) {
        if (name !== topic.name || isFuture) continue;
        const leader = leaders.get(partition) ?? null;
        const known = sizes.get(partition);
        if (leader === item.key || known === undefined || (leader === null && sizeBytes > known))
          sizes.set(partition, sizeBytes);
      }
    }
  }
  return sizes;
}

function partitionRow(
  { partition, leader, leaderEpoch, replicas, isr, offlineReplicas }: Partition,
  { earliest, latest, lastStable }: Offsets,
  place: number,
  sizeBytes: bigint | null,
  elr: ElrPartition | undefined,
): TopicPartitionRow {
  return {
    partition,
    leader,
    leaderEpoch: leaderEpoch < 0 ? null : leaderEpoch,
    replicas,
    isr,
    offlineReplicas,
    eligibleLeaderReplicas: elr?.eligibleLeaderReplicas ?? null,
    lastKnownElr: elr?.lastKnownElr ?? null,
    earliest: earliest[place] ?? null,
    latest: latest[place] ?? null,
    lastStable: lastStable[place] ?? null,
    sizeBytes,
  };
}

/** A partition without a leader has nobody to ask for its offsets: that they are unknown has a reason. */
function offlineProblems({ name, partitions }: Topic): PartialProblem[] {
  const offline = partitions.filter(({ leader }) => leader === null).map(({ partition }) => partition);
  if (offline.length === 0) return [];
  const target = offline.length === 1 ? `partition ${offline[0]}` : `partitions ${offline.join(", ")}`;
  return [partialProblem(target, new KafkaError(5, `${name}-${offline[0]}`))];
}
