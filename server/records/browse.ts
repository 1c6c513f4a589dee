import { ApiError } from "../../lib/api/error.ts";
import type { BrowseQuery, Message, ReadDone, ReadPlan, ReadProblem, ReadProgress } from "../../lib/api/messages.ts";
import type { KafkaCluster } from "../kafka/cluster.ts";
import type { Decoding } from "../serde/decoding.ts";
import { messageAside } from "./aside.ts";
import { Breath } from "./breath.ts";
import { encodeCursor, movedTo, nextPage, previousPage, type Stand } from "./cursor.ts";
import { Driver } from "./driver.ts";
import { Fetcher } from "./fetcher.ts";
import { type FilterError, toldOf } from "./filter/condition.ts";
import { sieveSpec } from "./filter/filter-spec.ts";
import type { SieveSpec } from "./filter/sieve.ts";
import type { Placed } from "./merge.ts";
import { fetchSchemas, type Shape, shapeOf } from "./message.ts";
import { type Opening, openReading } from "./opening.ts";
import { type PageItem, readPage } from "./page.ts";
import { Pool } from "./pool.ts";
import { ReplyRoom } from "./reply-room.ts";
import { openMessageScanner, prepareScan } from "./scanner.ts";
import { Search } from "./search.ts";
import { ScanBudget, type Walk } from "./walk.ts";
import { openWalks, pageBytes } from "./walks.ts";

export type RecordEvent =
  | { event: "plan"; data: ReadPlan }
  | { event: "messages"; data: { items: Message[] } }
  | { event: "progress"; data: ReadProgress }
  | { event: "problem"; data: ReadProblem }
  | { event: "done"; data: ReadDone };

export type BrowseOptions = {
  signal: AbortSignal;
  /** most bytes of messages as JSON; reaching it is a budget */
  mostReplyBytes?: number | undefined;
  /** the cluster's schemas and configured formats */
  decoding?: Decoding | null | undefined;
};

/** partitions × waiting matches that are looked through for a cursor while a search runs */
const mostStandWork = 200_000;
/** messages of one event */
const chunkCount = 250;
const chunkBytes = 512 * 1024;

/**
 * Reads records: what is wrong with the request is thrown before anything streams; from then on every ending is a `done`.
 *
 * @throws ApiError
 */
export async function browse(
  kafka: KafkaCluster,
  topicName: string,
  query: BrowseQuery,
  options: BrowseOptions,
): Promise<AsyncGenerator<RecordEvent, void, undefined>> {
  const startedAt = Date.now();
  const filter = { sieve: sieveSpec(query), shape: shapeOf(topicName, query, options.decoding) };
  if (filter.sieve) prepareScan(filter.sieve);
  const opening = await openReading(kafka, topicName, query, options.signal, filter.sieve === null);
  const asked = filter.sieve === null ? query : { ...query, control: false };
  return new Browsing(kafka, asked, filter, options, opening, startedAt).events();
}

class Browsing {
  readonly #kafka: KafkaCluster;
  readonly #query: BrowseQuery;
  readonly #filter: { sieve: SieveSpec | null; shape: Shape };
  readonly #opening: Opening;
  readonly #startedAt: number;
  readonly #until: number;
  /** ends with the caller's signal and with the generator */
  readonly #end = new AbortController();
  readonly #signal: AbortSignal;
  readonly #budget: ScanBudget;
  readonly #room: ReplyRoom;
  #scanned = 0n;
  #matched = 0;
  #filterErrors = 0;
  #firstFilterError: FilterError | null = null;

  constructor(
    kafka: KafkaCluster,
    query: BrowseQuery,
    filter: { sieve: SieveSpec | null; shape: Shape },
    options: BrowseOptions,
    opening: Opening,
    startedAt: number,
  ) {
    this.#kafka = kafka;
    this.#query = query;
    this.#filter = filter;
    this.#opening = opening;
    this.#startedAt = startedAt;
    this.#until = query.maxSeconds === undefined ? Number.POSITIVE_INFINITY : startedAt + query.maxSeconds * 1000;
    this.#signal = AbortSignal.any([options.signal, this.#end.signal]);
    this.#budget = new ScanBudget(query.maxScan, opening.ranges.length);
    this.#room = new ReplyRoom(options.mostReplyBytes ?? null);
  }

