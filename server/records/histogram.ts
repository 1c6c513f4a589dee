import type { PartialProblem } from "../../lib/api/error.ts";
import { ApiError, partialProblem } from "../../lib/api/error.ts";
import type { Histogram, HistogramQuery } from "../../lib/api/histogram.ts";
import type { Call, KafkaCluster, OffsetAt, Topic } from "../kafka/cluster.ts";
import { partitionOffsets, selectPartitions } from "./bounds.ts";
import { higher, lower } from "./offset-order.ts";
import type { PartitionOffsets } from "./plan.ts";

type Known = Extract<PartitionOffsets, { error: null }>;
/** Where each partition's records of an edge's time and later begin. */
type EdgeOffsets = Map<number, bigint>;

const callMs = 10_000;
/** edges × partitions that are looked up at most; a lookup by time reads the index and a little of the log */
const mostLookups = 12_000;
/** requests of one histogram at a time: others ask these brokers too */
const mostAtOnce = 4;

/**
 * Where in time the records are, by ListOffsets with timestamps. A broker takes one timestamp per partition and request, so
 * edges are asked for from the middle outward, and partitions that have nothing between two known edges are not asked again.
 *
 * @throws ApiError
 */
export async function histogram(
  kafka: KafkaCluster,
  topicName: string,
  query: HistogramQuery,
  signal: AbortSignal,
): Promise<Histogram> {
  const call = { signal, timeoutMs: callMs };
  const topic = await kafka.topic(topicName, { signal });
  const chosen = selectPartitions(topic, query.partitions);
  const [known, isAppended] = await Promise.all([
    partitionOffsets(kafka, topic, chosen, call),
    isAppendTime(kafka, topic, call),
  ]);
  const readable = known.flatMap((one) => (one.error === null ? [one] : []));
  const problems = new Map<string, PartialProblem>();
  for (const one of known)
    if (one.error !== null) {
      const target = `partition ${one.partition}`;
      problems.set(target, { target, code: one.code, message: one.error });
    }
  const lookup = new TimeLookup(kafka, topic, readable, call, problems);
  const [firstTime, lastTime] = await Promise.all([lookup.timestamp({ time: 0 }), lookup.timestamp("max-timestamp")]);
  const { from, to } = spanOf(query, firstTime, lastTime);
  const notes: string[] = [];
  const count = bucketCount(query.buckets, to - from, readable.length, notes);
  const edges = Array.from({ length: count + 1 }, (_, i) => from + Math.floor(((to - from) * i) / count));
  const found = await lookup.edges(edges);
  const buckets = edges.slice(0, -1).map((edge, i) => ({
    from: edge,
    to: edges[i + 1] ?? to,
    offsetSpan: between(found[i], found[i + 1]),
  }));
  const starts = new Map(readable.map(({ partition, earliest }) => [partition, earliest]));
  const ends = new Map(readable.map(({ partition, latest }) => [partition, latest]));
  return {
    buckets,
    approximate: !isAppended,
    before: between(starts, found[0]),
    after: between(found[count], ends),
    firstTime,
    lastTime,
    notes,
    problems: [...problems.values()],
  };
}

/** Only where the broker gives the timestamps do they rise with the offsets; what cannot be told counts as not. */
async function isAppendTime(kafka: KafkaCluster, topic: Topic, call: Call): Promise<boolean> {
  const name = "message.timestamp.type";
  const [item] = await kafka
    .describeConfigs([{ type: "topic", name: topic.name }], { ...call, keys: [name] })
    .catch(() => []);
  return item?.ok === true && item.value.find((config) => config.name === name)?.value === "LogAppendTime";
}

/** @throws ApiError 400 when nothing lies between the ends */
function spanOf(query: HistogramQuery, first: number | null, last: number | null): { from: number; to: number } {
  const now = Date.now();
  const at = (moment: Exclude<HistogramQuery["from"], "first">): number =>
    Math.max(0, moment.kind === "time" ? moment.time : now - moment.ms);
  const to = query.to === undefined ? now : query.to === "last" ? (last ?? now) + 1 : at(query.to);
  // nothing to see still has a span to show it over
  const from = query.from === "first" ? Math.min(first ?? to - 1, to - 1) : at(query.from);
  if (from < to) return { from, to };
  throw new ApiError("invalid-request", "The histogram would end before it begins.", {
    errors: [{ path: "query.to", message: `must be after from (${new Date(from).toISOString()})` }],
  });
}

