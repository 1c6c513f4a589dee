import type { Call, TopicPartition } from "./cluster.ts";
import type { OffsetCommit } from "./groups.ts";
import type { Settled } from "./settled.ts";

/** A producer with an id as a leader remembers it. `openTransactionStart`: the offset its open transaction begins at. */
export type ActiveProducer = {
  producerId: bigint;
  producerEpoch: number;
  lastSequence: number | null;
  /** epoch ms */
  lastTimestamp: number | null;
  coordinatorEpoch: number | null;
  openTransactionStart: bigint | null;
};

export type Isolation = "read_committed" | "read_uncommitted";

export type FetchAsk = TopicPartition & { topicId: string; offset: bigint; maxBytes: number };

export type AbortedTransaction = { producerId: bigint; firstOffset: bigint };

export type RawFetch = TopicPartition & {
  highWatermark: bigint;
  lastStableOffset: bigint;
  logStartOffset: bigint;
  aborted: AbortedTransaction[];
  preferredReadReplica: number;
  /** whole record batches as stored, possibly ending in a truncated one; empty when nothing is there */
  batches: Buffer;
};

export type FetchLimits = { maxBytes: number; maxWaitMs: number; minBytes: number; isolation: Isolation };

/**
 * One reader's own sockets, one per broker and one request in flight on each (a broker serves one request per connection
 * at a time). `close` ends requests in flight at once: that is how a scan is cancelled.
 */
export interface FetchSession {
  /** One Fetch to one broker (session-less, group-less). Item errors stay with their partition. The order of `asks` is the order on the wire. */
  fetch(
    nodeId: number,
    asks: readonly FetchAsk[],
    limits: FetchLimits,
    call?: Call,
  ): Promise<Settled<RawFetch, TopicPartition>[]>;
  close(): void;
}

/** Encoded record batch v2 for one partition, made by `server/kafka/batch`. */
export type ProduceAsk = TopicPartition & { batch: Buffer };

export type ProduceAck = TopicPartition & {
  baseOffset: bigint | null;
  logAppendTime: number | null;
  logStartOffset: bigint | null;
};

export type ProducerIdentity = { producerId: bigint; producerEpoch: number };

/**
 * A transactional producer. One transaction at a time: `addPartitions`, `produce` to them, `commitOffsets`, `end`. After any
 * failure whoever uses it calls `init` again, which ends what was left open, and looks up how far it had come.
 */
export interface TransactionalProducer {
  readonly transactionalId: string;
  /**
   * The first time it takes the id over from whoever has it, and aborts what that one left open; later it takes the next epoch
   * (sequences begin at 0 again), and rejects with 47 or 90 where another has taken over meanwhile.
   */
  init(call?: Call): Promise<ProducerIdentity>;
  addPartitions(partitions: readonly TopicPartition[], call?: Call): Promise<void>;
  /** batches encoded with the identity, as transactional */
  produce(asks: readonly ProduceAsk[], call?: Call): Promise<Settled<ProduceAck, TopicPartition>[]>;
  /** with the transaction; from outside of the group, which must have no members */
  commitOffsets(group: string, commits: readonly OffsetCommit[], call?: Call): Promise<void>;
  end(outcome: "commit" | "abort", call?: Call): Promise<void>;
}
