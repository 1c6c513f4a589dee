import type { PartialProblem } from "../../lib/api/error.ts";
import { ApiError } from "../../lib/api/error.ts";
import type { Message, ReadDone, ReadProblem, TailQuery, TailStatus } from "../../lib/api/messages.ts";
import { BatchError } from "../kafka/batch/batch-error.ts";
import type { KafkaCluster, Partition, Topic } from "../kafka/cluster.ts";
import { partitionOffsets, resolveBound, selectPartitions } from "./bounds.ts";
import { Fetcher, TopicGone } from "./fetcher.ts";
import { sieveSpec } from "./filter-spec.ts";
import { keyHome } from "./key-home.ts";
import { type Shape, shapeOf } from "./message.ts";
import { planReading } from "./plan.ts";
import { topicIdBytes } from "./positions.ts";
import type { SieveSpec } from "./sieve.ts";
import { TailFeed } from "./tail-feed.ts";
import { decodeTailId, encodeTailId } from "./tail-position.ts";
import { TailShow } from "./tail-show.ts";
import { Wake } from "./wake.ts";

export type TailEvent = { id: string } & (
  | { event: "messages"; data: { items: Message[] } }
  | { event: "status"; data: TailStatus }
  | { event: "problem"; data: ReadProblem }
  | { event: "done"; data: { reason: ReadDone["reason"] } }
);
export type TailOptions = { signal: AbortSignal; lastEventId: string | null };

const statusMs = 1000;
/** for the offsets a tail starts at; what has not answered by then joins later, at its end */
const startMs = 2000;

/**
 * New records as they come. What is wrong with the request is thrown before anything streams; a topic that goes away while
 * (or before) it is read ends the stream with a fatal problem and `done`.
 *
 * @throws ApiError
 */
export async function tail(
  kafka: KafkaCluster,
  topicName: string,
  query: TailQuery,
  { signal, lastEventId }: TailOptions,
): Promise<AsyncGenerator<TailEvent, void, undefined>> {
  const filter = { sieve: sieveSpec(query), shape: shapeOf(topicName, query) };
  const resumed = lastEventId === null || lastEventId === "" ? null : decodeTailId(lastEventId);
  const topic = await kafka.topic(topicName, { signal });
  const home = keyHome(topic, query);
  const selected = selectPartitions(topic, query.partitions).filter(
    ({ partition }) => home === null || partition === home.partition,
  );
  const chosen = selected.map(({ partition }) => partition);
  if (resumed && !topicIdBytes(topic.topicId).equals(topicIdBytes(resumed.topicId)))
    return replaced(topic, lastEventId ?? "");
  const next = new Map<number, bigint | null>();
  // a partition that the id does not know came since: nothing of it was seen
  if (resumed) for (const partition of chosen) next.set(partition, resumed.next.get(partition) ?? 0n);
  else
    for (const [partition, offset] of await startOffsets(kafka, topic, selected, query, signal))
      next.set(partition, offset);
  return new Tail(kafka, topic, query, filter, next, signal).events();
}

async function* replaced(topic: Topic, id: string): AsyncGenerator<TailEvent, void, undefined> {
  const gone = new TopicGone(topic.name, true);
  yield { event: "problem", id, data: fatal(topic.name, gone) };
  yield { event: "done", id, data: { reason: "failed" } };
}

function fatal(topic: string, { code, message, hint }: ApiError): ReadProblem {
  return { target: `topic ${topic}`, code, message, hint, fatal: true };
}

