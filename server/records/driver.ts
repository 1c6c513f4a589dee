import type { ReadProblem } from "../../lib/api/messages.ts";
import { BatchError } from "../kafka/batch/batch-error.ts";
import type { KafkaCluster } from "../kafka/cluster.ts";
import { KafkaError } from "../kafka/error.ts";
import type { Isolation } from "../kafka/transfer.ts";
import { type Answer, outline, type Slice } from "./answer.ts";
import { type Fetcher, mayPass, offsetOutOfRange, type PartitionAnswer, pause } from "./fetcher.ts";
import type { Placed } from "./merge.ts";
import { lower } from "./offset-order.ts";
import type { Piece, Walk } from "./walk.ts";

/** Records of one partition that came and have to be looked at. */
export type Arrival<T extends Placed> = { walk: Walk<T>; piece: Piece; slice: Slice; answer: Answer };

/** how long a partition may fail before a reading goes on without it */
const patienceMs = 12_000;
const mostEmptyAnswers = 60;

type Health = { failures: number; failingSince: number; empties: number; isStarved: boolean };

/** Brings the bytes of a set of walks, through leader changes, deleted records and brokers that come back. */
export class Driver<T extends Placed> {
  readonly #kafka: KafkaCluster;
  readonly #fetcher: Fetcher;
  readonly #signal: AbortSignal;
  readonly #isolation: Isolation;
  readonly #showsControl: boolean;
  readonly #health = new Map<Walk<T>, Health>();
  readonly #failed = new Set<Walk<T>>();
  #refreshing: Promise<void> | null = null;
  #turn = 0;
  /** of fetched batches */
  bytes = 0;
  /** what went wrong and was not told yet */
  readonly problems: ReadProblem[] = [];

  constructor(
    kafka: KafkaCluster,
    fetcher: Fetcher,
    { isolation, control = false }: { isolation: Isolation; control?: boolean | undefined },
    signal: AbortSignal,
  ) {
    this.#kafka = kafka;
    this.#fetcher = fetcher;
    this.#signal = signal;
    this.#isolation = isolation;
    this.#showsControl = control;
  }

  hasFailed(walk: Walk<T>): boolean {
    return this.#failed.has(walk);
  }

  get failedCount(): number {
    return this.#failed.size;
  }

  /** Which broker each walk is read from; -1 = none leads it now. */
  nodeOf(walk: Walk<T>): number {
    return this.#fetcher.leaderOf(walk.range.partition) ?? -1;
  }

  byNode(walks: Iterable<Walk<T>>): Map<number, Walk<T>[]> {
    const nodes = new Map<number, Walk<T>[]>();
    for (const walk of walks) {
      const node = this.nodeOf(walk);
      const there = nodes.get(node);
      if (there) there.push(walk);
      else nodes.set(node, [walk]);
    }
    return nodes;
  }

