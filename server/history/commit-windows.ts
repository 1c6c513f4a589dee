import type { LagSample } from "./lag-status.ts";

/** Samples kept of each partition of each group, and how far apart they are at least. */
const slots = 12;
const leastGapMs = 8_000;
/** Older ones say nothing about now. */
const mostAgeMs = 900_000;

export type GroupCommit = { topic: string; partition: number; committed: bigint; lag: bigint };

/** 2 × 12 numbers a partition: commit and lag by slot; a commit of -1 was not known. `halves` is the same memory. */
type Table = { numbers: BigInt64Array; halves: Int32Array };

/** The sliding windows that statuses are told from: the commits and lags of every group over the last minutes. */
export class CommitWindows {
  readonly #times = new Float64Array(slots).fill(Number.NaN);
  #groups = new Map<string, Map<string, Table>>();
  #slot = -1;

  /** Takes a look in; groups that are not in it are forgotten. One too close to the last is left out. */
  push(at: number, groups: Iterable<readonly [id: string, commits: readonly GroupCommit[]]>): void {
    const last = this.#slot < 0 ? Number.NEGATIVE_INFINITY : (this.#times[this.#slot] ?? 0);
    if (at < last) this.#clear();
    else if (at - last < leastGapMs) return;
    const slot = (this.#slot + 1) % slots;
    this.#slot = slot;
    this.#times[slot] = at;
    const next = new Map<string, Map<string, Table>>();
    for (const [id, commits] of groups) {
      const topics = this.#groups.get(id) ?? new Map<string, Table>();
      for (const table of topics.values()) forgetSlot(table, slot);
      for (const { topic, partition, committed, lag } of commits) {
        const before = topics.get(topic);
        const table = roomFor(before, partition);
        if (table !== before) topics.set(topic, table);
        const place = placeOf(partition, slot);
        table.numbers[place] = committed;
        table.numbers[place + 1] = lag;
      }
      next.set(id, topics);
    }
    this.#groups = next;
  }

  /** What was seen before `now`, oldest first, and `now` itself as the last. */
  window(id: string, topic: string, partition: number, now: LagSample): LagSample[] {
    const table = this.#groups.get(id)?.get(topic);
    if (!table) return [now];
    return [...this.#placesOf(table, partition, now.at).map((place) => this.#sampleAt(table, place)), now];
  }

  /** How many looks and how many ms a window covers, `now` included, where nothing moved in it; null where something did. */
  still(id: string, topic: string, partition: number, now: LagSample): { looks: number; span: number } | null {
    const table = this.#groups.get(id)?.get(topic);
    const places = table ? this.#placesOf(table, partition, now.at) : [];
    const [first] = places;
    if (!table || first === undefined) return { looks: 1, span: 0 };
    if (table.numbers[first] !== now.committed || table.numbers[first + 1] !== now.lag) return null;
    for (const place of places) if (!isSame(table, place, first)) return null;
    return { looks: places.length + 1, span: now.at - this.#timeOf(first) };
  }

  /** Where in a table the samples are that were known before `at`, the oldest first. */
  #placesOf(table: Table, partition: number, at: number): number[] {
    const places: number[] = [];
    for (let step = 1; step <= slots; step++) {
      const slot = (this.#slot + step) % slots;
      const time = this.#times[slot] ?? Number.NaN;
      const place = placeOf(partition, slot);
      if (at - time <= mostAgeMs && time < at && !isUnknown(table, place)) places.push(place);
    }
    return places;
  }

  #timeOf(place: number): number {
    return this.#times[(place / 2) % slots] ?? Number.NaN;
  }

  #sampleAt({ numbers }: Table, place: number): LagSample {
    return { at: this.#timeOf(place), committed: numbers[place] ?? -1n, lag: numbers[place + 1] ?? 0n };
  }

  #clear(): void {
    this.#times.fill(Number.NaN);
    this.#groups.clear();
    this.#slot = -1;
  }
}

function placeOf(partition: number, slot: number): number {
  return (partition * slots + slot) * 2;
}

function roomFor(table: Table | undefined, partition: number): Table {
  const wanted = (partition + 1) * slots * 2;
  if (table && table.numbers.length >= wanted) return table;
  const numbers = new BigInt64Array(wanted).fill(-1n);
  if (table) numbers.set(table.numbers);
  return { numbers, halves: new Int32Array(numbers.buffer) };
}

function forgetSlot({ halves }: Table, slot: number): void {
  for (let place = slot * 4; place < halves.length; place += slots * 4) halves.fill(-1, place, place + 2);
}

/** Whether a commit is -1. */
function isUnknown({ halves }: Table, place: number): boolean {
  return (halves[place * 2] ?? -1) === -1 && (halves[place * 2 + 1] ?? -1) === -1;
}

/** Whether commit and lag are the same; by halves, since reading a 64-bit integer makes an object of it. */
function isSame({ halves }: Table, one: number, other: number): boolean {
  for (let half = 0; half < 4; half++) if (halves[one * 2 + half] !== halves[other * 2 + half]) return false;
  return true;
}
