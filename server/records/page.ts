import type { Message } from "../../lib/api/messages.ts";
import type { KafkaCluster } from "../kafka/cluster.ts";
import type { Found, Reading } from "./answer.ts";
import { readAside } from "./aside.ts";
import { Breath } from "./breath.ts";
import type { Arrival, Driver } from "./driver.ts";
import { type Bound, mayPrecede, type Order } from "./merge.ts";
import type { Shape } from "./message.ts";
import { Pool } from "./pool.ts";
import type { ScanBudget, Walk } from "./walk.ts";

export type PageLimits = {
  limit: number;
  /** bytes of batches */
  maxBytes: number;
  /** epoch ms */
  until: number;
  budget: ScanBudget;
};

/** Decoded already where a worker looked. */
export type PageItem = Found | Message;
export type PageRead = { pool: Pool<PageItem>; taken: PageItem[]; scanned: bigint; isCut: boolean };

/** inflated bytes that one page may hold, as a multiple of its budget of stored bytes */
const inflatedFactor = 4;

/**
 * The first `limit` records in the order of the page, without a filter: rounds of one fetch per broker until nothing unread
 * can belong before the last of them. `isCut` = a budget ended it before; what is taken then is in order as far as timestamps
 * rise with offsets, and at least one record if any came.
 *
 * @throws TopicGone
 */
export async function readPage(
  {
    kafka,
    topic,
    driver,
    walks,
    order,
    shape,
    signal,
  }: {
    kafka: KafkaCluster;
    topic: string;
    driver: Driver<PageItem>;
    walks: readonly Walk<PageItem>[];
    order: Order;
    shape: Shape;
    signal: AbortSignal;
  },
  limits: PageLimits,
): Promise<PageRead> {
  const pool = new Pool<PageItem>(order);
  const state = new PageState(walks, driver, pool, order, limits.limit, shape);
  const breath = new Breath();
  let scanned = 0n;
  let inflated = 0;
  let open: readonly Walk<PageItem>[] = walks;
  while (!signal.aborted) {
    const rounds = [...driver.byNode(open)].map(([node, there]) => driver.ask(node, there));
    for (const arrival of (await Promise.all(rounds)).flat()) {
      await breath.taken();
      const reading = await state.take(arrival);
      scanned += BigInt(reading.scanned);
      inflated += reading.inflatedBytes;
    }
    const isSpent = driver.bytes >= limits.maxBytes || inflated >= limits.maxBytes * inflatedFactor;
    const isOver = (isSpent && (pool.size > 0 || driver.bytes >= 4 * limits.maxBytes)) || Date.now() >= limits.until;
    const blocking = state.blocking();
    if (blocking.length === 0) {
      // timestamps may not rise with offsets: what is unread may still belong among the records had so far
      open = isOver ? [] : await state.doubtful(kafka, topic, signal);
      if (open.length === 0) return { pool, taken: pool.take([], limits.limit), scanned, isCut: false };
    } else if (isOver || blocking.every((walk) => walk.want() === null)) {
      const proven = pool.take(state.bounds(), limits.limit);
      const taken = proven.length > 0 ? proven : pool.take([], limits.limit);
      return { pool, taken, scanned, isCut: true };
    } else open = blocking;
  }
  return { pool, taken: [], scanned, isCut: true };
}

class PageState {
  readonly #walks: readonly Walk<PageItem>[];
  readonly #driver: Driver<PageItem>;
  readonly #pool: Pool<PageItem>;
  readonly #order: Order;
  readonly #limit: number;
  readonly #shape: Shape;
  /** partitions whose broker gives the timestamps: they rise with the offsets */
  readonly #appended = new Set<Walk<PageItem>>();
  /** walks of whose window not every record was kept */
  readonly #thinned = new Set<Walk<PageItem>>();
  #checked: { last: PageItem; clear: Set<Walk<PageItem>> } | null = null;

  constructor(
    walks: readonly Walk<PageItem>[],
    driver: Driver<PageItem>,
    pool: Pool<PageItem>,
    order: Order,
    limit: number,
    shape: Shape,
  ) {
    this.#shape = shape;
    this.#walks = walks;
    this.#driver = driver;
    this.#pool = pool;
    this.#order = order;
    this.#limit = limit;
  }

  async take({ walk, piece, slice, answer }: Arrival<PageItem>): Promise<Reading<PageItem>> {
    const room = this.#limit - this.#pool.waitingOf(slice.partition);
    const cut = this.#order === "oldest" ? { most: room } : { mostLast: room + (walk.skip?.size ?? 0) };
    const reading = await readAside(answer, { ...slice, ...cut }, this.#shape);
    if (reading.isThinned) this.#thinned.add(walk);
    const complete = walk.take(piece, reading);
    // a page is made of the last (first) `limit` of each partition, whatever else came with them
    const found = complete.slice(0, room);
    const last = found.at(-1);
    if (last && (this.#thinned.delete(walk) || found.length < complete.length)) walk.retreat(last.offset);
    this.#pool.add(found);
    this.#driver.damaged(walk, reading.damaged);
    const [first] = found;
    const type = first && "record" in first ? first.batch.timestampType : first?.timestampType;
    if (type === "append") this.#appended.add(walk);
    else if (first) this.#appended.delete(walk);
    return reading;
  }

  get #unread(): Walk<PageItem>[] {
    return this.#walks.filter((walk) => !walk.isEnded && !this.#driver.hasFailed(walk));
  }

  bounds(): Bound[] {
    return this.#unread.map((walk) => ({ partition: walk.range.partition, timestamp: walk.frontier }));
  }

  /** Walks that must go on although timestamps rise with offsets. */
  blocking(): Walk<PageItem>[] {
    const last = this.#pool.sorted[this.#limit - 1];
    return this.#unread.filter((walk) => {
      if (!last) return true;
      if (this.#pool.waitingOf(walk.range.partition) >= this.#limit) return false;
      return mayPrecede(this.#order, { partition: walk.range.partition, timestamp: walk.frontier }, last);
    });
  }

  /**
   * Walks that must go on because timestamps may be out of order: fewer than `limit` records of them are known, and something
   * unread may belong before the last record of the page. Backward the broker's time index can tell that there is none.
   */
  async doubtful(kafka: KafkaCluster, topic: string, signal: AbortSignal): Promise<Walk<PageItem>[]> {
    const last = this.#pool.sorted[this.#limit - 1];
    const open = this.#unread.filter(
      (walk) => !this.#appended.has(walk) && this.#pool.waitingOf(walk.range.partition) < this.#limit,
    );
    if (!last || open.length === 0 || this.#order === "oldest") return open;
    if (this.#checked?.last !== last) this.#checked = { last, clear: new Set() };
    const { clear } = this.#checked;
    const asked = open.filter((walk) => !clear.has(walk));
    const asks = asked.map((walk) => {
      const { partition } = walk.range;
      return {
        topic,
        partition,
        at: { time: Math.max(0, partition < last.partition ? last.timestamp : last.timestamp + 1) },
      };
    });
    const listed = asks.length === 0 ? [] : await kafka.listOffsets(asks, { signal, isolation: "read_uncommitted" });
    const first = new Map(listed.map((item) => [item.key.partition, item.ok ? item.value.offset : -1n]));
    for (const walk of asked) {
      const offset = first.get(walk.range.partition) ?? -1n;
      if (offset < 0n || offset >= walk.edge) clear.add(walk);
    }
    return open.filter((walk) => !clear.has(walk));
  }
}
