import { ApiError } from "../../lib/api/error.ts";
import type { KafkaCluster, Topic } from "../kafka/cluster.ts";
import { KafkaError } from "../kafka/error.ts";
import type { FetchAsk, FetchSession, Isolation, RawFetch } from "../kafka/transfer.ts";

export type PartitionAsk = { partition: number; offset: bigint; maxBytes: number; isolation: Isolation };
export type PartitionAnswer =
  | { partition: number; ok: true; raw: RawFetch }
  | { partition: number; ok: false; error: KafkaError };

/** An answer that was had before it was asked for: used once, by the very same ask. */
export type Ahead = { offset: bigint; isolation: Isolation; raw: RawFetch };

/** The topic went away, or another one took its name: nothing read so far belongs to what is there now. */
export class TopicGone extends ApiError {
  constructor(topic: string, isReplaced: boolean) {
    super(
      isReplaced ? "conflict" : "no-such-topic",
      isReplaced
        ? `Topic ${topic} was deleted and created again: this position belongs to the one that is gone.`
        : `Topic ${topic} was deleted.`,
      isReplaced ? { hint: "Start again from the beginning or the end of the new topic." } : {},
    );
  }
}

/** most bytes of one answer: the first batch comes whole anyway */
const answerBytes = 8 * 1024 * 1024;

/** a broker that answers this much later than it should does not answer, ms */
const lateMs = 10_000;

/** One reading's own sockets, and which broker leads which partition. */
export class Fetcher {
  readonly #kafka: KafkaCluster;
  readonly #session: FetchSession;
  readonly #signal: AbortSignal;
  readonly #onAbort = (): void => this.close();
  #topic: Topic;
  #leaders: Map<number, number | null>;
  readonly #ahead: Map<number, Ahead>;

  constructor(kafka: KafkaCluster, topic: Topic, signal: AbortSignal, ahead: ReadonlyMap<number, Ahead> = new Map()) {
    this.#ahead = new Map(ahead);
    this.#kafka = kafka;
    this.#session = kafka.openFetch();
    this.#signal = signal;
    this.#topic = topic;
    this.#leaders = leadersOf(topic);
    signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  get topic(): Topic {
    return this.#topic;
  }

  leaderOf(partition: number): number | null {
    return this.#leaders.get(partition) ?? null;
  }

  /** Asks anew who leads. @throws TopicGone when the topic is not there any more or is another one */
  async refresh(): Promise<void> {
    let topic: Topic;
    try {
      topic = await this.#kafka.topic(this.#topic.name, { signal: this.#signal });
    } catch (error) {
      if (error instanceof KafkaError && error.kafkaCode === 3) throw new TopicGone(this.#topic.name, false);
      throw error;
    }
    if (topic.topicId !== this.#topic.topicId) throw new TopicGone(topic.name, true);
    this.#topic = topic;
    this.#leaders = leadersOf(topic);
  }

  /**
   * One Fetch to one broker, two where some are asked for committed records only and others for all. Never throws: a broker
   * that fails fails for each partition. The order of `asks` is the order on the wire.
   */
  async fetch(
    node: number,
    asks: readonly PartitionAsk[],
    wait: { maxWaitMs: number; minBytes: number },
  ): Promise<PartitionAnswer[]> {
    const answers: PartitionAnswer[] = [];
    const open = this.#ahead.size === 0 ? asks : asks.filter((ask) => !this.#takeAhead(ask, answers));
    const groups = (["read_committed", "read_uncommitted"] as const)
      .map((isolation) => open.filter((ask) => ask.isolation === isolation))
      .filter((group) => group.length > 0);
    for (const group of groups) {
      // of two requests neither may wait while the other has something
      const maxWaitMs = groups.length > 1 ? 0 : wait.maxWaitMs;
      answers.push(...(await this.#fetch(node, group, { ...wait, maxWaitMs })));
    }
    return answers;
  }

  #takeAhead({ partition, offset, isolation }: PartitionAsk, answers: PartitionAnswer[]): boolean {
    const had = this.#ahead.get(partition);
    this.#ahead.delete(partition);
    if (had?.offset !== offset || had.isolation !== isolation) return false;
    answers.push({ partition, ok: true, raw: had.raw });
    return true;
  }

  async #fetch(
    node: number,
    asks: readonly PartitionAsk[],
    wait: { maxWaitMs: number; minBytes: number },
  ): Promise<PartitionAnswer[]> {
    const { name, topicId } = this.#topic;
    const wire = asks.map(
      ({ partition, offset, maxBytes }): FetchAsk => ({ topic: name, topicId, partition, offset, maxBytes }),
    );
    const isolation = asks[0]?.isolation ?? "read_committed";
    try {
      const settled = await this.#session.fetch(
        node,
        wire,
        { ...wait, maxBytes: answerBytes, isolation },
        { signal: this.#signal, timeoutMs: wait.maxWaitMs + lateMs },
      );
      return settled.map((item) =>
        item.ok
          ? { partition: item.key.partition, ok: true, raw: item.value }
          : { partition: item.key.partition, ok: false, error: item.error },
      );
    } catch (error) {
      const known = error instanceof KafkaError ? error : new KafkaError(-108, `broker ${node}`, { cause: error });
      return asks.map(({ partition }) => ({ partition, ok: false, error: known }));
    }
  }

  close(): void {
    this.#signal.removeEventListener("abort", this.#onAbort);
    this.#session.close();
  }
}

function leadersOf(topic: Topic): Map<number, number | null> {
  return new Map(topic.partitions.map(({ partition, leader }) => [partition, leader]));
}

export const offsetOutOfRange = 1;

/** Errors that end when a new leader is found or a broker comes back; also a topic id that is just being changed. */
export function mayPass(error: KafkaError): boolean {
  return error.retriable || error.kafkaCode === 100 || error.kafkaCode === 103;
}

export function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const ended = (): void => resolve();
  signal.addEventListener("abort", ended, { once: true });
  if (signal.aborted) resolve();
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener("abort", ended);
  });
}