  async *events(): AsyncGenerator<RecordEvent, void, undefined> {
    const { plan, problems } = this.#opening;
    try {
      yield { event: "plan", data: plan };
      for (const data of problems) yield { event: "problem", data };
      const { sieve } = this.#filter;
      if (sieve === null) yield* this.#page();
      else yield* this.#search(sieve);
    } finally {
      this.#end.abort();
    }
  }

  async *#page(): AsyncGenerator<RecordEvent, void, undefined> {
    const driver = this.#driver<PageItem>();
    const walks = openWalks<PageItem>(this.#opening, this.#query, this.#budget, "page");
    const { limit, maxBytes = pageBytes } = this.#query;
    const { topic, cursor } = this.#opening;
    const limits = { limit, maxBytes, until: this.#until, budget: this.#budget };
    const parts = {
      kafka: this.#kafka,
      topic: topic.name,
      driver,
      walks,
      order: cursor.order,
      shape: this.#filter.shape,
      signal: this.#signal,
    };
    let read: Awaited<ReturnType<typeof readPage>>;
    try {
      read = await readPage(parts, limits);
    } catch (error) {
      return yield* this.#failed(error, driver, walks, null);
    }
    this.#scanned = read.scanned;
    await fetchSchemas(
      read.taken.filter((item) => "record" in item),
      this.#filter.shape,
    );
    let chunk: Message[] = [];
    let bytes = 0;
    let isFull = false;
    const breath = new Breath();
    for (const [i, found] of read.taken.entries()) {
      await breath.taken();
      const message = "record" in found ? await messageAside(found, this.#filter.shape) : found;
      if (!this.#room.take(message)) {
        read.pool.putBack(read.taken.slice(i));
        isFull = true;
        break;
      }
      this.#matched++;
      chunk.push(message);
      bytes += message.valueSize;
      if (chunk.length < chunkCount && bytes < chunkBytes) continue;
      yield { event: "messages", data: { items: chunk } };
      chunk = [];
      bytes = 0;
    }
    if (chunk.length > 0) yield { event: "messages", data: { items: chunk } };
    for (const data of driver.problems.splice(0)) yield { event: "problem", data };
    const isLimit = this.#matched >= limit;
    const reason = this.#signal.aborted
      ? this.#stopped
      : isFull || (read.isCut && !isLimit)
        ? "budget"
        : isLimit
          ? "limit"
          : "end";
    yield this.#done(reason, driver, walks, read.pool);
  }

  async *#search(sieve: SieveSpec): AsyncGenerator<RecordEvent, void, undefined> {
    const driver = this.#driver<Message>();
    const walks = openWalks<Message>(this.#opening, this.#query, this.#budget, "search");
    const { limit, maxBytes = Number.POSITIVE_INFINITY } = this.#query;
    const scanner = openMessageScanner(sieve, this.#filter.shape, this.#signal);
    const pool = new Pool<Message>(this.#opening.cursor.order);
    const parts = { driver, walks, scanner, basin: pool, signal: this.#signal, weigh: textBytes };
    const search = new Search<Message>(parts, { limit, maxBytes, until: this.#until, budget: this.#budget });
    let reason: ReadDone["reason"] | null = null;
    try {
      for await (const step of search.steps()) {
        this.#follow(search);
        for (const data of driver.problems.splice(0)) yield { event: "problem", data };
        if (step.kind === "progress") yield { event: "progress", data: this.#progress(driver, walks, pool) };
        else if (step.kind === "ended") reason = step.reason;
        else {
          const fitting = step.items.findIndex((message) => !this.#room.take(message));
          const items = fitting < 0 ? step.items : step.items.slice(0, fitting);
          this.#matched += items.length;
          for (let at = 0; at < items.length; at += chunkCount)
            yield { event: "messages", data: { items: items.slice(at, at + chunkCount) } };
          if (fitting >= 0) {
            pool.putBack(step.items.slice(fitting));
            reason = "budget";
            break;
          }
        }
      }
    } catch (error) {
      this.#follow(search);
      return yield* this.#failed(error, driver, walks, pool);
    }
    this.#follow(search);
    yield this.#done(reason ?? this.#stopped, driver, walks, pool);
  }

  #follow({ scanned, filterErrors, firstFilterError }: Search<Message>): void {
    this.#scanned = scanned;
    this.#filterErrors = filterErrors;
    this.#firstFilterError = firstFilterError;
  }

  /** how it ends when the signal aborts */
  get #stopped(): "cancelled" | "shutdown" {
    return this.#signal.reason === "shutdown" ? "shutdown" : "cancelled";
  }

  #driver<T extends Placed>(): Driver<T> {
    // closes its sockets when the signal aborts
    const fetcher = new Fetcher(this.#kafka, this.#opening.topic, this.#signal, this.#opening.ahead);
    return new Driver<T>(this.#kafka, fetcher, this.#query, this.#signal);
  }

  #progress<T extends Placed>(driver: Driver<T>, walks: readonly Walk<T>[], pool: Pool<T>): ReadProgress {
    const positions = Object.fromEntries(walks.map((walk) => [String(walk.range.partition), walk.edge]));
    const { cursor } = this.#opening;
    const isCheap = walks.length * pool.size <= mostStandWork;
    const stands = isCheap && cursor.partitions.length > 0 ? this.#stands(walks, pool) : null;
    return { ...this.#counts(driver), positions, cursor: stands && encodeCursor(movedTo(cursor, stands)) };
  }

  #stands<T extends Placed>(walks: readonly Walk<T>[], pool: Pool<T> | null): Stand[] {
    const byPartition = new Map(walks.map((walk) => [walk.range.partition, walk]));
    return this.#opening.cursor.partitions.map(({ partition, stand }) => {
      const walk = byPartition.get(partition);
      return walk && pool ? pool.stand(walk) : stand;
    });
  }

  #counts<T extends Placed>(driver: Driver<T>) {
    return {
      scanned: this.#scanned,
      bytes: BigInt(driver.bytes),
      matched: this.#matched,
      elapsedMs: Date.now() - this.#startedAt,
      filterErrors: this.#filterErrors,
      ...toldOf(this.#firstFilterError),
    };
  }

  #done<T extends Placed>(
    asked: ReadDone["reason"],
    driver: Driver<T>,
    walks: readonly Walk<T>[],
    pool: Pool<T> | null,
  ): RecordEvent {
    const { cursor, isLacking } = this.#opening;
    const unreadable = isLacking || driver.failedCount > 0;
    const hasMore = walks.some((walk) => !walk.isEnded || (pool?.waitingOf(walk.range.partition) ?? 0) > 0);
    let reason = asked;
    // what was read to its end is the end, also when it had exactly as many records as were asked for
    if (reason === "limit" && !hasMore && !unreadable) reason = "end";
    if (reason === "end" && unreadable) reason = "failed";
    const stands = this.#stands(walks, pool);
    const isOver = !hasMore && !unreadable && reason !== "cancelled" && reason !== "shutdown";
    const next = isOver || cursor.partitions.length === 0 ? null : encodeCursor(nextPage(cursor, stands));
    const before = previousPage(cursor);
    const previous = before ? encodeCursor(before) : null;
    return {
      event: "done",
      data: { reason, ...this.#counts(driver), cursor: { next, previous } },
    };
  }

  *#failed<T extends Placed>(
    error: unknown,
    driver: Driver<T>,
    walks: readonly Walk<T>[],
    pool: Pool<T> | null,
  ): Generator<RecordEvent, void, undefined> {
    if (this.#signal.aborted) return void (yield this.#done(this.#stopped, driver, walks, pool));
    if (!(error instanceof ApiError)) throw error;
    for (const data of driver.problems.splice(0)) yield { event: "problem", data };
    const { code, message, hint } = error;
    yield { event: "problem", data: { target: `topic ${this.#opening.topic.name}`, code, message, hint, fatal: true } };
    yield this.#done("failed", driver, walks, pool);
  }
}

/** About what a match that waits takes. */
function textBytes({ key, value }: Message): number {
  return (key?.text.length ?? 0) + (value?.text.length ?? 0) + 256;
}
