import type { Call, KafkaCluster, Partition, Topic } from "../kafka/cluster.ts";
import type { Isolation } from "../kafka/transfer.ts";
import { outline } from "./answer.ts";
import { partitionOffsets } from "./bounds.ts";
import { type Ahead, Fetcher } from "./fetcher.ts";
import { higher } from "./offset-order.ts";
import type { PartitionOffsets } from "./plan.ts";

/**
 * A topic and the ends of chosen partitions. `ahead` = answers that hold the last records of some of them up to their end,
 * fetched in the same moment.
 */
type LookUp = {
  topic: Topic;
  chosen: Partition[];
  known: PartitionOffsets[];
  ahead: ReadonlyMap<number, Ahead>;
};

type Ends = { earliest: bigint; latest: bigint; lastStable: bigint };
/** What the last look-up of a topic saw: only ever a guess, held against what the brokers say now. */
type Memory = {
  topic: Topic;
  ends: ReadonlyMap<number, Ends>;
  /** stored bytes of a record, as last seen; null = nothing was read ahead yet */
  bytesEach: number | null;
  /** when reading ahead brought nothing, because the topic grows too fast; epoch ms */
  missedAt: number;
};

const memories = new WeakMap<KafkaCluster, Map<string, Memory>>();
const mostTopics = 500;
const none: ReadonlyMap<number, Ahead> = new Map();
const aheadBytes = 256 * 1024;
const allAheadBytes = 1024 * 1024;
const afterMissMs = 30_000;
/** a broker that does not answer is asked in the ordinary way after this, ms */
const patienceMs = 1_500;

/**
 * Looks up a topic by name and the ends of the partitions `choose` picks. Of a topic that was looked up before all is asked
 * at once: its metadata, and beside it the ends where its leaders were; with `wish`, a page of the newest records, the records
 * before its last known ends, whose answers tell the ends as well. What turns out to be of another topic or other leaders is
 * asked again.
 *
 * @throws ApiError, and what `choose` throws
 */
export async function lookUp(
  kafka: KafkaCluster,
  topicName: string,
  choose: (topic: Topic) => Partition[],
  wish: { isolation: Isolation; limit: number } | null,
  call: Call,
): Promise<LookUp> {
  const memory = memories.get(kafka)?.get(topicName);
  const guessed = memory ? guess(memory.topic, choose) : null;
  if (!memory || !guessed) return fresh(kafka, await kafka.topic(topicName, { signal: call.signal }), choose, call);
  const asks = wish && Date.now() - memory.missedAt > afterMissMs ? aheadAsks(memory, guessed, wish) : null;
  const [topic, told] = await Promise.all([
    kafka.topic(topicName, { signal: call.signal }),
    (asks
      ? readAhead(kafka, memory.topic, guessed, asks, call)
      : partitionOffsets(kafka, memory.topic, guessed, call).then((known) => ({ known, ahead: none }))
    ).catch(() => null),
  ]);
  if (!told || !isAsRemembered(topic, memory.topic)) return fresh(kafka, topic, choose, call);
  return remembered(kafka, { topic, chosen: choose(topic), ...told }, asks !== null);
}

async function fresh(
  kafka: KafkaCluster,
  topic: Topic,
  choose: (topic: Topic) => Partition[],
  call: Call,
): Promise<LookUp> {
  const chosen = choose(topic);
  const known = await partitionOffsets(kafka, topic, chosen, call);
  return remembered(kafka, { topic, chosen, known, ahead: none }, false);
}

function guess(topic: Topic, choose: (topic: Topic) => Partition[]): Partition[] | null {
  try {
    return choose(topic);
  } catch {
    // what is wrong is told of the topic as it is now
    return null;
  }
}

function isAsRemembered(topic: Topic, before: Topic): boolean {
  return (
    topic.topicId === before.topicId &&
    topic.partitions.length === before.partitions.length &&
    topic.partitions.every(({ partition, leader }, i) => {
      const was = before.partitions[i];
      return was?.partition === partition && was.leader === leader;
    })
  );
}

