import { batchHeaderAt, timeInBatch } from "../../lib/kafka/batch-header.ts";
import type { Call, KafkaCluster } from "../kafka/cluster.ts";
import { KafkaError } from "../kafka/error.ts";
import type { FetchAsk } from "../kafka/transfer.ts";
import type { GroupLag, GroupPartition } from "./group-lags.ts";
import type { LagWatch } from "./lag-watch.ts";
import { topicsNamed } from "./named-topics.ts";

/** Enough for a page; of a group with more, those furthest behind in records. */
const mostPartitions = 200;
/** The header of a batch is 61 bytes; more than it is not wanted, but a broker gives the first batch of an answer whole. */
const bytesEach = 256;
const bytesInAll = 4 * 1024 * 1024;
/** A time that is known to so much of itself is left as it is. */
const fineShare = 0.05;
const patienceMs = 2_000;

/**
 * Asks the log when the first unread record of each partition was written, where samples cannot tell or only roughly, and tells
 * the watch. One Fetch a leader; what does not answer in time stays as it was.
 */
export async function readWrittenTimes(
  kafka: KafkaCluster,
  lag: GroupLag,
  watch: LagWatch,
  at: number,
  call: Call = {},
): Promise<void> {
  const wanted = [...lag.topics.values()]
    .flatMap(({ partitions }) => partitions)
    .filter((one) => isWanted(one, watch, at))
    .sort((a, b) => ((b.lag ?? 0n) > (a.lag ?? 0n) ? 1 : -1))
    .slice(0, mostPartitions);
  if (wanted.length === 0) return;
  const topics = await topicsNamed(kafka, new Set(wanted.map(({ topic }) => topic)), call);
  const byLeader = new Map<number, (FetchAsk & { committed: bigint })[]>();
  for (const { topic, partition, commit, earliest } of wanted) {
    const of = topics.get(topic);
    const leader = of?.partitions.find((one) => one.partition === partition)?.leader ?? null;
    if (!of || leader === null || !commit) continue;
    // what is unread begins where the log does, when the commit has fallen out of it
    const offset = earliest !== null && commit.offset < earliest ? earliest : commit.offset;
    const ask = { topic, topicId: of.topicId, partition, offset, maxBytes: bytesEach, committed: commit.offset };
    byLeader.set(leader, [...(byLeader.get(leader) ?? []), ask]);
  }
  const session = kafka.openFetch();
  try {
    await Promise.all([...byLeader].map(([node, asks]) => readFrom(session, node, asks, watch, call)));
  } finally {
    session.close();
  }
}

function isWanted(one: GroupPartition, watch: LagWatch, at: number): boolean {
  if (!one.commit || one.lag === null || one.lag === 0n) return false;
  const known = watch.behind(one, at);
  return known === null || known.most === null || known.most - known.least > known.ms * fineShare;
}

async function readFrom(
  session: ReturnType<KafkaCluster["openFetch"]>,
  node: number,
  asks: readonly (FetchAsk & { committed: bigint })[],
  watch: LagWatch,
  { signal }: Call,
): Promise<void> {
  const limits = { maxBytes: bytesInAll, maxWaitMs: 0, minBytes: 0, isolation: "read_uncommitted" } as const;
  try {
    const items = await session.fetch(node, asks, limits, { signal, timeoutMs: patienceMs });
    for (const item of items) {
      const { topic, partition } = item.key;
      const ask = asks.find((one) => one.topic === topic && one.partition === partition);
      const header = item.ok && ask ? batchHeaderAt(item.value.batches, ask.offset) : null;
      const written = header && ask ? timeInBatch(header, ask.offset) : Number.NaN;
      if (ask && Number.isFinite(written)) watch.written(topic, partition, ask.committed, written);
    }
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
  }
}
