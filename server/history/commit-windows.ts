import type { LagSample } from "./lag-status.ts";

/** Samples kept of each partition of each group, and how far apart they are at least. */
const slots = 12;
const leastGapMs = 8_000;
/** Older ones say nothing about now. */
const mostAgeMs = 900_000;

export type GroupCommit = { topic: string; partition: number; committed: bigint; lag: bigint };

/** A table of 2 × 12 numbers a partition: commit and lag by slot; a commit of -1 was not known. */
type Table = BigInt64Array;

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
        const table = roomFor(topics.get(topic), partition);
        topics.set(topic, table);
        table[placeOf(partition, slot)] = committed;
        table[placeOf(partition, slot) + 1] = lag;
      }
      next.set(id, topics);
    }
    this.#groups = next;
  }

  /** What was seen before `now`, oldest first, and `now` itself as the last. */
  samples(id: string, topic: string, partition: number, now: LagSample): LagSample[] {
    const table = this.#groups.get(id)?.get(topic);
    const samples: LagSample[] = [];
    for (let step = 1; table && step <= slots; step++) {
      const slot = (this.#slot + step) % slots;
      const at = this.#times[slot] ?? Number.NaN;
      const committed = table[placeOf(partition, slot)] ?? -1n;
      if (!(now.at - at <= mostAgeMs) || at >= now.at || committed < 0n) continue;
      samples.push({ at, committed, lag: table[placeOf(partition, slot) + 1] ?? 0n });
    }
    samples.push(now);
    return samples;
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
  if (table && table.length >= wanted) return table;
  const larger = new BigInt64Array(wanted).fill(-1n);
  if (table) larger.set(table);
  return larger;
}

function forgetSlot(table: Table, slot: number): void {
  for (let place = slot * 2; place < table.length; place += slots * 2) table[place] = -1n;
}
