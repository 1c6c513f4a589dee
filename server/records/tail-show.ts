import type { Message, TailQuery, TailStatus } from "../../lib/api/messages.ts";
import type { RawFetch } from "../kafka/cluster.ts";
import { type Found, type Reading, readAnswer, type Slice } from "./answer.ts";
import { type FilterError, toldOf } from "./condition.ts";
import { scanGuarded } from "./guarded-pool.ts";
import { messageOf, type Shape } from "./message.ts";
import { createSieve, isGuarded, type Sieve, type SieveSpec } from "./sieve.ts";

/** What a feed knows of the ends of its partitions. */
export type Ends = {
  /** Tells how old the record before a partition's position is. */
  passed(partition: number, timestamp: number): void;
  /** Tells of a batch that was passed over. */
  damaged(partition: number, offset: bigint, message: string): void;
  /** how old the oldest record is that lies before a position which has not reached its end; 0 at the end, null = not known */
  behindMs(now: number): number | null;
};

const everyOffset = 2n ** 63n - 1n;
const chunkCount = 500;
const chunkBytes = 512 * 1024;

/** What was found in one partition's answer; decoded already where a worker looked. */
export type Looked = { partition: number; reading: Reading<Found> | Reading<Message> };

/** Turns answers into what the reader is shown, at most so many a second, and counts the rest. */
export class TailShow {
  readonly #query: TailQuery;
  readonly #spec: SieveSpec | null;
  readonly #shape: Shape;
  /** null = every record, or a filter that only workers run */
  readonly #sieve: Sieve | null;
  #delivered = 0n;
  #filtered = 0n;
  #skipped = 0n;
  #filterErrors = 0;
  #firstFilterError: FilterError | null = null;
  #came = 0;
  #statusAt = Date.now();
  #second = 0;
  #shown = 0;

  constructor(query: TailQuery, spec: SieveSpec | null, shape: Shape) {
    this.#query = query;
    this.#spec = spec;
    this.#shape = shape;
    this.#sieve = spec === null || isGuarded(spec) ? null : createSieve(spec, shape);
  }

  /**
   * Looks at the answers of one fetch, which may share a buffer: it is not ours afterwards.
   *
   * @throws ApiError when a filter hangs
   */
  async look(answers: readonly RawFetch[], next: ReadonlyMap<number, bigint | null>): Promise<Looked[]> {
    const jobs = answers.flatMap((answer) => {
      const from = next.get(answer.partition);
      return from === undefined || from === null ? [] : [{ answer, slice: this.#slice(answer.partition, from) }];
    });
    const spec = this.#spec;
    const readings =
      spec !== null && isGuarded(spec) && jobs.length > 0
        ? ((await scanGuarded({ sieve: spec, shape: this.#shape, row: null }, jobs)) as Reading<Message>[])
        : jobs.map(({ answer, slice }) => readAnswer(answer, slice, this.#sieve));
    return readings.map((reading, i) => ({ partition: jobs[i]?.slice.partition ?? -1, reading }));
  }

  #slice(partition: number, from: bigint): Slice {
    return {
      partition,
      from,
      to: everyOffset,
      showsAll: this.#query.isolation === "read_uncommitted",
      most: Number.POSITIVE_INFINITY,
      mostLast: Number.POSITIVE_INFINITY,
      skip: null,
    };
  }

  /**
   * The messages of one partition's answer in portions. `next` is moved before each portion is handed out to where a reader
   * stands who has it, and to the end of the answer afterwards.
   */
  *take(
    { partition, reading }: Looked,
    next: Map<number, bigint | null>,
    ends: Ends,
  ): Generator<Message[], void, undefined> {
    if (reading.lastTime !== null) ends.passed(partition, reading.lastTime);
    for (const { offset, message } of reading.damaged) ends.damaged(partition, offset, message);
    const visible = reading.scanned - reading.hidden;
    this.#came += visible;
    this.#filtered += BigInt(visible - reading.found.length);
    this.#filterErrors += reading.filterErrors;
    this.#firstFilterError ??= reading.firstFilterError;
    let portion: Message[] = [];
    let bytes = 0;
    for (const found of reading.found) {
      if (!this.#mayShow()) {
        this.#skipped++;
        continue;
      }
      this.#delivered++;
      const message = "record" in found ? messageOf(found, this.#shape) : found;
      portion.push(message);
      bytes += message.keySize + message.valueSize;
      if (portion.length < chunkCount && bytes < chunkBytes) continue;
      next.set(partition, found.offset + 1n);
      yield portion;
      portion = [];
      bytes = 0;
    }
    next.set(partition, reading.next);
    if (portion.length > 0) yield portion;
  }

  #mayShow(): boolean {
    const second = Math.floor(Date.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#shown = 0;
    }
    return this.#shown++ < this.#query.maxPerSecond;
  }

  /** All but the problems. `perSecond` = records that came since the last status, shown or not. */
  status(ends: Ends): Omit<TailStatus, "problems"> {
    const now = Date.now();
    const elapsed = Math.max(1, now - this.#statusAt);
    const perSecond = Math.round((this.#came * 10_000) / elapsed) / 10;
    this.#statusAt = now;
    this.#came = 0;
    return {
      perSecond,
      delivered: this.#delivered,
      filtered: this.#filtered,
      skipped: this.#skipped,
      behindMs: ends.behindMs(now),
      filterErrors: this.#filterErrors,
      firstFilterError: toldOf(this.#firstFilterError).firstFilterError,
    };
  }
}
