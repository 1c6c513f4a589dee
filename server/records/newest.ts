import type { Reading } from "./answer.ts";
import type { Stand } from "./cursor.ts";
import type { Placed } from "./merge.ts";
import { higher, lower } from "./offset-order.ts";
import type { Range } from "./plan.ts";
import { type Arrived, type Piece, type ScanBudget, skipOf, type Walk, type Want } from "./walk.ts";

const mostBytes = 1024 * 1024;

export type WindowSize = {
  /** offsets of the first window */
  span: bigint;
  /** bytes a window should have at most; it is made narrower when its records turn out larger */
  fairBytes: number;
  /** windows grow fourfold, at most to about this many bytes */
  growTo: number;
};

/** A stretch of offsets below the edge that is read forward, since brokers only read forward. */
type Window = { lo: bigint; hi: bigint; next: bigint; bytes: number; granted: bigint };

/** Reads a partition backward: a window below the edge, then a larger one below that, until its start. */
export class BackwardWalk<T extends Placed> implements Walk<T> {
  readonly range: Range;
  readonly skip: ReadonlySet<bigint> | null;
  frontier: number | null = null;
  #edge: bigint;
  /** everything above is asked for already */
  #low: bigint;
  #span: bigint;
  readonly #size: WindowSize;
  readonly #budget: ScanBudget;
  #window: Window | null = null;
  #pending: T[] = [];
  #firstTime: number | null = null;
  #scanned = 0;

  constructor(range: Range, stand: Stand, budget: ScanBudget, size: WindowSize) {
    this.range = { ...range };
    this.skip = skipOf(stand);
    this.#edge = stand.at;
    this.#low = stand.at;
    this.#span = size.span;
    this.#size = size;
    this.#budget = budget;
  }

  get edge(): bigint {
    return this.#edge;
  }

  get isFetched(): boolean {
    return this.#window === null && this.#low <= this.range.from;
  }

  get isEnded(): boolean {
    return this.#edge <= this.range.from;
  }

  want(): Want | null {
    this.#window ??= this.#open();
    return this.#window && { offset: this.#window.next, maxBytes: mostBytes };
  }

  #open(): Window | null {
    const room = this.#low - this.range.from;
    let span = lower(this.#span, room);
    // The broker tells aborted records only below the last stable offset, open ones only above: no window has both.
    const { lastStable } = this.range;
    if (this.#low > lastStable && this.#low - span < lastStable) span = this.#low - lastStable;
    const granted = this.#budget.take(span);
    if (granted === 0n) return null;
    const lo = this.#low - granted;
    return { lo, hi: this.#low, next: lo, bytes: 0, granted };
  }

  advance({ next, firstBase, bytes }: Arrived): Piece {
    const window = this.#window;
    if (!window) throw new Error("an answer nobody asked for");
    const isFirst = window.next === window.lo;
    if (isFirst && firstBase !== null && firstBase < window.lo) this.#widen(window, firstBase);
    const from = window.next;
    const to = lower(next, window.hi);
    window.bytes += bytes;
    window.next = to;
    if (to >= window.hi) return this.#close(window, from);
    if (isFirst && this.#narrow(window, bytes)) return { from, to: from, closesAt: null, granted: 0n };
    return { from, to, closesAt: null, granted: 0n };
  }

  /** The batch that holds the window's start came whole: what it holds below the start is had for nothing. */
  #widen(window: Window, firstBase: bigint): void {
    if (this.#budget.isLimited) return;
    const { from, lastStable } = this.range;
    const floor = window.lo >= lastStable ? higher(lastStable, from) : from;
    window.lo = higher(firstBase, floor);
    window.next = window.lo;
  }

  /**
   * Records turned out so large that the window holds more than its fair bytes: what came lies too far below the edge to be
   * wanted yet. It is dropped, and a shorter window begins above it.
   */
  #narrow(window: Window, bytes: number): boolean {
    const each = bytes / Math.max(1, Number(window.next - window.lo));
    const lo = window.hi - BigInt(Math.max(1, Math.floor(this.#size.fairBytes / Math.max(1, each))));
    if (lo <= window.next + (window.next - window.lo)) return false;
    window.lo = lo;
    window.next = lo;
    return true;
  }

  #close(window: Window, from: bigint): Piece {
    this.#low = window.lo;
    this.#window = null;
    const growth = this.#size.growTo / Math.max(1, window.bytes);
    this.#span = scaled(window.hi - window.lo, Math.min(4, Math.max(0.125, growth)));
    return { from, to: window.hi, closesAt: window.lo, granted: window.granted };
  }

  take(piece: Piece, reading: Reading<T>): T[] {
    for (const found of reading.found) this.#pending.push(found);
    this.#firstTime ??= reading.firstTime;
    this.#scanned += reading.scanned;
    if (piece.closesAt === null) return [];
    const complete = this.#pending.reverse();
    if (this.#budget.isLimited) this.#budget.give(piece.granted - BigInt(this.#scanned));
    this.frontier = this.#firstTime ?? this.frontier;
    this.#edge = piece.closesAt;
    this.#pending = [];
    this.#firstTime = null;
    this.#scanned = 0;
    return complete;
  }

  retreat(edge: bigint): void {
    this.#edge = edge;
    this.#low = edge;
  }

  raise(earliest: bigint): void {
    if (earliest <= this.range.from) return;
    const window = this.#window;
    if (window && earliest < window.hi) {
      this.range.from = earliest;
      window.lo = earliest;
      window.next = earliest;
    } else {
      // nothing is left below what was looked at
      this.range.from = this.#edge;
      this.#window = null;
    }
    this.#low = higher(this.#low, this.range.from);
    this.#pending = [];
    this.#firstTime = null;
  }
}

function scaled(span: bigint, by: number): bigint {
  const next = BigInt(Math.ceil(Number(span) * by));
  return next > 0n ? next : 1n;
}
