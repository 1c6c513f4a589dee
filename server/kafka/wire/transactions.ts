import type { Call, TopicPartition } from "../cluster.ts";
import type { OffsetCommit } from "../groups.ts";
import { initProducerId } from "../protocol/22-init-producer-id.ts";
import { addPartitionsToTxn, type TxnPartitions } from "../protocol/24-add-partitions-to-txn.ts";
import { addOffsetsToTxn } from "../protocol/25-add-offsets-to-txn.ts";
import { endTxn } from "../protocol/26-end-txn.ts";
import { txnOffsetCommit } from "../protocol/28-txn-offset-commit.ts";
import type { ProducerIdentity, TransactionalProducer } from "../transfer.ts";
import { askPatiently } from "./patience.ts";
import type { Target, Wire } from "./wire.ts";

type Host = Pick<Wire, "call" | "produce"> & {
  /** default deadline, ms */
  callMs: number;
};

/**
 * A transactional producer as Kafka has it since 0.11 (KIP-98), with the recovery of KIP-360: the id and epoch that `init`
 * gave are shown when asking for the next, so that a producer whose place was taken is told instead of taking it back.
 */
export class OwnTransactions implements TransactionalProducer {
  readonly transactionalId: string;
  readonly #wire: Host;
  readonly #timeoutMs: number;
  #identity: ProducerIdentity | null = null;

  constructor(wire: Host, transactionalId: string, timeoutMs: number) {
    this.#wire = wire;
    this.transactionalId = transactionalId;
    this.#timeoutMs = timeoutMs;
  }

  async init(call: Call = {}): Promise<ProducerIdentity> {
    const args: [string, number, ProducerIdentity | null] = [this.transactionalId, this.#timeoutMs, this.#identity];
    const options = { ...call, purpose: "produce", idempotent: true } as const;
    const answer = await this.#patiently(call, async () => {
      const told = await this.#wire.call(this.#coordinator, initProducerId, args, options);
      return { value: told, codes: [told.errorCode] };
    });
    const { producerId, producerEpoch } = answer;
    this.#identity = { producerId, producerEpoch };
    return this.#identity;
  }

  async addPartitions(partitions: readonly TopicPartition[], call: Call = {}): Promise<void> {
    if (partitions.length === 0) return;
    const { producerId, producerEpoch } = this.#known();
    const topics = byTopic(partitions);
    const options = { ...call, purpose: "produce", idempotent: true } as const;
    await this.#patiently(call, async () => {
      const args: [string, bigint, number, TxnPartitions[]] = [this.transactionalId, producerId, producerEpoch, topics];
      const told = await this.#wire.call(this.#coordinator, addPartitionsToTxn, args, options);
      return { value: undefined, codes: told.partitions.map(({ errorCode }) => errorCode) };
    });
  }

  produce: TransactionalProducer["produce"] = (asks, call = {}) =>
    this.#wire.produce(asks, { ...call, acks: -1, transactionalId: this.transactionalId });

  async commitOffsets(group: string, commits: readonly OffsetCommit[], call: Call = {}): Promise<void> {
    if (commits.length === 0) return;
    const { producerId, producerEpoch } = this.#known();
    const id = this.transactionalId;
    const options = { ...call, purpose: "produce", idempotent: true } as const;
    await this.#patiently(call, async () => {
      const told = await this.#wire.call(
        this.#coordinator,
        addOffsetsToTxn,
        [id, producerId, producerEpoch, group],
        options,
      );
      return { value: undefined, codes: [told.errorCode] };
    });
    const topics = new Map<string, Parameters<typeof partOf>[0][]>();
    for (const commit of commits) topics.set(commit.topic, [...(topics.get(commit.topic) ?? []), commit]);
    const parts = [...topics].map(([topic, there]) => ({ topic, partitions: there.map(partOf) }));
    const coordinator: Target = { kind: "coordinator", of: "group", key: group };
    await this.#patiently(
      call,
      async () => {
        const told = await this.#wire.call(
          coordinator,
          txnOffsetCommit,
          [id, group, producerId, producerEpoch, parts],
          options,
        );
        return { value: undefined, codes: told.partitions.map(({ errorCode }) => errorCode) };
      },
      `group ${group}`,
    );
  }

  async end(outcome: "commit" | "abort", call: Call = {}): Promise<void> {
    const { producerId, producerEpoch } = this.#known();
    const options = { ...call, purpose: "produce", idempotent: true } as const;
    await this.#patiently(call, async () => {
      const told = await this.#wire.call(
        this.#coordinator,
        endTxn,
        [this.transactionalId, producerId, producerEpoch, outcome === "commit"],
        options,
      );
      return { value: undefined, codes: [told.errorCode] };
    });
  }

  get #coordinator(): Target {
    return { kind: "coordinator", of: "transaction", key: this.transactionalId };
  }

  #known(): ProducerIdentity {
    if (this.#identity) return this.#identity;
    throw new Error("A transaction is begun before init");
  }

  #patiently<T>(
    { signal, timeoutMs = this.#wire.callMs }: Call,
    ask: () => Promise<{ value: T; codes: number[] }>,
    target = `transactional id ${this.transactionalId}`,
  ): Promise<T> {
    return askPatiently({ signal, timeoutMs, target }, ask);
  }
}

function partOf({ partition, offset, leaderEpoch, metadata }: OffsetCommit) {
  return { partition, offset, leaderEpoch: leaderEpoch ?? -1, metadata: metadata ?? null };
}

function byTopic(partitions: readonly TopicPartition[]): TxnPartitions[] {
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of partitions) topics.set(topic, [...(topics.get(topic) ?? []), partition]);
  return [...topics].map(([topic, all]) => ({ topic, partitions: all }));
}
