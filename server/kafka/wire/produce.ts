import { staleLeaderCodes } from "../../../lib/kafka/error-codes.ts";
import type { Call, TopicPartition } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import { type ProduceTopic, produce as produceApi, produceInTransaction } from "../protocol/0-produce.ts";
import type { ApiCall } from "../protocol/api-call.ts";
import type { Settled } from "../settled.ts";
import type { ProduceAck, ProduceAsk } from "../transfer.ts";
import { mostAttempts, retryPause } from "./retry.ts";
import type { Routed, Wire } from "./wire.ts";

/** the broker gives its own verdict (REQUEST_TIMED_OUT) before we give up on the socket, ms */
const graceMs = 1_000;
/** the records may be in the log although the broker reports a failure */
const maybeWritten = new Set([7, 13, 20, -1]);

type Options = Call & { acks: -1 | 0 | 1; transactionalId?: string | undefined };
type Result = Settled<ProduceAck, TopicPartition>;
/** index: its place among the asks, which is its place in the answer */
type Item = { index: number; topic: string; partition: number; batch: Buffer };

export type ProduceHost = Pick<Wire, "call" | "leadersOf" | "staleMetadata"> & {
  /** default deadline, ms */
  callMs: number;
  /** for a request that is not answered */
  post<Args extends unknown[], R>(node: number, api: ApiCall<Args, R>, args: Args, call: Call): Promise<void>;
};

/** Produce to the leaders of the partitions, side by side. */
export class Producing {
  readonly #wire: ProduceHost;

  constructor(wire: ProduceHost) {
    this.#wire = wire;
  }

  produce: Wire["produce"] = async (asks, options) => {
    const results = new Array<Result>(asks.length);
    const deadline = Date.now() + (options.timeoutMs ?? this.#wire.callMs);
    let open = asks.map((ask, index): Item => ({ ...ask, index }));
    while (open.length > 0) {
      const { now, later } = firstOfEachPartition(open);
      await this.#wave(now, results, options, deadline);
      open = later;
    }
    return results;
  };

  /** Sends until every item is settled: what a broker refused because it does not lead is safe to send again. */
  async #wave(items: Item[], results: Result[], options: Options, deadline: number): Promise<void> {
    let open = items;
    for (let attempt = 1; open.length > 0; attempt++) {
      const isLast = attempt >= mostAttempts || Date.now() >= deadline;
      const call = { signal: options.signal, timeoutMs: Math.max(1, deadline - Date.now()) };
      const again: Item[] = [];
      const settle = (item: Item, error: KafkaError): void => {
        const isRefused = staleLeaderCodes.has(error.kafkaCode) || (error.kafkaCode < -100 && error.retriable);
        if (isRefused && error.outcome !== "unknown" && !isLast) again.push(item);
        else results[item.index] = { key: keyOf(item), ok: false, error };
      };
      const routed = await this.#route(open, call);
      for (const { key, error } of routed.failed) {
        // A partition that nobody has heard of is looked for once more: it may be new.
        if (error.kafkaCode === 3 && attempt > 1) results[key.index] = { key: keyOf(key), ok: false, error };
        else settle(key, error);
      }
      await Promise.all(
        [...routed.byNode].map(([node, there]) => this.#send(node, there, results, settle, { ...options, ...call })),
      );
      open = again;
      if (open.length === 0) return;
      this.#wire.staleMetadata();
      await retryPause(attempt, options.signal);
    }
  }

  /** No metadata is a failure of every item, not of the call: others of it may have been written already. */
  async #route(items: readonly Item[], call: Call): Promise<Routed<Item>> {
    try {
      return await this.#wire.leadersOf(items, call);
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      return { byNode: new Map(), failed: items.map((key) => ({ key, error })) };
    }
  }

  async #send(
    node: number,
    items: Item[],
    results: Result[],
    settle: (item: Item, error: KafkaError) => void,
    { acks, transactionalId, signal, timeoutMs = 1 }: Options,
  ): Promise<void> {
    const args: Parameters<(typeof produceApi.versions)[number]["createRequest"]> = [
      transactionalId ?? null,
      acks,
      timeoutMs,
      byTopic(items),
    ];
    const api = transactionalId === undefined ? produceApi : produceInTransaction;
    try {
      if (acks === 0) {
        await this.#wire.post(node, produceApi, args, { signal, timeoutMs });
        for (const item of items) results[item.index] = acknowledged(item, null, null, null);
        return;
      }
      const options = { signal, timeoutMs: timeoutMs + graceMs, purpose: "produce", idempotent: false } as const;
      const answer = await this.#wire.call({ kind: "node", id: node }, api, args, options);
      const answers = new Map(answer.partitions.map((one) => [`${one.topic}/${one.partition}`, one]));
      for (const item of items) {
        const one = answers.get(`${item.topic}/${item.partition}`);
        if (one?.errorCode === 0)
          results[item.index] = acknowledged(
            item,
            known(one.baseOffset),
            known(one.logAppendTime),
            known(one.logStartOffset),
          );
        else settle(item, failure(item, one?.errorCode ?? -108, one?.errorMessage ?? null));
      }
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      for (const item of items) settle(item, error);
    }
  }
}

function failure(item: ProduceAsk, code: number, brokerMessage: string | null): KafkaError {
  const outcome = maybeWritten.has(code) ? "unknown" : undefined;
  return new KafkaError(code, `${item.topic}-${item.partition}`, { brokerMessage, outcome });
}

function keyOf({ topic, partition }: TopicPartition): TopicPartition {
  return { topic, partition };
}

function acknowledged(
  item: Item,
  baseOffset: bigint | null,
  logAppendTime: bigint | null,
  logStartOffset: bigint | null,
): Result {
  const value = {
    ...keyOf(item),
    baseOffset,
    logAppendTime: logAppendTime === null ? null : Number(logAppendTime),
    logStartOffset,
  };
  return { key: keyOf(item), ok: true, value };
}

function known(value: bigint): bigint | null {
  return value < 0n ? null : value;
}

function byTopic(items: readonly Item[]): ProduceTopic[] {
  const topics = new Map<string, ProduceTopic>();
  for (const { topic, partition, batch } of items) {
    const there = topics.get(topic);
    if (there) there.partitions.push({ partition, batch });
    else topics.set(topic, { topic, partitions: [{ partition, batch }] });
  }
  return [...topics.values()];
}

/** A request may name a partition once: a second batch for it goes in a later one, after the first. */
function firstOfEachPartition(items: readonly Item[]): { now: Item[]; later: Item[] } {
  const seen = new Set<string>();
  const now: Item[] = [];
  const later: Item[] = [];
  for (const item of items) {
    const key = `${item.topic}/${item.partition}`;
    if (seen.has(key)) later.push(item);
    else {
      seen.add(key);
      now.push(item);
    }
  }
  return { now, later };
}