function bucketCount(asked: number, span: number, partitions: number, notes: string[]): number {
  const most = Math.max(1, Math.floor(mostLookups / Math.max(1, partitions)) - 1);
  if (asked > most)
    notes.push(`${most} buckets instead of ${asked}: each costs a lookup in each of ${partitions} partitions.`);
  return Math.min(asked, most, span);
}

function between(low: EdgeOffsets | undefined, high: EdgeOffsets | undefined): bigint {
  let sum = 0n;
  for (const [partition, end] of high ?? []) {
    const start = low?.get(partition) ?? end;
    if (end > start) sum += end - start;
  }
  return sum;
}

class TimeLookup {
  readonly #kafka: KafkaCluster;
  readonly #topic: string;
  readonly #readable: readonly Known[];
  readonly #call: Call;
  readonly #problems: Map<string, PartialProblem>;

  constructor(
    kafka: KafkaCluster,
    topic: Topic,
    readable: readonly Known[],
    call: Call,
    problems: Map<string, PartialProblem>,
  ) {
    this.#kafka = kafka;
    this.#topic = topic.name;
    this.#readable = readable;
    this.#call = call;
    this.#problems = problems;
  }

  async #list(at: OffsetAt, partitions: readonly number[]) {
    const asks = partitions.map((partition) => ({ topic: this.#topic, partition, at }));
    const items =
      asks.length === 0 ? [] : await this.#kafka.listOffsets(asks, { ...this.#call, isolation: "read_uncommitted" });
    return items.flatMap((item) => {
      if (item.ok) return [item.value];
      const target = `partition ${item.key.partition}`;
      if (!this.#problems.has(target)) this.#problems.set(target, partialProblem(target, item.error));
      return [];
    });
  }

  /** Of the first record (`{time: 0}`: the least of all partitions), or the largest there is. */
  async timestamp(at: OffsetAt): Promise<number | null> {
    const filled = this.#readable.filter(({ earliest, latest }) => earliest < latest);
    const listed = await this.#list(
      at,
      filled.map(({ partition }) => partition),
    ).catch((error: unknown) => {
      // brokers before 3.0 do not know the largest timestamp
      if (error instanceof ApiError) return [];
      throw error;
    });
    const times = listed.flatMap(({ offset, timestamp }) =>
      offset < 0n || timestamp === null || timestamp < 0 ? [] : [timestamp],
    );
    if (times.length === 0) return null;
    return at === "max-timestamp" ? Math.max(...times) : Math.min(...times);
  }

  /** Offsets at each of `times` (ascending), each partition's rising with them. */
  async edges(times: readonly number[]): Promise<EdgeOffsets[]> {
    const found: EdgeOffsets[] = times.map(() => new Map());
    const all = this.#readable.map(({ partition }) => partition);
    const last = times.length - 1;
    await Promise.all([...new Set([0, last])].map((i) => this.#ask(found, times, i, all)));
    let level: [number, number][] = [[0, last]];
    while (level.length > 0) {
      const next: [number, number][] = [];
      const work: (() => Promise<void>)[] = [];
      for (const [low, high] of level) {
        if (high - low < 2) continue;
        const middle = (low + high) >>> 1;
        const open: number[] = [];
        for (const partition of all) {
          const start = found[low]?.get(partition);
          if (start === undefined) continue;
          // nothing lies between: whatever is in the middle lies there too
          if (start === found[high]?.get(partition)) {
            for (let i = low + 1; i < high; i++) found[i]?.set(partition, start);
          } else open.push(partition);
        }
        if (open.length === 0) continue;
        work.push(() => this.#ask(found, times, middle, open));
        next.push([low, middle], [middle, high]);
      }
      while (work.length > 0) await Promise.all(work.splice(0, mostAtOnce).map((run) => run()));
      level = next;
    }
    return this.#rising(found);
  }

  async #ask(found: EdgeOffsets[], times: readonly number[], i: number, partitions: readonly number[]): Promise<void> {
    const listed = await this.#list({ time: times[i] ?? 0 }, partitions);
    const ends = new Map(this.#readable.map((one) => [one.partition, one]));
    for (const { partition, offset } of listed) {
      const known = ends.get(partition);
      if (!known) continue;
      const { earliest, latest } = known;
      found[i]?.set(partition, offset < 0n ? latest : lower(higher(offset, earliest), latest));
    }
  }

  /** Answers of several moments: what was deleted or cut off in between must not make a bucket negative. */
  #rising(found: EdgeOffsets[]): EdgeOffsets[] {
    for (const { partition, earliest } of this.#readable) {
      let least = earliest;
      for (const edge of found) {
        least = higher(least, edge.get(partition) ?? least);
        edge.set(partition, least);
      }
    }
    return found;
  }
}
