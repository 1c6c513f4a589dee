import type { LagSample } from "./lag-status.ts";

/** Samples kept of each partition of each group, and how far apart they are at least. */
const slots = 12;
const leastGapMs = 8_000;
/** Older ones say nothing about now. */
const mostAgeMs = 900_000;

export type GroupCommit = { topic: string; partition: number; committed: bigint; lag: bigint };

/** 2 × 12 numbers a partition: commit and lag by slot; a commit of -1 was not known. `halves` is the same memory. */
type Table = { numbers: BigInt64Array; halves: Int32Array };
/** The last `run` looks found the same `look`, which was written once, at `base`. */
type Entry = { topics: Map<string, Table>; look: object | null; base: number; run: number };

/** The sliding windows that statuses are told from: the commits and lags of every group over the last minutes. */
export class CommitWindows {
  readonly #times = new Float64Array(slots).fill(Number.NaN);
  #groups = new Map<string, Entry>();
  #slot = -1;

  /**
   * Takes a look in; groups that are not in it are forgotten. One too close to the last is left out. Commits that come with the same
   * `look` as those before are the same, and are not read.
   */
  push(at: number, groups: Iterable<readonly [id: string, commits: Iterable<GroupCommit>, look?: object]>): void {
    const last = this.#slot < 0 ? Number.NEGATIVE_INFINITY : (this.#times[this.#slot] ?? 0);
    if (at < last) this.#clear();
    else if (at - last < leastGapMs) return;
    const slot = (this.#slot + 1) % slots;
    this.#slot = slot;
    this.#times[slot] = at;
    const next = new Map<string, Entry>();
    for (const [id, commits, look = null] of groups) {
      const entry = this.#groups.get(id) ?? { topics: new Map<string, Table>(), look: null, base: slot, run: 0 };
      if (look !== null && entry.look === look) entry.run = Math.min(slots, entry.run + 1);
      else write(entry, slot, commits, look);
      next.set(id, entry);
    }
    this.#groups = next;
  }

  /** What was seen before `now`, oldest first, and `now` itself as the last. */
  window(id: string, topic: string, partition: number, now: LagSample): LagSample[] {
    const entry = this.#groups.get(id);
    const table = entry?.topics.get(topic);
    if (!entry || !table) return [now];
    return [...this.#known(entry, table, partition, now.at).map((known) => sampleAt(table, known)), now];
  }

  /** How many looks and how many ms a window covers, `now` included, where nothing moved in it; null where something did. */
  still(id: string, topic: string, partition: number, now: LagSample): { looks: number; span: number } | null {
    const entry = this.#groups.get(id);
    const table = entry?.topics.get(topic);
    const known = entry && table ? this.#known(entry, table, partition, now.at) : [];
    const [first] = known;
    if (!table || first === undefined) return { looks: 1, span: 0 };
    if (table.numbers[first.place] !== now.committed || table.numbers[first.place + 1] !== now.lag) return null;
    for (const { place } of known) if (!isSame(table, place, first.place)) return null;
    return { looks: known.length + 1, span: now.at - first.at };
  }

  /** Whether a commit was this one in each look before `at`, and there was one. */
  isStill(id: string, topic: string, partition: number, committed: bigint, at: number): boolean {
    const entry = this.#groups.get(id);
    const table = entry?.topics.get(topic);
    const known = entry && table ? this.#known(entry, table, partition, at) : [];
    return known.length > 0 && known.every(({ place }) => table?.numbers[place] === committed);
  }

  /** The samples that were known before `at`, with their places in the table, the oldest first. */
  #known({ base, run }: Entry, table: Table, partition: number, at: number): Known[] {
    const known: Known[] = [];
    for (let step = 1; step <= slots; step++) {
      const slot = (this.#slot + step) % slots;
      const time = this.#times[slot] ?? Number.NaN;
      const place = placeOf(partition, slots - step < run ? base : slot);
      if (at - time <= mostAgeMs && time < at && !isUnknown(table, place)) known.push({ at: time, place });
    }
    return known;
  }

  #clear(): void {
    this.#times.fill(Number.NaN);
    this.#groups.clear();
    this.#slot = -1;
  }
}

type Known = { at: number; place: number };

function sampleAt({ numbers }: Table, { at, place }: Known): LagSample {
  return { at, committed: numbers[place] ?? -1n, lag: numbers[place + 1] ?? 0n };
}

function write(entry: Entry, slot: number, commits: Iterable<GroupCommit>, look: object | null): void {
  const { topics, base, run } = entry;
  for (const table of topics.values()) {
    // what was only counted is written down before something else follows it
    for (let age = 1; age <= run; age++) copySlot(table, base, (slot - age + slots) % slots);
    forgetSlot(table, slot);
  }
  for (const { topic, partition, committed, lag } of commits) {
    const before = topics.get(topic);
    const table = roomFor(before, partition);
    if (table !== before) topics.set(topic, table);
    const place = placeOf(partition, slot);
    table.numbers[place] = committed;
    table.numbers[place + 1] = lag;
  }
  Object.assign(entry, { look, base: slot, run: 1 });
}

function copySlot({ numbers }: Table, from: number, to: number): void {
  if (from === to) return;
  for (let place = 0; place < numbers.length; place += slots * 2)
    numbers.copyWithin(place + to * 2, place + from * 2, place + from * 2 + 2);
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