  /**
   * One fetch of the next bytes of `walks`, all led by `node`. What failed is retried by the next call, until patience ends;
   * then the walk counts as failed and a problem says why.
   *
   * @throws TopicGone
   */
  async ask(node: number, walks: readonly Walk<T>[]): Promise<Arrival<T>[]> {
    const asked = new Map<number, { walk: Walk<T>; offset: bigint }>();
    const asks = this.#inTurn(walks).flatMap((walk) => {
      const want = walk.want();
      if (!want) return [];
      const { partition } = walk.range;
      // read_uncommitted answers name no aborted transactions: below the last stable offset they are asked for all the same
      const isolation: Isolation = want.offset < walk.range.lastStable ? "read_committed" : "read_uncommitted";
      asked.set(partition, { walk, offset: want.offset });
      return [{ partition, offset: want.offset, maxBytes: want.maxBytes, isolation }];
    });
    const askedAt = Date.now();
    const answers: PartitionAnswer[] =
      node < 0
        ? asks.map(({ partition }) => ({ partition, ok: false, error: new KafkaError(5, `partition ${partition}`) }))
        : await this.#fetcher.fetch(node, asks, { maxWaitMs: 0, minBytes: 1 });
    const arrivals: Arrival<T>[] = [];
    let isStale = false;
    for (const item of answers) {
      const known = asked.get(item.partition);
      if (!known || this.#signal.aborted) continue;
      if (item.ok) {
        const arrival = this.#arrived(known.walk, known.offset, item.raw);
        if (arrival) arrivals.push(arrival);
      } else isStale = (await this.#recover(known.walk, known.offset, item.error, askedAt)) || isStale;
    }
    if (isStale) await this.#refresh();
    else if (arrivals.length === 0 && walks.some((walk) => this.#of(walk).empties > 3)) await pause(50, this.#signal);
    return arrivals;
  }

  /** Starved partitions first: only the first of a request is sure to get a batch larger than the limits. */
  #inTurn(walks: readonly Walk<T>[]): Walk<T>[] {
    const turn = this.#turn++ % Math.max(1, walks.length);
    const rotated = [...walks.slice(turn), ...walks.slice(0, turn)];
    return rotated.sort((a, b) => Number(this.#of(b).isStarved) - Number(this.#of(a).isStarved));
  }

  #arrived(
    walk: Walk<T>,
    offset: bigint,
    raw: { batches: Buffer } & Answer & { highWatermark: bigint },
  ): Arrival<T> | null {
    const health = this.#of(walk);
    health.failures = 0;
    this.bytes += raw.batches.length;
    let told: ReturnType<typeof outline>;
    try {
      told = outline(raw.batches, offset);
    } catch (error) {
      if (!(error instanceof BatchError)) throw error;
      this.#drop(
        walk,
        new KafkaError(-108, "", {
          message: `The batch at or after offset ${offset} cannot be read: ${error.message}.`,
        }),
      );
      return null;
    }
    health.isStarved = told.next === offset;
    if (health.isStarved) {
      // a new leader may not know yet how far its followers are
      if (++health.empties > mostEmptyAnswers) this.#drop(walk, nothingComes(offset, raw.highWatermark));
      return null;
    }
    health.empties = 0;
    const piece = walk.advance({ ...told, bytes: raw.batches.length });
    const { batches, aborted, lastStableOffset } = raw;
    const slice: Slice = {
      partition: walk.range.partition,
      from: piece.from,
      to: piece.to,
      showsAll: this.#isolation === "read_uncommitted",
      showsControl: this.#showsControl,
      most: Number.POSITIVE_INFINITY,
      mostLast: Number.POSITIVE_INFINITY,
      skip: walk.skip,
    };
    // what was undecided when the reading began stays so for it: its bounds are of that moment
    return {
      walk,
      piece,
      slice,
      answer: { batches, aborted, lastStableOffset: lower(lastStableOffset, walk.range.lastStable) },
    };
  }

  /** True when leaders should be asked for anew. */
  async #recover(walk: Walk<T>, offset: bigint, error: KafkaError, askedAt: number): Promise<boolean> {
    if (error.kafkaCode === offsetOutOfRange) {
      await this.#raise(walk, offset, error);
      return false;
    }
    const health = this.#of(walk);
    if (health.failures++ === 0) health.failingSince = askedAt;
    if (mayPass(error) && Date.now() - health.failingSince < patienceMs) return true;
    this.#drop(walk, error);
    return false;
  }

  async #raise(walk: Walk<T>, offset: bigint, error: KafkaError): Promise<void> {
    const { partition } = walk.range;
    const asks = [{ topic: this.#fetcher.topic.name, partition, at: "earliest" as const }];
    const [item] = await this.#kafka.listOffsets(asks, { signal: this.#signal });
    const earliest = item?.ok ? item.value.offset : null;
    if (earliest === null || earliest <= offset) return this.#drop(walk, error);
    const message = `Records before offset ${earliest} were deleted while they were being read.`;
    this.problems.push({ target: `partition ${partition}`, code: "conflict", message, fatal: false });
    walk.raise(earliest);
  }

  async #refresh(): Promise<void> {
    this.#refreshing ??= pause(150, this.#signal)
      .then(() => (this.#signal.aborted ? undefined : this.#fetcher.refresh()))
      .catch((error: unknown) => {
        // an unreachable cluster is told by its partitions, when their patience ends
        if (error instanceof KafkaError) return;
        throw error;
      })
      .finally(() => {
        this.#refreshing = null;
      });
    await this.#refreshing;
  }

  #drop(walk: Walk<T>, error: KafkaError): void {
    this.#failed.add(walk);
    const target = `partition ${walk.range.partition}`;
    this.problems.push({
      target,
      code: error.code,
      message: error.message,
      ...(error.hint ? { hint: error.hint } : {}),
      fatal: false,
    });
  }

  /** Batches that were passed over. */
  damaged(walk: Walk<T>, damage: readonly { offset: bigint; message: string }[]): void {
    for (const { offset, message } of damage)
      this.problems.push({
        target: `partition ${walk.range.partition}`,
        code: "kafka",
        message: `The record batch at offset ${offset} cannot be read and was passed over: ${message}.`,
        fatal: false,
      });
  }

  #of(walk: Walk<T>): Health {
    const known = this.#health.get(walk);
    if (known) return known;
    const fresh = { failures: 0, failingSince: 0, empties: 0, isStarved: false };
    this.#health.set(walk, fresh);
    return fresh;
  }
}

function nothingComes(offset: bigint, highWatermark: bigint): KafkaError {
  const message =
    highWatermark <= offset
      ? `It ends at ${highWatermark} now, before offset ${offset}.`
      : `The broker sends nothing from offset ${offset} on, although there is more.`;
  return new KafkaError(-102, "", { message });
}
