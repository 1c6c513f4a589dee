import type { Arrival, Driver } from "./driver.ts";
import type { FilterError } from "./filter/condition.ts";
import type { Bound, Placed } from "./merge.ts";
import type { Basin } from "./pool.ts";
import type { Scanner } from "./scanner.ts";
import { Wake } from "./wake.ts";
import type { ScanBudget, Walk } from "./walk.ts";

export type SearchLimits = {
  limit: number;
  maxBytes: number;
  /** epoch ms */
  until: number;
  budget: ScanBudget;
};
export type SearchStep<T> =
  | { kind: "messages"; items: T[] }
  | { kind: "progress" }
  | { kind: "ended"; reason: "limit" | "end" | "budget" };

/** progress at most this often */
const progressMs = 250;
/** text of matches that may wait for other partitions to come so far */
const mostWaitingBytes = 32 * 1024 * 1024;

/**
 * A filtered reading: each broker is read in a lane of its own, one fetch ahead of the scanning, and matches come out merged
 * as soon as no other partition can have one that belongs before them. Pulled: while nobody asks for the next step,
 * lanes stop before their next fetch.
 */
export class Search<T extends Placed, Out = T> {
  readonly #driver: Driver<T>;
  readonly #walks: readonly Walk<T>[];
  readonly #scanner: Scanner<T>;
  readonly #limits: SearchLimits;
  readonly #basin: Basin<T, Out>;
  readonly #weigh: (item: T | Out) => number;
  readonly #countOf: (item: Out) => number;
  readonly #aheadBytes: number;
  readonly #signal: AbortSignal;
  readonly #lanes = new Set<number>();
  readonly #wake = new Wake();
  scanned = 0n;
  matched = 0;
  filterErrors = 0;
  firstFilterError: FilterError | null = null;
  #waitingBytes = 0;
  /** closed while nobody asks for the next step */
  #gate: PromiseWithResolvers<void> | null = null;
  #isEnding = false;
  #failure: unknown = null;

  constructor(
    parts: {
      driver: Driver<T>;
      walks: readonly Walk<T>[];
      scanner: Scanner<T>;
      basin: Basin<T, Out>;
      signal: AbortSignal;
      /** bytes of what waits, and of what is taken out of it */
      weigh(item: T | Out): number;
      /** records that one item delivers; 1 unless said */
      countOf?(item: Out): number;
      /** bytes that may wait before lanes stop while nobody asks for the next step; 0 unless said */
      aheadBytes?: number;
    },
    limits: SearchLimits,
  ) {
    this.#driver = parts.driver;
    this.#walks = parts.walks;
    this.#scanner = parts.scanner;
    this.#signal = parts.signal;
    this.#limits = limits;
    this.#basin = parts.basin;
    this.#weigh = parts.weigh;
    this.#countOf = parts.countOf ?? (() => 1);
    this.#aheadBytes = parts.aheadBytes ?? 0;
  }

