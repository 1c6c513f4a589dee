/** A record's place in a reading of several partitions. */
export type Placed = { partition: number; offset: bigint; timestamp: number };
export type Order = "newest" | "oldest";

/**
 * Unread records of a partition whose timestamps rise with their offsets: reading backward none is newer than
 * `timestamp`, reading forward none is older. null = nothing of it was read yet.
 */
export type Bound = { partition: number; timestamp: number | null };

/** newest: timestamp desc, partition asc, offset desc. oldest: timestamp asc, partition asc, offset asc. */
export function byOrder(order: Order): (a: Placed, b: Placed) => number {
  const sign = order === "newest" ? -1 : 1;
  return (a, b) =>
    sign * (a.timestamp - b.timestamp) ||
    a.partition - b.partition ||
    sign * (a.offset < b.offset ? -1 : a.offset > b.offset ? 1 : 0);
}

/** Whether something unread behind `bound` may have to stand before `item`. */
export function mayPrecede(order: Order, bound: Bound, item: Placed): boolean {
  if (bound.timestamp === null) return true;
  const ahead = order === "newest" ? bound.timestamp - item.timestamp : item.timestamp - bound.timestamp;
  return ahead > 0 || (ahead === 0 && bound.partition < item.partition);
}

/** How many of the first `most` of `sorted` nothing unread can precede. */
export function provenCount(order: Order, sorted: readonly Placed[], bounds: readonly Bound[], most: number): number {
  // The bounds that come first decide; items are sorted, so the count is where the first of them fails.
  let count = Math.min(most, sorted.length);
  for (const bound of bounds) {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const item = sorted[middle];
      if (item && mayPrecede(order, bound, item)) high = middle;
      else low = middle + 1;
    }
    count = low;
  }
  return count;
}

/**
 * The first `most` of the merged partitions, taking each partition's records strictly in the order of their offsets: what
 * is taken of a partition is a beginning of its queue. Same as sorting where timestamps rise with offsets.
 */
export function headsFirst<T extends Placed>(order: Order, sorted: readonly T[], most: number): T[] {
  const compare = byOrder(order);
  const queues = new Map<number, T[]>();
  for (const item of sorted) {
    const queue = queues.get(item.partition);
    if (queue) queue.push(item);
    else queues.set(item.partition, [item]);
  }
  const sign = order === "newest" ? -1 : 1;
  const heads = [...queues.values()].map((items) => ({
    items: items.sort((a, b) => sign * (a.offset < b.offset ? -1 : 1)),
    at: 0,
  }));
  const taken: T[] = [];
  while (taken.length < most) {
    let best: (typeof heads)[number] | undefined;
    for (const head of heads) {
      const item = head.items[head.at];
      const first = best?.items[best.at];
      if (item && (!first || compare(item, first) < 0)) best = head;
    }
    const item = best?.items[best.at];
    if (!best || !item) break;
    best.at++;
    taken.push(item);
  }
  return taken;
}
