/** A group at one moment, as it goes into the store. Lags in records, `lagMs` in ms; null = not known. */
export type GroupSample = {
  id: string;
  lag: bigint | null;
  lagMs: number | null;
  members: number | null;
  topics: Iterable<{ topic: string; lag: bigint | null; partitions: Iterable<PartitionSample> }>;
};
export type PartitionSample = { partition: number; committed: bigint | null; latest: bigint | null };

export type PartitionSeries = { partition: number; committed: (bigint | null)[]; latest: (bigint | null)[] };
/** Every array stands by `times`. */
export type GroupSeries = {
  times: number[];
  lag: (bigint | null)[];
  lagMs: (number | null)[];
  members: (number | null)[];
  topics: { topic: string; lag: (bigint | null)[]; partitions: PartitionSeries[] }[];
};

type Numbers = Float64Array;
type Offsets = BigInt64Array;
type TopicColumns = { lag: Offsets; partitions: Map<number, { committed: Offsets; latest: Offsets }> };
type GroupColumns = { seen: number; lag: Offsets; lagMs: Numbers; members: Numbers; topics: Map<string, TopicColumns> };

/** Two hours at one sample in ten seconds. */
const capacity = 720;
/** Samples that come sooner are left out. */
const leastGapMs = 9_500;
/** Partitions kept one by one, over all groups: 70 MB. Beyond them groups and topics go on as sums. */
const mostPartitions = 6_000;
const unknownOffset = -1n;

/** The samples of the last two hours of one cluster's groups, in rings of fixed size. */
export class SeriesStore {
  readonly #capacity: number;
  readonly #mostPartitions: number;
  readonly #times: Numbers;
  #groups = new Map<string, GroupColumns>();
  #partitions = 0;
  #slot = -1;
  #pushes = 0;

  constructor(limits: { capacity?: number; mostPartitions?: number } = {}) {
    this.#capacity = limits.capacity ?? capacity;
    this.#mostPartitions = limits.mostPartitions ?? mostPartitions;
    this.#times = this.#numbers();
  }

  /** Takes a sample in; one too close to the last is left out. A clock that was set back takes what then lies ahead out. */
  push(at: number, groups: Iterable<GroupSample>): boolean {
    const last = this.#slot < 0 ? Number.NEGATIVE_INFINITY : (this.#times[this.#slot] ?? 0);
    if (at < last) this.#times.set(this.#times.map((time) => (time >= at ? Number.NaN : time)));
    else if (at - last < leastGapMs) return false;
    const slot = (this.#slot + 1) % this.#capacity;
    this.#slot = slot;
    this.#pushes += 1;
    this.#times[slot] = at;
    for (const columns of this.#groups.values()) wipe(columns, slot);
    for (const sample of groups) this.#pushGroup(sample, slot);
    for (const [id, { seen, topics }] of this.#groups) {
      if (this.#pushes - seen < this.#capacity) continue;
      for (const { partitions } of topics.values()) this.#partitions -= partitions.size;
      this.#groups.delete(id);
    }
    return true;
  }

  #pushGroup(sample: GroupSample, slot: number): void {
    let group = this.#groups.get(sample.id);
    if (!group) {
      group = { seen: 0, lag: this.#offsets(), lagMs: this.#numbers(), members: this.#numbers(), topics: new Map() };
      this.#groups.set(sample.id, group);
    }
    group.seen = this.#pushes;
    group.lag[slot] = sample.lag ?? unknownOffset;
    group.lagMs[slot] = sample.lagMs ?? Number.NaN;
    group.members[slot] = sample.members ?? Number.NaN;
    for (const { topic, lag, partitions } of sample.topics) {
      let columns = group.topics.get(topic);
      if (!columns) {
        columns = { lag: this.#offsets(), partitions: new Map() };
        group.topics.set(topic, columns);
      }
      columns.lag[slot] = lag ?? unknownOffset;
      for (const { partition, committed, latest } of partitions) {
        let one = columns.partitions.get(partition);
        if (!one) {
          if (this.#partitions >= this.#mostPartitions) continue;
          this.#partitions += 1;
          one = { committed: this.#offsets(), latest: this.#offsets() };
          columns.partitions.set(partition, one);
        }
        one.committed[slot] = committed ?? unknownOffset;
        one.latest[slot] = latest ?? unknownOffset;
      }
    }
  }

  has(id: string): boolean {
    return this.#groups.has(id);
  }

  /**
   * What was sampled of a group between two times, oldest first, in at most so many points: of each stretch the sample with the
   * largest lag stays, so that spikes are kept. null for a group that was never seen.
   */
  group(id: string, from: number, to: number, points: number): GroupSeries | null {
    const columns = this.#groups.get(id);
    if (!columns) return null;
    const slots = thinned(this.#slots(from, to), points, (slot) => Number(columns.lag[slot] ?? unknownOffset));
    return {
      times: slots.map((slot) => this.#times[slot] ?? 0),
      lag: slots.map((slot) => offsetAt(columns.lag, slot)),
      lagMs: slots.map((slot) => numberAt(columns.lagMs, slot)),
      members: slots.map((slot) => numberAt(columns.members, slot)),
      topics: [...columns.topics]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([topic, { lag, partitions }]) => ({
          topic,
          lag: slots.map((slot) => offsetAt(lag, slot)),
          partitions: [...partitions]
            .sort(([a], [b]) => a - b)
            .map(([partition, { committed, latest }]) => ({
              partition,
              committed: slots.map((slot) => offsetAt(committed, slot)),
              latest: slots.map((slot) => offsetAt(latest, slot)),
            })),
        })),
    };
  }

  #slots(from: number, to: number): number[] {
    const slots: number[] = [];
    for (let step = 1; step <= this.#capacity; step++) {
      const slot = (this.#slot + step) % this.#capacity;
      const at = this.#times[slot] ?? Number.NaN;
      if (at >= from && at <= to) slots.push(slot);
    }
    return slots;
  }

  #numbers(): Numbers {
    return new Float64Array(this.#capacity).fill(Number.NaN);
  }

  #offsets(): Offsets {
    return new BigInt64Array(this.#capacity).fill(unknownOffset);
  }
}

function wipe({ lag, lagMs, members, topics }: GroupColumns, slot: number): void {
  lag[slot] = unknownOffset;
  lagMs[slot] = Number.NaN;
  members[slot] = Number.NaN;
  for (const { lag: ofTopic, partitions } of topics.values()) {
    ofTopic[slot] = unknownOffset;
    for (const { committed, latest } of partitions.values()) {
      committed[slot] = unknownOffset;
      latest[slot] = unknownOffset;
    }
  }
}

function thinned(slots: readonly number[], points: number, weight: (slot: number) => number): number[] {
  if (slots.length <= points) return [...slots];
  const kept: number[] = [];
  for (let point = 0; point < points; point++) {
    const stretch = slots.slice(
      Math.floor((point * slots.length) / points),
      Math.floor(((point + 1) * slots.length) / points),
    );
    let best = stretch[0];
    for (const slot of stretch) if (best === undefined || weight(slot) > weight(best)) best = slot;
    if (best !== undefined) kept.push(best);
  }
  return kept;
}

function offsetAt(column: Offsets, slot: number): bigint | null {
  const value = column[slot] ?? unknownOffset;
  return value < 0n ? null : value;
}

function numberAt(column: Numbers, slot: number): number | null {
  const value = column[slot] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
}