  /** @throws TopicGone; ends without a step when the signal aborts */
  async *steps(): AsyncGenerator<SearchStep<Out>, void, undefined> {
    let progressAt = Date.now() + progressMs;
    try {
      while (!this.#signal.aborted) {
        this.#startLanes();
        if (this.#failure !== null) throw this.#failure;
        const isIdle = this.#lanes.size === 0;
        const items = this.#deliver(isIdle && this.#open().length === 0 ? [] : this.#bounds());
        if (items.length > 0) yield* this.#pausing({ kind: "messages", items });
        const reason = this.#reasonToEnd(isIdle);
        if (reason !== null) {
          if (reason !== "limit") yield* this.#rest(reason);
          yield { kind: "ended", reason: this.matched >= this.#limits.limit ? "limit" : reason };
          return;
        }
        if (Date.now() >= progressAt) {
          progressAt = Date.now() + progressMs;
          yield* this.#pausing({ kind: "progress" });
        }
        if (this.#lanes.size > 0 && items.length === 0)
          await this.#wake.next(Math.min(progressAt, this.#limits.until) - Date.now(), this.#signal);
      }
    } finally {
      this.#isEnding = true;
      this.#gate?.resolve();
    }
  }

  *#rest(reason: "end" | "budget"): Generator<SearchStep<Out>, void, undefined> {
    for (;;) {
      const items = this.#deliver(reason === "end" ? [] : this.#bounds());
      if (items.length === 0) return;
      yield* this.#pausing({ kind: "messages", items });
    }
  }

  *#pausing(step: SearchStep<Out>): Generator<SearchStep<Out>, void, undefined> {
    this.#gate = Promise.withResolvers();
    yield step;
    this.#gate.resolve();
    this.#gate = null;
  }

  #reasonToEnd(isIdle: boolean): "limit" | "end" | "budget" | null {
    if (this.matched >= this.#limits.limit) return "limit";
    if (this.#isOver()) return "budget";
    if (!isIdle || this.#wanted().length > 0) return null;
    return this.#open().length === 0 ? "end" : "budget";
  }

  #isOver(): boolean {
    return this.#driver.bytes >= this.#limits.maxBytes || Date.now() >= this.#limits.until;
  }

  /** Not looked at to their end, and not failed. */
  #open(): Walk<T>[] {
    return this.#walks.filter((walk) => !walk.isEnded && !this.#driver.hasFailed(walk));
  }

  #bounds(): Bound[] {
    const room = this.#limits.limit - this.matched;
    // of a partition with that many matches none further is wanted
    const open = this.#open().filter((walk) => this.#basin.waitingOf(walk.range.partition) < room);
    return open.map((walk) => ({ partition: walk.range.partition, timestamp: walk.frontier }));
  }

  #deliver(bounds: Bound[]): Out[] {
    const items = this.#basin.take(bounds, this.#limits.limit - this.matched);
    for (const item of items) {
      this.matched += this.#countOf(item);
      this.#waitingBytes -= this.#weigh(item);
    }
    return items;
  }

  /** Walks to fetch from: none runs further ahead of the others than the reply could use. */
  #wanted(): Walk<T>[] {
    if (this.#isEnding || this.#isOver()) return [];
    const room = this.#limits.limit - this.matched;
    const wanted = this.#walks.filter(
      (walk) =>
        !walk.isFetched &&
        !this.#driver.hasFailed(walk) &&
        this.#basin.waitingOf(walk.range.partition) < room &&
        walk.want() !== null,
    );
    if (this.#waitingBytes <= mostWaitingBytes) return wanted;
    const withoutMatch = wanted.filter((walk) => this.#basin.waitingOf(walk.range.partition) === 0);
    return withoutMatch.length > 0 ? withoutMatch : wanted;
  }

  #startLanes(): void {
    for (const node of this.#driver.byNode(this.#wanted()).keys()) {
      if (this.#lanes.has(node)) continue;
      this.#lanes.add(node);
      this.#lane(node)
        .catch((error: unknown) => {
          this.#failure ??= error;
        })
        .finally(() => {
          this.#lanes.delete(node);
          this.#wake.notify();
        });
    }
  }

  async #lane(node: number): Promise<void> {
    let ahead = this.#next(node);
    while (ahead) {
      const arrivals = await ahead;
      if (this.#isEnding || this.#signal.aborted) return;
      ahead = this.#next(node);
      // a failure of the next fetch is met when its turn comes
      ahead?.catch(() => {});
      await this.#look(arrivals);
      this.#wake.notify();
      if (this.#waitingBytes >= this.#aheadBytes) await this.#gate?.promise;
      ahead ??= this.#next(node);
    }
  }

  #next(node: number): Promise<Arrival<T>[]> | null {
    const walks = this.#wanted().filter((walk) => this.#driver.nodeOf(walk) === node);
    return walks.length === 0 ? null : this.#driver.ask(node, walks);
  }

  async #look(arrivals: readonly Arrival<T>[]): Promise<void> {
    const readings = await this.#scanner.scan(arrivals);
    if (this.#isEnding) return;
    for (const [i, { walk, piece }] of arrivals.entries()) {
      const reading = readings[i];
      if (!reading) continue;
      this.scanned += BigInt(reading.scanned);
      this.filterErrors += reading.filterErrors;
      this.firstFilterError ??= reading.firstFilterError;
      this.#driver.damaged(walk, reading.damaged);
      for (const item of reading.found) this.#waitingBytes += this.#weigh(item);
      this.#basin.add(walk.take(piece, reading));
    }
  }
}
