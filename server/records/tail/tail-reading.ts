import { ApiError, type PartialProblem } from "../../../lib/api/error.ts";
import type { ReadProblem, TailQuery } from "../../../lib/api/messages.ts";
import { BatchError } from "../../kafka/batch/batch-error.ts";
import type { KafkaCluster, Topic } from "../../kafka/cluster.ts";
import type { RawFetch } from "../../kafka/transfer.ts";
import { Fetcher } from "../fetcher.ts";
import type { SieveSpec } from "../filter/sieve.ts";
import type { Shape } from "../message.ts";
import { Wake } from "../wake.ts";
import type { TailEvent } from "./tail.ts";
import { TailChannel, type TailReader } from "./tail-channel.ts";
import { TailEntry } from "./tail-entry.ts";
import { TailFeed } from "./tail-feed.ts";
import { encodeTailId } from "./tail-position.ts";
import { TailShow } from "./tail-show.ts";

const statusMs = 1000;
/** what the shared loops have not brought by then is fetched here: the log may have become shorter */
const aheadMs = 2000;

export function fatal(topic: string, { code, message, hint }: ApiError): ReadProblem {
  return { target: `topic ${topic}`, code, message, hint, fatal: true };
}

/** An entry this reader fetched for itself; its loop goes on after `release`. */
type Own = { entry: TailEntry; release(): void };

/**
 * One reader of a tail. Where it stands at the ends it takes from the channel that all readers of the topic share; where it is
 * behind (a start in the past, a reader that was slow) it fetches for itself until it has caught up.
 */
export class TailReading {
  readonly #topic: Topic;
  readonly #takesNew: boolean;
  readonly #next: Map<number, bigint | null>;
  readonly #signal: AbortSignal;
  readonly #end = new AbortController();
  readonly #wake = new Wake();
  readonly #reader: TailReader;
  readonly #channel: TailChannel;
  readonly #feed: TailFeed;
  readonly #show: TailShow;
  readonly #own: Own[] = [];
  readonly #unreleased = new Set<() => void>();
  readonly #aheadSince = new Map<number, number>();
  /** how old the record before a partition's position is */
  readonly #lastTime = new Map<number, number>();
  readonly #problems: ReadProblem[] = [];

