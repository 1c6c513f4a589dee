import { type Bound, mayPrecede, type Order } from "../merge.ts";
import type { Basin } from "../pool.ts";
import type { Rows } from "../row.ts";
import { freeBlock } from "./line-blocks.ts";

/** Lines that go out together. */
export type RowChunk = { bytes: Uint8Array; count: number };

/** what goes out at once ends with the line that reaches this */
const chunkBytes = 512 * 1024;

/** Rows of which so many were taken out. `turns` = their indices by timestamp, where those do not rise with the offsets. */
type Run = { rows: Rows; taken: number; turns: Uint32Array | null };
type Stretch = { of: Uint8Array; start: number; end: number };

/** Lines that wait for those of other partitions, merged in stretches. */
export class RowPool implements Basin<Rows, RowChunk> {
  readonly #order: Order;
  readonly #sign: 1 | -1;
  /** what comes first is last */
  readonly #runs: Run[] = [];
  readonly #waiting = new Map<number, number>();

  constructor(order: Order) {
    this.#order = order;
    this.#sign = order === "newest" ? -1 : 1;
  }

  waitingOf(partition: number): number {
    return this.#waiting.get(partition) ?? 0;
  }

  add(items: readonly Rows[]): void {
    for (const rows of items) {
      this.#insert({ rows, taken: 0, turns: turnsOf(rows.times) });
      this.#count(rows, rows.ends.length);
    }
  }

  take(bounds: readonly Bound[], most: number): RowChunk[] {
    const bound = this.#first(bounds);
    const stretches: Stretch[] = [];
    const spent: Rows[] = [];
    let count = 0;
    let length = 0;
    while (count < most && length < chunkBytes) {
      const run = this.#runs.pop();
      if (!run) break;
      const before = run.taken;
      const upTo = Math.min(before + most - count, this.#provenUpTo(run, bound));
      while (run.taken < upTo && length < chunkBytes) {
        const stretch = this.#next(run, upTo, chunkBytes - length);
        stretches.push(stretch);
        length += stretch.end - stretch.start;
      }
      count += run.taken - before;
      this.#count(run.rows, before - run.taken);
      if (run.taken < run.rows.ends.length) this.#insert(run);
      else spent.push(run.rows);
      if (upTo === before) break;
    }
    if (count === 0) return [];
    const bytes = joined(stretches, length);
    for (const { bytes: copied } of spent) freeBlock(copied);
    return [{ bytes, count }];
  }

  /** What waits is not wanted any more. */
  close(): void {
    for (const { rows } of this.#runs.splice(0)) freeBlock(rows.bytes);
    this.#waiting.clear();
  }

  #count({ partition }: Rows, more: number): void {
    this.#waiting.set(partition, this.waitingOf(partition) + more);
  }

  /** The bound that comes first: what it may not precede, none may. */
  #first(bounds: readonly Bound[]): Bound | null {
    let first: Bound | null = null;
    for (const bound of bounds) {
      if (bound.timestamp === null) return bound;
      const by = first?.timestamp == null ? -1 : this.#sign * (bound.timestamp - first.timestamp);
      if (first === null || by < 0 || (by === 0 && bound.partition < first.partition)) first = bound;
    }
    return first;
  }

  /** How far the run may be taken out: before the next run and what is not read yet. At least one of it comes before the next run. */
  #provenUpTo(run: Run, bound: Bound | null): number {
    const next = this.#runs.at(-1);
    const { partition, offset } = run.rows;
    const isFree = (nth: number): boolean => {
      const timestamp = this.#timeOf(run, nth);
      if (bound && mayPrecede(this.#order, bound, { partition, offset, timestamp })) return false;
      return !next || nth === run.taken || this.#compare(run, nth, next) <= 0;
    };
    let low = run.taken;
    let high = run.rows.ends.length;
    if (isFree(high - 1)) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isFree(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The next bytes of a run, at least one line, and more where they lie in a row and are not too many. */
  #next(run: Run, upTo: number, room: number): Stretch {
    const { bytes: of, ends } = run.rows;
    const from = this.#indexOf(run, run.taken++);
    const start = from === 0 ? 0 : (ends[from - 1] ?? 0);
    let last = from;
    if (run.turns === null && this.#order === "oldest") {
      while (run.taken < upTo && (ends[last] ?? 0) - start < room) {
        last++;
        run.taken++;
      }
    }
    return { of, start, end: ends[last] ?? 0 };
  }

  #insert(run: Run): void {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = this.#runs[middle];
      if (there && this.#compare(run, run.taken, there) < 0) low = middle + 1;
      else high = middle;
    }
    this.#runs.splice(low, 0, run);
  }

  /** The nth line of a run against the first of another that is left: by time, partition and offset. */
  #compare(run: Run, nth: number, other: Run): number {
    const byTime = this.#sign * (this.#timeOf(run, nth) - this.#timeOf(other, other.taken));
    if (byTime !== 0) return byTime;
    if (run.rows.partition !== other.rows.partition) return run.rows.partition - other.rows.partition;
    return run.rows.offset < other.rows.offset ? -this.#sign : this.#sign;
  }

  #timeOf(run: Run, nth: number): number {
    return run.rows.times[this.#indexOf(run, nth)] ?? 0;
  }

  /** Where the nth line to be taken out lies. */
  #indexOf({ rows, turns }: Run, nth: number): number {
    const at = this.#order === "oldest" ? nth : rows.ends.length - 1 - nth;
    return turns ? (turns[at] ?? 0) : at;
  }
}

function turnsOf(times: Float64Array): Uint32Array | null {
  let isRising = true;
  for (let i = 1; i < times.length && isRising; i++) isRising = (times[i] ?? 0) >= (times[i - 1] ?? 0);
  if (isRising) return null;
  return Uint32Array.from(times.keys()).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
}

function joined(stretches: readonly Stretch[], length: number): Uint8Array {
  const all = Buffer.allocUnsafeSlow(length);
  let at = 0;
  for (const { of, start, end } of stretches) {
    all.set(of.subarray(start, end), at);
    at += end - start;
  }
  return all;
}
