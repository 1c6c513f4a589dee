import { batchHeaderAt, timeInBatch } from "../../lib/kafka/batch-header.ts";
import type { Call, KafkaCluster } from "../kafka/cluster.ts";
import { KafkaError } from "../kafka/error.ts";
import type { FetchAsk } from "../kafka/transfer.ts";
import type { GroupLag, GroupLags, GroupPartition } from "./group-lags.ts";
import type { LagWatch } from "./lag-watch.ts";
import { topicsNamed } from "./named-topics.ts";

/** Enough for a page; of a group with more, those furthest behind in records. */
const mostPartitions = 200;
/**
 * The header of a batch is 61 bytes; more than it is not wanted. But a broker gives a batch whole or not at all, and the first of
 * an answer whatever its size: who got none is asked with more room, at last for as much as a topic takes by default and more.
 */
const bytesEach = [1_024, 32 * 1_024, 2 * 1_024 * 1_024];
const bytesInAll = 4 * 1024 * 1024;
/** In the background, in one go. */
const mostStanding = 100;
/** When so many looks in a row found nothing, the next look at all groups is so much later. */
const emptyLooks = 3;
const restMs = 30_000;
/** A time that is known to so much of itself is left as it is. */
const fineShare = 0.05;
const patienceMs = 2_000;

type TimeAsk = Omit<FetchAsk, "maxBytes"> & { committed: bigint };
type FetchSession = ReturnType<KafkaCluster["openFetch"]>;

/**
 * Asks the log when the first unread record of each partition of a group was written, where samples cannot tell or only roughly,
 * and tells the watch. One Fetch a leader, more only for large batches; what does not answer in time stays as it was.
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
  await readTimes(kafka, wanted, watch, call);
}

/**
 * The same for groups that nobody looks at, so that lists, findings and alerts tell the truth of groups that stood still before
 * sampling began: partitions whose commit does not move, so many at a time, each once.
 */
export class StandingTimes {
  readonly #kafka: KafkaCluster;
  readonly #watch: LagWatch;
  #running: Promise<void> | null = null;
  #empty = 0;
  #restsUntil = 0;

  constructor(kafka: KafkaCluster, watch: LagWatch) {
    this.#kafka = kafka;
    this.#watch = watch;
  }

  /** Reads what a picture of `at`, epoch ms, leaves open, unless it still reads; the next picture will know it. */
  take(lags: GroupLags, at: number): void {
    if (this.#running || (at < this.#restsUntil && at > this.#restsUntil - restMs)) return;
    const wanted = this.#wanted(lags, at);
    this.#empty = wanted.length === 0 ? this.#empty + 1 : 0;
    this.#restsUntil = this.#empty < emptyLooks ? 0 : at + restMs;
    this.#running = readTimes(this.#kafka, wanted, this.#watch)
      .catch((error) => {
        if (!(error instanceof KafkaError)) throw error;
      })
      .finally(() => {
        this.#running = null;
      });
  }

  async close(): Promise<void> {
    await this.#running;
  }

  #wanted({ byGroup }: GroupLags, at: number): GroupPartition[] {
    const wanted: GroupPartition[] = [];
    for (const [id, { topics, isCurrent }] of this.#watch.hasRoomForTimes ? byGroup : []) {
      for (const { partitions } of isCurrent ? topics.values() : []) {
        for (const one of partitions) {
          if (this.#watch.isStanding(id, one, at) && wanted.push(one) === mostStanding) return wanted;
        }
      }
    }
    return wanted;
  }
}

async function readTimes(kafka: KafkaCluster, wanted: readonly GroupPartition[], watch: LagWatch, call: Call = {}) {
  if (wanted.length === 0) return;
  const topics = await topicsNamed(kafka, new Set(wanted.map(({ topic }) => topic)), call);
  const byLeader = new Map<number, TimeAsk[]>();
  for (const { topic, partition, commit, earliest } of wanted) {
    const of = topics.get(topic);
    const leader = of?.partitions.find((one) => one.partition === partition)?.leader ?? null;
    if (!of || leader === null || !commit) continue;
    // what is unread begins where the log does, when the commit has fallen out of it
    const offset = earliest !== null && commit.offset < earliest ? earliest : commit.offset;
    const ask = { topic, topicId: of.topicId, partition, offset, committed: commit.offset };
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
  session: FetchSession,
  node: number,
  asks: readonly TimeAsk[],
  watch: LagWatch,
  { signal }: Call,
): Promise<void> {
  let left = asks;
  try {
    for (const maxBytes of bytesEach) {
      if (left.length === 0) return;
      const limits = { maxBytes: bytesInAll, maxWaitMs: 0, minBytes: 0, isolation: "read_uncommitted" } as const;
      const round = left.map((ask) => ({ ...ask, maxBytes }));
      const items = await session.fetch(node, round, limits, { signal, timeoutMs: patienceMs });
      left = items.flatMap((item) => {
        const { topic, partition } = item.key;
        const ask = round.find((one) => one.topic === topic && one.partition === partition);
        if (!item.ok || !ask) return [];
        const header = batchHeaderAt(item.value.batches, ask.offset);
        if (!header) return [ask];
        const written = timeInBatch(header, ask.offset);
        if (Number.isFinite(written)) watch.written(topic, partition, ask.committed, written);
        return [];
      });
    }
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
  }
}
