import type { PartialProblem } from "../../../lib/api/error.ts";
import { BatchError } from "../../kafka/batch/batch-error.ts";
import type { KafkaCluster, Topic } from "../../kafka/cluster.ts";
import type { Isolation, RawFetch } from "../../kafka/transfer.ts";
import { Fetcher, type TopicGone } from "../fetcher.ts";
import type { Wake } from "../wake.ts";
import { TailEntry } from "./tail-entry.ts";
import { TailFeed } from "./tail-feed.ts";
import { TailRings } from "./tail-rings.ts";

/** Where a reader stands, and how it hears that something came. */
export type TailReader = { next: ReadonlyMap<number, bigint | null>; wake: Wake };

const channels = new WeakMap<KafkaCluster, Map<string, TailChannel>>();

/**
 * What all tails of a topic with the same isolation share: one fetch loop per broker, which follows the ends of the partitions
 * that are read, and the last of what came in bounded rings. A reader whose place is no longer in a ring (or not yet) fetches
 * for itself until it is; nobody waits for anybody.
 */
export class TailChannel {
  readonly #feed: TailFeed;
  readonly #fetcher: Fetcher;
  readonly #readers = new Set<TailReader>();
  readonly #rings = new TailRings();
  /** where the fetch loops stand */
  readonly #heads = new Map<number, bigint | null>();
  readonly #ended = new AbortController();
  readonly #leave: () => void;

  private constructor(kafka: KafkaCluster, topic: Topic, isolation: Isolation, leave: () => void) {
    this.#leave = leave;
    this.#fetcher = new Fetcher(kafka, topic, this.#ended.signal);
    this.#feed = new TailFeed(
      kafka,
      this.#fetcher,
      this.#heads,
      isolation,
      {
        wants: (partition) => this.#isFollowed(partition),
        put: async (answers) => this.#put(answers),
      },
      { notify: () => this.#wakeAll() },
      this.#ended.signal,
    );
  }

  /** The channel of a topic, made for the first reader and closed when the last one leaves. */
  static join(kafka: KafkaCluster, topic: Topic, isolation: Isolation, reader: TailReader): TailChannel {
    const all = channels.get(kafka) ?? new Map<string, TailChannel>();
    channels.set(kafka, all);
    const key = `${topic.topicId}/${topic.name}/${isolation}`;
    const present = all.get(key);
    const isSound = present !== undefined && present.failure === null && present.gone === null;
    const leave = (): void => {
      if (all.get(key) === channel) all.delete(key);
    };
    const channel: TailChannel = isSound ? present : new TailChannel(kafka, topic, isolation, leave);
    all.set(key, channel);
    channel.#readers.add(reader);
    if (topic.partitions.length > channel.topic.partitions.length) channel.#feed.refreshSoon();
    return channel;
  }

  leave(reader: TailReader): void {
    this.#readers.delete(reader);
    if (this.#readers.size > 0) {
      for (const partition of [...this.#heads.keys()]) {
        if ([...this.#readers].some(({ next }) => next.has(partition))) continue;
        this.#heads.delete(partition);
        this.#rings.drop(partition);
      }
      return;
    }
    this.#leave();
    this.#ended.abort();
    this.#rings.close();
  }

  get topic(): Topic {
    return this.#fetcher.topic;
  }

  get gone(): TopicGone | null {
    return this.#feed.gone;
  }

  /** a failure nobody expected */
  get failure(): unknown {
    return this.#feed.failure;
  }

  keepGoing(): void {
    this.#feed.keepGoing();
  }

  standing(): PartialProblem[] {
    return this.#feed.standing();
  }

  endOf(partition: number): bigint | null {
    return this.#feed.endOf(partition);
  }

  /** A reader stands at the end of a partition which nobody follows yet: from here on it is followed. */
  follow(partition: number, at: bigint): void {
    if (this.#heads.has(partition)) return;
    this.#heads.set(partition, at);
    this.#rings.begin(partition, at);
  }

  /** What comes at or after `at`, when it is here. */
  entryAt(partition: number, at: bigint): TailEntry | null {
    return this.#rings.at(partition, at);
  }

  /** behind: not here any more. here: in the ring, or the very next to come. ahead: beyond what came so far. none: not followed. */
  placeOf(partition: number, at: bigint): "behind" | "here" | "ahead" | "none" {
    const ring = this.#rings.of(partition);
    if (!ring) return "none";
    if (at < ring.start) return "behind";
    if (at < ring.end) return "here";
    // a loop that waits for other partitions does not know of this one yet
    if (!this.#feed.isAsked(partition)) return "none";
    return at === ring.end ? "here" : "ahead";
  }

  #isFollowed(partition: number): boolean {
    const ring = this.#rings.of(partition);
    if (!ring) return false;
    for (const { next } of this.#readers) {
      const at = next.get(partition);
      if (at !== undefined && at !== null && at >= ring.start) return true;
    }
    return false;
  }

  #put(answers: readonly RawFetch[]): void {
    for (const raw of answers) {
      const head = this.#heads.get(raw.partition);
      if (head === undefined || head === null) continue;
      try {
        const entry = new TailEntry(raw, head);
        this.#rings.push(entry);
        this.#heads.set(raw.partition, entry.next);
      } catch (error) {
        if (!(error instanceof BatchError)) throw error;
        // each reader meets it by itself, and says so
        this.#heads.delete(raw.partition);
        this.#rings.drop(raw.partition);
      }
    }
    this.#wakeAll();
  }

  /** The feed moved the head of a partition whose log no longer holds it: what is in the ring is not followed by it. */
  #realign(): void {
    for (const [partition, head] of this.#heads) {
      const ring = this.#rings.of(partition);
      if (head !== null && ring && ring.end !== head) this.#rings.begin(partition, head);
    }
  }

  #wakeAll(): void {
    this.#realign();
    for (const { wake } of this.#readers) wake.notify();
  }
}
