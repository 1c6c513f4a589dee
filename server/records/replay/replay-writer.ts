import { ApiError } from "../../../lib/api/error.ts";
import type { Codec } from "../../kafka/batch/codec.ts";
import { encodeBatch, type RecordToWrite } from "../../kafka/batch/encode.ts";
import type { TopicPartition } from "../../kafka/cluster.ts";
import { KafkaError } from "../../kafka/error.ts";
import type { OffsetCommit } from "../../kafka/groups.ts";
import type { ProduceAsk, ProducerIdentity, TransactionalProducer } from "../../kafka/transfer.ts";
import { sizeOf } from "../record-size.ts";

/** A record on its way, with the place it comes from, by which it is named when it is refused. */
export type Outgoing = {
  place: TopicPartition;
  record: RecordToWrite;
  codec: Codec;
  from: { partition: number; offset: bigint };
};

/** of a batch as estimated before compression; brokers take 1 MiB unless told otherwise */
const batchBytes = 900 * 1024;
const messageTooLarge = 10;
const transactionMs = 20_000;
const beginMs = 30_000;
/** a topic that was deleted is asked for again and again meanwhile: then whoever writes looks whether it is still there */
const addMs = 5_000;
const fenced = new Set([47, 90]);

/** One transaction after the other: the copies and how far they reach become visible together. */
export class ReplayWriter {
  readonly #producer: TransactionalProducer;
  readonly #group: string;
  readonly #signal: AbortSignal;
  #identity: ProducerIdentity | null = null;
  readonly #sequences = new Map<string, number>();
  /** shrinks when a broker finds a batch too large */
  #batchBytes = batchBytes;

  constructor(producer: TransactionalProducer, group: string, signal: AbortSignal) {
    this.#producer = producer;
    this.#group = group;
    this.#signal = signal;
  }

  /** Ends whatever was left open under this replay's name, and begins anew. @throws ApiError 409 where another has taken it over */
  async begin(): Promise<void> {
    try {
      this.#identity = await this.#producer.init({ signal: this.#signal, timeoutMs: beginMs });
    } catch (error) {
      if (!(error instanceof KafkaError) || !fenced.has(error.kafkaCode)) throw error;
      throw new ApiError("conflict", "Another console has taken this replay up and goes on with it.", { cause: error });
    }
    this.#sequences.clear();
  }

  /**
   * Writes in one transaction. Whatever it throws: nothing of it counts as written before `begin` was called again and the
   * progress was read.
   *
   * @throws KafkaError; ApiError 422 where one record alone is too large for the target
   */
  async write(outgoing: readonly Outgoing[], commits: readonly OffsetCommit[]): Promise<void> {
    const call = { signal: this.#signal, timeoutMs: transactionMs };
    const queues = this.#queuesOf(outgoing);
    await this.#producer.addPartitions(
      queues.map(({ place }) => place),
      { ...call, timeoutMs: addMs },
    );
    const batches = queues.flatMap(({ place, batches: all }) => all.map((records) => ({ place, records })));
    const results = await this.#producer.produce(this.#encoded(batches), call);
    for (const [i, result] of results.entries()) {
      if (result.ok) continue;
      const records = batches[i]?.records ?? [];
      if (result.error.kafkaCode === messageTooLarge) this.#refuse(records, result.error.message);
      throw result.error;
    }
    await this.#producer.commitOffsets(this.#group, commits, call);
    await this.#producer.end("commit", call);
  }

  /** Gives up what is open, for as long as the process has. */
  async abort(): Promise<void> {
    await this.#producer.end("abort", { timeoutMs: 1_000 }).catch(() => {
      // whoever takes the replay up again ends it, or the brokers do after its time
    });
  }

  #queuesOf(outgoing: readonly Outgoing[]): { place: TopicPartition; batches: Outgoing[][] }[] {
    const queues = new Map<string, { place: TopicPartition; batches: Outgoing[][]; bytes: number }>();
    for (const one of outgoing) {
      const key = keyOf(one.place);
      const queue = queues.get(key) ?? { place: one.place, batches: [], bytes: 0 };
      queues.set(key, queue);
      const size = sizeOf(one.record);
      const last = queue.batches.at(-1);
      if (last && queue.bytes + size <= this.#batchBytes) {
        last.push(one);
        queue.bytes += size;
      } else {
        queue.batches.push([one]);
        queue.bytes = size;
      }
    }
    return [...queues.values()];
  }

  #encoded(batches: readonly { place: TopicPartition; records: readonly Outgoing[] }[]): ProduceAsk[] {
    return batches.map(({ place, records }) => {
      const sequence = this.#sequences.get(keyOf(place)) ?? 0;
      this.#sequences.set(keyOf(place), sequence + records.length);
      const codec = records[0]?.codec ?? "none";
      const all = records.map(({ record }) => record);
      const batch = encodeBatch({
        records: all,
        codec,
        ...this.#identity,
        baseSequence: sequence,
        transactional: true,
      });
      return { ...place, batch };
    });
  }

  #refuse(records: readonly Outgoing[], message: string): void {
    const [first] = records;
    if (records.length > 1 || !first) {
      this.#batchBytes = Math.max(1, Math.floor(this.#batchBytes / 4));
      return;
    }
    const { partition, offset } = first.from;
    throw new ApiError(
      "refused-by-kafka",
      `The record at partition ${partition}, offset ${offset} is too large for ${first.place.topic}: ${message}`,
      { hint: "max.message.bytes of the target topic is the limit." },
    );
  }
}

function keyOf({ topic, partition }: TopicPartition): string {
  return `${partition}/${topic}`;
}