  constructor(
    kafka: KafkaCluster,
    topic: Topic,
    query: TailQuery,
    { sieve, shape }: { sieve: SieveSpec | null; shape: Shape },
    next: Map<number, bigint | null>,
    isAtEnd: boolean,
    signal: AbortSignal,
  ) {
    this.#topic = topic;
    this.#next = next;
    this.#takesNew = query.partitions === undefined && !query.keyPartition;
    this.#signal = AbortSignal.any([signal, this.#end.signal]);
    this.#signal.addEventListener("abort", () => {
      for (const release of this.#unreleased) release();
    });
    this.#reader = { next, wake: this.#wake };
    this.#channel = TailChannel.join(kafka, topic, query.isolation, this.#reader);
    if (isAtEnd) for (const [partition, at] of next) if (at !== null) this.#channel.follow(partition, at);
    this.#feed = new TailFeed(
      kafka,
      new Fetcher(kafka, topic, this.#signal),
      next,
      query.isolation,
      { wants: (partition) => this.#isAlone(partition), put: (answers) => this.#put(answers) },
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
        this.#keepGoing();
        let isBusy = false;
        for (const { entry, release } of this.#due()) {
          for await (const texts of this.#show.take(entry, this.#next, this)) yield this.#messages(texts);
          release();
          isBusy = Date.now() >= statusAt;
          if (isBusy) break;
        }
        const failure = this.#feed.failure ?? this.#channel.failure;
        if (failure !== null) throw failure;
        for (const data of [...this.#feed.problems.splice(0), ...this.#problems.splice(0)])
          yield { event: "problem", id: this.#id(), data };
        const gone = this.#feed.gone ?? this.#channel.gone;
        if (gone) {
          yield { event: "problem", id: this.#id(), data: fatal(this.#topic.name, gone) };
          yield { event: "done", id: this.#id(), data: { reason: "failed" } };
          return;
        }
        if (Date.now() >= statusAt) {
          statusAt = Date.now() + statusMs;
          yield this.#status();
        }
        if (!isBusy) await this.#wake.next(statusAt - Date.now(), this.#signal);
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
      this.#channel.leave(this.#reader);
    }
  }

  /** Starts what is to run: the shared loops, and this reader's own where it stands alone. */
  #keepGoing(): void {
    if (this.#takesNew) {
      for (const { partition } of this.#channel.topic.partitions)
        if (!this.#next.has(partition)) this.#next.set(partition, 0n);
    }
    for (const [partition, at] of this.#next) {
      const end = this.#feed.endOf(partition);
      if (at !== null && end !== null && at >= end) this.#channel.follow(partition, at);
    }
    this.#channel.keepGoing();
    if (this.#isAnywhereAlone()) this.#feed.keepGoing();
  }

  /** What can be shown now: own entries, then one of each partition in turn. */
  *#due(): Generator<Own, void, undefined> {
    for (let own = this.#own.shift(); own; own = this.#own.shift()) yield own;
    for (let found = true; found; ) {
      found = false;
      for (const [partition, at] of this.#next) {
        const entry = at === null ? null : this.#channel.entryAt(partition, at);
        if (!entry) continue;
        found = true;
        yield { entry, release: () => {} };
      }
    }
  }

  /** Resolves when the reader is done with the answers: a slow reader slows the broker's next answer to itself. */
  async #put(answers: readonly RawFetch[]): Promise<void> {
    const entries = answers.flatMap((raw) => {
      const at = this.#next.get(raw.partition);
      return at === undefined || at === null ? [] : [new TailEntry(raw, at)];
    });
    if (entries.length === 0 || this.#signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    let left = entries.length;
    const release = (): void => {
      if (--left === 0) resolve();
    };
    this.#unreleased.add(resolve);
    for (const entry of entries) this.#own.push({ entry, release });
    this.#wake.notify();
    await promise;
    this.#unreleased.delete(resolve);
  }

  /** Whether what comes next of a partition has to be fetched by this reader itself. */
  #isAlone(partition: number): boolean {
    const at = this.#next.get(partition);
    if (at === undefined || at === null) return true;
    const place = this.#channel.placeOf(partition, at);
    if (place !== "ahead") {
      this.#aheadSince.delete(partition);
      return place !== "here";
    }
    const since = this.#aheadSince.get(partition) ?? Date.now();
    this.#aheadSince.set(partition, since);
    return Date.now() - since > aheadMs;
  }

  #isAnywhereAlone(): boolean {
    for (const partition of this.#next.keys()) if (this.#isAlone(partition)) return true;
    return false;
  }

  /** How old the oldest record is that lies before a position which has not reached its end; 0 at the end, null = not known. */
  #behindMs(): number | null {
    const now = Date.now();
    let behind = 0;
    for (const [partition, at] of this.#next) {
      const ends = [this.#channel.endOf(partition), this.#feed.endOf(partition)];
      if (at === null || !ends.some((end) => end !== null && at < end)) continue;
      const lastTime = this.#lastTime.get(partition);
      if (lastTime === undefined) return null;
      behind = Math.max(behind, now - lastTime);
    }
    return behind;
  }

  passed(partition: number, timestamp: number): void {
    this.#lastTime.set(partition, timestamp);
  }

  damaged(partition: number, offset: bigint, message: string): void {
    const words = `The record batch at offset ${offset} cannot be read and was passed over: ${message}.`;
    this.#problems.push({ target: `partition ${partition}`, code: "kafka", message: words, fatal: false });
  }

  #messages(texts: readonly string[]): TailEvent {
    return { event: "messages", id: this.#id(), json: `{"items":[${texts.join(",")}]}` };
  }

  #status(): TailEvent {
    const own = this.#isAnywhereAlone() ? this.#feed.standing() : [];
    const shared = this.#channel.standing().filter(({ target }) => this.#concerns(target));
    const problems: PartialProblem[] = [...new Map([...shared, ...own].map((one) => [one.target, one])).values()];
    return { event: "status", id: this.#id(), data: { ...this.#show.status(this.#behindMs()), problems } };
  }

  /** Others read other partitions: what is wrong with those is not told here. */
  #concerns(target: string): boolean {
    const partition = /^partition (\d+)$/.exec(target)?.[1];
    return partition === undefined || this.#next.has(Number(partition));
  }

  #id(): string {
    const next = new Map<number, bigint>();
    for (const [partition, offset] of this.#next) if (offset !== null) next.set(partition, offset);
    return encodeTailId({ topicId: this.#topic.topicId, next });
  }
}
