import { mostSkipped, type Stand } from "./cursor.ts";
import { type Bound, byOrder, headsFirst, type Order, type Placed, provenCount } from "./merge.ts";
import { higher, lower } from "./offset-order.ts";
import type { Walk } from "./walk.ts";

/** Where matches wait for those of other partitions that come before them. `Out` = how they are delivered. */
export interface Basin<T extends Placed, Out> {
  add(items: readonly T[]): void;
  /** found and not delivered, of one partition; records */
  waitingOf(partition: number): number;
  /** Takes out at most `most` records that nothing unread can precede; not all of them where they are many. */
  take(bounds: readonly Bound[], most: number): Out[];
}

/** What was found and not delivered yet, merged in the order of the reply, and what was delivered. */
export class Pool<T extends Placed> implements Basin<T, T> {
  readonly #order: Order;
  readonly #compare: (a: Placed, b: Placed) => number;
  #sorted: T[] = [];
  #isSorted = true;
  readonly #waiting = new Map<number, number>();
  readonly #delivered = new Map<number, bigint[]>();
  #isStrict = false;

  constructor(order: Order) {
    this.#order = order;
    this.#compare = byOrder(order);
  }

  add(items: readonly T[]): void {
    for (const item of items) {
      this.#sorted.push(item);
      this.#waiting.set(item.partition, (this.#waiting.get(item.partition) ?? 0) + 1);
    }
    if (items.length > 0) this.#isSorted = false;
  }

  get size(): number {
    return this.#sorted.length;
  }

  /** found and not delivered, of one partition */
  waitingOf(partition: number): number {
    return this.#waiting.get(partition) ?? 0;
  }

  /** All that waits, in the order of the reply. */
  get sorted(): readonly T[] {
    if (!this.#isSorted) {
      this.#sorted.sort(this.#compare);
      this.#isSorted = true;
    }
    return this.#sorted;
  }

  /**
   * Takes out at most `most` that nothing unread can precede. Where so many records stand out of the order of their offsets
   * that a cursor could not remember them, each partition's are taken in that order from then on.
   */
  take(bounds: readonly Bound[], most: number): T[] {
    const count = provenCount(this.#order, this.sorted, bounds, most);
    if (count === 0) return [];
    let taken = this.#isStrict ? headsFirst(this.#order, this.sorted, count) : this.sorted.slice(0, count);
    if (!this.#isStrict && this.#strayCount(taken) > mostSkipped) {
      this.#isStrict = true;
      taken = headsFirst(this.#order, this.sorted, count);
    }
    const gone = new Set<Placed>(taken);
    this.#sorted = this.#sorted.filter((item) => !gone.has(item));
    for (const { partition, offset } of taken) {
      this.#waiting.set(partition, this.waitingOf(partition) - 1);
      const before = this.#delivered.get(partition);
      if (before) before.push(offset);
      else this.#delivered.set(partition, [offset]);
    }
    return taken;
  }

  /** Gives back what was taken last and could not be delivered after all. */
  putBack(items: readonly T[]): void {
    this.add(items);
    for (const { partition, offset } of items) {
      const before = this.#delivered.get(partition);
      const at = before?.lastIndexOf(offset) ?? -1;
      if (at >= 0) before?.splice(at, 1);
    }
  }

  /** Where the reading of a partition goes on so that what waits comes again and what was delivered does not. */
  stand(walk: Walk): Stand {
    const { partition } = walk.range;
    const isNewest = this.#order === "newest";
    let at = walk.edge;
    for (const item of this.#sorted) {
      if (item.partition !== partition) continue;
      at = isNewest ? higher(at, item.offset + 1n) : lower(at, item.offset);
    }
    const beyond = (offset: bigint): boolean => (isNewest ? offset < at : offset >= at);
    const delivered = [...(walk.skip ?? []), ...(this.#delivered.get(partition) ?? [])].filter(beyond);
    return { at, skip: delivered.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)) };
  }

  /** How many of `taken` and of those delivered before have something of their partition waiting that comes before them. */
  #strayCount(taken: readonly T[]): number {
    const isNewest = this.#order === "newest";
    const gone = new Set<Placed>(taken);
    const first = new Map<number, bigint>();
    for (const item of this.#sorted) {
      if (gone.has(item)) continue;
      const { partition, offset } = item;
      const known = first.get(partition);
      if (known === undefined || (isNewest ? offset > known : offset < known)) first.set(partition, offset);
    }
    let count = 0;
    for (const { partition, offset } of taken) {
      const waiting = first.get(partition);
      if (waiting !== undefined && (isNewest ? offset < waiting : offset > waiting)) count++;
    }
    return count;
  }
}