/** Where each partition begins; null = it could not be asked: it joins at its end when it answers. */
async function startOffsets(
  kafka: KafkaCluster,
  topic: Topic,
  selected: readonly Partition[],
  query: TailQuery,
  signal: AbortSignal,
): Promise<Map<number, bigint | null>> {
  const call = { signal, timeoutMs: startMs };
  const known = await partitionOffsets(kafka, topic, selected, call);
  const from = await resolveBound(kafka, topic, known, query.from, "from", call);
  const { ranges } = planReading({ order: "oldest", isolation: query.isolation, partitions: known, from, to: null });
  const begins = new Map(ranges.map((range) => [range.partition, range.from]));
  return new Map(
    known.map((one): [number, bigint | null] => {
      if (one.error !== null) return [one.partition, null];
      const end = query.isolation === "read_committed" ? one.lastStable : one.latest;
      // a partition whose range is empty begins at its end, as all do without `from`
      return [one.partition, from === null ? end : (begins.get(one.partition) ?? end)];
    }),
  );
}

class Tail {
  readonly #topic: Topic;
  readonly #next: Map<number, bigint | null>;
  readonly #signal: AbortSignal;
  readonly #end = new AbortController();
  readonly #wake = new Wake();
  readonly #feed: TailFeed;
  readonly #show: TailShow;

  constructor(
    kafka: KafkaCluster,
    topic: Topic,
    query: TailQuery,
    { sieve, shape }: { sieve: SieveSpec | null; shape: Shape },
    next: Map<number, bigint | null>,
    signal: AbortSignal,
  ) {
    this.#topic = topic;
    this.#next = next;
    this.#signal = AbortSignal.any([signal, this.#end.signal]);
    const fetcher = new Fetcher(kafka, topic, this.#signal);
    this.#feed = new TailFeed(
      kafka,
      fetcher,
      next,
      { ...query, takesNew: query.partitions === undefined && !query.keyPartition },
      this.#wake,
      this.#signal,
    );
    this.#show = new TailShow(query, sieve, shape);
  }

  async *events(): AsyncGenerator<TailEvent, void, undefined> {
    let statusAt = Date.now() + statusMs;
    try {
      // a first id to resume from, before anything has come
      yield this.#status();
      while (!this.#signal.aborted) {
        this.#feed.keepGoing();
        for (let arrived = this.#feed.shift(); arrived; arrived = this.#feed.shift()) {
          for (const looked of await this.#show.look(arrived.answers, this.#next)) {
            for (const items of this.#show.take(looked, this.#next, this.#feed))
              yield { event: "messages", id: this.#id(), data: { items } };
          }
          arrived.release();
          if (Date.now() >= statusAt) break;
        }
        if (this.#feed.failure !== null) throw this.#feed.failure;
        for (const data of this.#feed.problems.splice(0)) yield { event: "problem", id: this.#id(), data };
        if (this.#feed.gone) {
          yield { event: "problem", id: this.#id(), data: fatal(this.#topic.name, this.#feed.gone) };
          yield { event: "done", id: this.#id(), data: { reason: "failed" } };
          return;
        }
        if (Date.now() >= statusAt) {
          statusAt = Date.now() + statusMs;
          yield this.#status();
        }
        await this.#wake.next(statusAt - Date.now(), this.#signal);
      }
      yield {
        event: "done",
        id: this.#id(),
        data: { reason: this.#signal.reason === "shutdown" ? "shutdown" : "cancelled" },
      };
    } catch (error) {
      // what follows a batch whose length is impossible cannot be found
      const told =
        error instanceof BatchError
          ? new ApiError("kafka", `What the broker sent cannot be read: ${error.message}.`)
          : error;
      // a filter that hangs is ended, and the tail with it
      if (!(told instanceof ApiError)) throw error;
      yield { event: "problem", id: this.#id(), data: fatal(this.#topic.name, told) };
      yield { event: "done", id: this.#id(), data: { reason: "failed" } };
    } finally {
      this.#end.abort();
    }
  }

  #status(): TailEvent {
    const problems: PartialProblem[] = this.#feed.standing();
    return { event: "status", id: this.#id(), data: { ...this.#show.status(this.#feed), problems } };
  }

  #id(): string {
    const next = new Map<number, bigint>();
    for (const [partition, offset] of this.#next) if (offset !== null) next.set(partition, offset);
    return encodeTailId({ topicId: this.#topic.topicId, next });
  }
}