function remembered(kafka: KafkaCluster, found: LookUp, wasAhead: boolean): LookUp {
  const { topic, known, ahead } = found;
  const all = memories.get(kafka) ?? new Map<string, Memory>();
  memories.set(kafka, all);
  const before = all.get(topic.name);
  const isSame = before?.topic.topicId === topic.topicId;
  const ends = new Map(isSame ? before.ends : []);
  for (const one of known) if (one.error === null) ends.set(one.partition, one);
  const memory: Memory = {
    topic,
    ends,
    bytesEach: isSame ? before.bytesEach : null,
    missedAt: isSame ? before.missedAt : 0,
  };
  if (wasAhead) {
    const isMissed = ahead.size * 2 < known.filter((one) => one.error === null && one.earliest < one.latest).length;
    const isFailed = known.some((one) => one.error !== null);
    memory.missedAt = isMissed || isFailed ? Date.now() : 0;
    let bytes = 0;
    let records = 0n;
    for (const { offset, raw } of ahead.values()) {
      bytes += raw.batches.length;
      records += raw.highWatermark - offset;
    }
    if (records > 0n) memory.bytesEach = bytes / Number(records);
  }
  all.delete(topic.name);
  all.set(topic.name, memory);
  for (const name of all.keys()) {
    if (all.size <= mostTopics) break;
    all.delete(name);
  }
  return found;
}

type AheadAsk = { node: number; partition: number; offset: bigint; before: Ends; isolation: Isolation };

/**
 * Where to read ahead: the whole limit before each end, so that no second round is needed for whatever order the timestamps
 * have; a share of it where that would be much. null where a partition has no known end, nothing is there or
 * transactions are open, of which such an answer tells only half.
 */
function aheadAsks(
  { ends, bytesEach }: Memory,
  guessed: readonly Partition[],
  { isolation, limit }: { isolation: Isolation; limit: number },
): AheadAsk[] | null {
  const asks: AheadAsk[] = [];
  const share = Math.ceil(limit / Math.max(1, guessed.length)) + 2;
  const isLittle = bytesEach !== null && bytesEach * limit * guessed.length <= allAheadBytes;
  for (const { partition, leader } of guessed) {
    const before = ends.get(partition);
    if (!before || leader === null) return null;
    if (isolation === "read_uncommitted" && before.lastStable !== before.latest) return null;
    const end = isolation === "read_committed" ? before.lastStable : before.latest;
    const offset = higher(before.earliest, end - BigInt(isLittle ? limit : share));
    asks.push({ node: leader, partition, offset, before, isolation });
  }
  return asks.length === 0 ? null : asks;
}

/** One Fetch to each leader; what it does not tell surely is asked by ListOffsets afterwards. */
async function readAhead(
  kafka: KafkaCluster,
  topic: Topic,
  guessed: readonly Partition[],
  asks: readonly AheadAsk[],
  call: Call,
): Promise<{ known: PartitionOffsets[]; ahead: ReadonlyMap<number, Ahead> }> {
  const ended = new AbortController();
  const signal = call.signal ? AbortSignal.any([call.signal, ended.signal]) : ended.signal;
  const fetcher = new Fetcher(kafka, topic, signal);
  const timer = setTimeout(() => ended.abort(), patienceMs);
  const isolation = "read_committed";
  const found = new Map<number, PartitionOffsets>();
  const ahead = new Map<number, Ahead>();
  try {
    const byNode = Map.groupBy(asks, ({ node }) => node);
    const answers = await Promise.all(
      [...byNode].map(([node, there]) =>
        fetcher.fetch(
          node,
          there.map(({ partition, offset }) => ({ partition, offset, maxBytes: aheadBytes, isolation })),
          { maxWaitMs: 0, minBytes: 1 },
        ),
      ),
    );
    const asked = new Map(asks.map((ask) => [ask.partition, ask]));
    for (const item of answers.flat()) {
      const ask = asked.get(item.partition);
      if (!item.ok || !ask) continue;
      const { logStartOffset: earliest, highWatermark: latest, lastStableOffset: lastStable } = item.raw;
      // a leader that was just elected may not know yet how far the log is committed
      if (earliest < 0n || lastStable < 0n || latest < ask.before.latest || lastStable > latest) continue;
      found.set(item.partition, { partition: item.partition, earliest, latest, lastStable, error: null });
      const isWhole = ask.isolation === "read_committed" || lastStable === latest;
      const isInside = ask.offset >= earliest && ask.offset < lastStable;
      if (isWhole && isInside && reaches(item.raw.batches, ask.offset, lastStable))
        ahead.set(item.partition, { offset: ask.offset, isolation, raw: item.raw });
    }
  } finally {
    clearTimeout(timer);
    fetcher.close();
    ended.abort();
  }
  const open = guessed.filter(({ partition }) => !found.has(partition));
  for (const one of open.length === 0 ? [] : await partitionOffsets(kafka, topic, open, call))
    found.set(one.partition, one);
  return { known: guessed.flatMap(({ partition }) => found.get(partition) ?? []), ahead };
}

function reaches(batches: Buffer, from: bigint, end: bigint): boolean {
  try {
    return outline(batches, from).next >= end;
  } catch {
    // what is damaged is named by the reading itself
    return false;
  }
}
