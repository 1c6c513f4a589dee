/** How long a position is behind, in ms. */
export type TimeBehind = {
  ms: number;
  /** what is sure: the first unread record was written no later than so long ago */
  least: number;
  /** and no earlier than so long ago; null when it was there before the first sample */
  most: number | null;
};
type Ends = { topicId: string; latest: readonly (bigint | null)[] };

/** Samples kept of a partition: 8 % of their age apart when they cover a day. */
const capacity = 128;
/** After the samples of a partition stands the lowest that was ever among them: most groups at rest are behind even that. */
const lowestPlace = capacity;
const leastGapMs = 1_000;
/** Before the first sample the pace of the samples is taken to have been the same, if they cover this much, */
const paceLeastMs = 20_000;
/** and no further back than so many times what they cover. */
const mostExtrapolation = 10;

/**
 * When the end of each partition was where: samples that all partitions share the times of. When it is full the sample goes
 * that is closest to its neighbours for its age, so that near times stand close and far ones wide, and a day fits.
 */
export class EndRing {
  readonly #mostAgeMs: number;
  readonly #times = new Float64Array(capacity);
  /** slots from the oldest to the newest */
  #order: number[] = [];
  #topics = new Map<string, { topicId: string; partitions: BigInt64Array[] }>();

  constructor(mostAgeMs = 86_400_000) {
    this.#mostAgeMs = mostAgeMs;
  }

  /** ms covered by the samples */
  get spanMs(): number {
    const [oldest] = this.#order;
    const newest = this.#order.at(-1);
    return oldest === undefined || newest === undefined ? 0 : this.#at(newest) - this.#at(oldest);
  }

  /** Takes in the ends at a time; topics that are not among them are forgotten. A clock that was set back begins anew. */
  push(at: number, ends: Iterable<readonly [topic: string, ends: Ends]>): void {
    const newest = this.#order.at(-1);
    if (newest !== undefined && at < this.#at(newest)) {
      this.#order = [];
      this.#topics.clear();
    } else if (newest !== undefined && at - this.#at(newest) < leastGapMs) return;
    const slot = this.#freeSlot(at);
    this.#times[slot] = at;
    this.#order.push(slot);
    const topics = new Map<string, { topicId: string; partitions: BigInt64Array[] }>();
    for (const [name, { topicId, latest }] of ends) {
      const before = this.#topics.get(name);
      const entry = before?.topicId === topicId ? before : { topicId, partitions: [] };
      for (let partition = 0; partition < latest.length; partition++) {
        let column = entry.partitions[partition];
        if (!column) {
          column = new BigInt64Array(capacity + 1).fill(-1n);
          entry.partitions[partition] = column;
        }
        const end = latest[partition] ?? -1n;
        column[slot] = end;
        const lowest = column[lowestPlace] ?? -1n;
        if (end >= 0n && (lowest < 0n || end < lowest)) column[lowestPlace] = end;
      }
      topics.set(name, entry);
    }
    this.#topics = topics;
  }

  #at(slot: number): number {
    return this.#times[slot] ?? 0;
  }

  #freeSlot(now: number): number {
    const order = this.#order;
    const [oldest] = order;
    if (order.length < capacity) {
      const used = new Set(order);
      for (let slot = 0; slot < capacity; slot++) if (!used.has(slot)) return slot;
    }
    let place = 0;
    if (oldest !== undefined && now - this.#at(oldest) <= this.#mostAgeMs) {
      let least = Number.POSITIVE_INFINITY;
      for (let i = 1; i < order.length - 1; i++) {
        const [before = 0, here = 0, after = 0] = order.slice(i - 1, i + 2).map((slot) => this.#at(slot));
        const weight = (after - before) / Math.max(1, now - here);
        if (weight < least) {
          least = weight;
          place = i;
        }
      }
    }
    const [slot = 0] = order.splice(place, 1);
    return slot;
  }

  /**
   * How long ago the record at `committed`, the first unread one, was written, given where the end is now; null when the
   * samples cannot tell. @param now the end of the partition and when it was read
   */
  timeBehind(
    topic: string,
    partition: number,
    committed: bigint,
    now: { at: number; latest: bigint },
  ): TimeBehind | null {
    if (committed >= now.latest) return { ms: 0, least: 0, most: 0 };
    const column = this.#topics.get(topic)?.partitions[partition];
    if (!column) return null;
    if (committed < (column[lowestPlace] ?? -1n)) return beforeFirst(committed, this.#oldest(column, now), now);
    let upper = { at: now.at, end: now.latest };
    for (let i = this.#order.length - 1; i >= 0; i--) {
      const slot = this.#order[i] ?? 0;
      const end = column[slot] ?? -1n;
      const at = this.#at(slot);
      if (end < 0n || at > upper.at) continue;
      if (end <= committed) {
        // the records between two samples are taken to have come evenly, each in the middle of its share
        const share = (Number(committed - end) + 0.5) / Number(upper.end - end);
        const written = at + (upper.at - at) * share;
        return { ms: now.at - written, least: now.at - upper.at, most: now.at - at };
      }
      upper = { at, end };
    }
    return beforeFirst(committed, upper, now);
  }

  /** The first sample of a partition, or what is now where there is none before. */
  #oldest(column: BigInt64Array, now: { at: number; latest: bigint }): { at: number; end: bigint } {
    for (const slot of this.#order) {
      const end = column[slot] ?? -1n;
      if (end >= 0n && this.#at(slot) <= now.at) return { at: this.#at(slot), end };
    }
    return { at: now.at, end: now.latest };
  }
}

function beforeFirst(
  committed: bigint,
  first: { at: number; end: bigint },
  now: { at: number; latest: bigint },
): TimeBehind | null {
  const span = now.at - first.at;
  if (span < paceLeastMs) return null;
  const perMs = Number(now.latest - first.end) / span;
  const further = perMs > 0 ? Number(first.end - committed) / perMs : Number.POSITIVE_INFINITY;
  return { ms: span + (further <= span * mostExtrapolation ? further : 0), least: span, most: null };
}
