import type { Reading } from "./answer.ts";
import type { Stand } from "./cursor.ts";
import type { Placed } from "./merge.ts";
import type { Range } from "./plan.ts";

/** What a walk asks the broker for. */
export type Want = { offset: bigint; maxBytes: number };
/** What the headers of an answer tell before its records are looked at. */
export type Arrived = { next: bigint; firstBase: bigint | null; bytes: number };
/**
 * The part of an answer whose records have to be looked at; empty where it is not wanted after all. `closesAt` = with this
 * piece everything from there on (backward) or up to there (forward) was looked at; null inside a window of a walk backward.
 */
export type Piece = { from: bigint; to: bigint; closesAt: bigint | null; granted: bigint };

/**
 * The way through one partition in one direction. `advance` only needs an answer's headers, so that the next fetch can be
 * under way while `take` still looks at the records; both are called once per answer, in order.
 */
export interface Walk<T extends Placed = Placed> {
  readonly range: Range;
  /** all that was delivered before beyond the stand this walk began at; null = nothing */
  readonly skip: ReadonlySet<bigint> | null;
  /** everything between the start and here was looked at */
  readonly edge: bigint;
  /** timestamp of the record looked at last in the direction of reading */
  readonly frontier: number | null;
  /** nothing is left to fetch */
  readonly isFetched: boolean;
  /** nothing is left to look at */
  readonly isEnded: boolean;
  /** null when the budget grants nothing more */
  want(): Want | null;
  advance(arrived: Arrived): Piece;
  /** Takes what was found; returns what is complete now, in the order of reading. */
  take(piece: Piece, reading: Reading<T>): T[];
  /** What was looked at beyond here is not wanted: it counts as unread. Only while no fetch is ahead. */
  retreat(edge: bigint): void;
  /** The log start moved: what lies below is gone. */
  raise(earliest: bigint): void;
}

/** How many offsets may still be looked at, over all partitions. */
export class ScanBudget {
  #left: bigint | null;
  readonly #sharers: bigint;

  /** null = without limit */
  constructor(most: number | undefined, sharers: number) {
    this.#left = most === undefined ? null : BigInt(most);
    this.#sharers = BigInt(Math.max(1, sharers));
  }

  get isLimited(): boolean {
    return this.#left !== null;
  }

  get isSpent(): boolean {
    return this.#left !== null && this.#left <= 0n;
  }

  /** At most `wish`, and at most a fair share of what is left; 0 when nothing is. */
  take(wish: bigint): bigint {
    if (this.#left === null) return wish;
    const share = this.#left / this.#sharers || (this.#left > 0n ? 1n : 0n);
    const granted = wish < share ? wish : share;
    this.#left -= granted;
    return granted;
  }

  /** Offsets that turned out to hold no record. */
  give(back: bigint): void {
    if (this.#left !== null) this.#left += back;
  }
}

export function skipOf(stand: Stand): ReadonlySet<bigint> | null {
  return stand.skip.length === 0 ? null : new Set(stand.skip);
}
