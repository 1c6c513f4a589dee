import type { Reading } from "./answer.ts";
import type { Stand } from "./cursor.ts";
import type { Placed } from "./merge.ts";
import { higher, lower } from "./offset-order.ts";
import type { Range } from "./plan.ts";
import { type Arrived, type Piece, type ScanBudget, skipOf, type Walk, type Want } from "./walk.ts";

/** Reads a partition forward. Nothing is asked beyond what `maxBytes` brings; it grows while more is wanted. */
export class ForwardWalk<T extends Placed> implements Walk<T> {
  readonly range: Range;
  readonly skip: ReadonlySet<bigint> | null;
  frontier: number | null = null;
  #edge: bigint;
  #next: bigint;
  #maxBytes: number;
  readonly #mostBytes: number;
  readonly #budget: ScanBudget;
  #granted = 0n;

  constructor(range: Range, stand: Stand, budget: ScanBudget, bytes: { first: number; most: number }) {
    this.range = { ...range };
    this.skip = skipOf(stand);
    this.#edge = stand.at;
    this.#next = stand.at;
    this.#maxBytes = bytes.first;
    this.#mostBytes = bytes.most;
    this.#budget = budget;
  }

  get edge(): bigint {
    return this.#edge;
  }

  get isFetched(): boolean {
    return this.#next >= this.range.to;
  }

  get isEnded(): boolean {
    return this.#edge >= this.range.to;
  }

  want(): Want | null {
    if (this.#granted === 0n) this.#granted = this.#budget.take(this.range.to - this.#next);
    return this.#granted === 0n ? null : { offset: this.#next, maxBytes: this.#maxBytes };
  }

  advance({ next }: Arrived): Piece {
    const from = this.#next;
    const reach = lower(next, this.range.to);
    const to = this.#budget.isLimited ? lower(from + this.#granted, reach) : reach;
    const piece = { from, to, closesAt: to, granted: this.#granted };
    this.#granted = 0n;
    this.#next = to;
    this.#maxBytes = Math.min(this.#mostBytes, this.#maxBytes * 4);
    return piece;
  }

  take(piece: Piece, reading: Reading<T>): T[] {
    // a reading that stopped at its most found goes on there
    if (reading.next < piece.to && reading.next > piece.from && this.#next === piece.to) this.#next = reading.next;
    this.#edge = lower(this.#next, piece.to);
    if (this.#budget.isLimited) this.#budget.give(piece.granted - BigInt(reading.scanned));
    this.frontier = reading.lastTime ?? this.frontier;
    return reading.found;
  }

  retreat(edge: bigint): void {
    this.#edge = edge;
    this.#next = edge;
  }

  raise(earliest: bigint): void {
    const start = lower(earliest, this.range.to);
    this.#next = higher(this.#next, start);
    this.#edge = higher(this.#edge, start);
  }
}
