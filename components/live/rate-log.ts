type Counts = { delivered: bigint; filtered: bigint; skipped: bigint };
/** Of one stretch between two statuses, each a second. */
export type Rate = { came: number; shown: number; skipped: number };

/** Statuses further apart than this are not of one stretch: the tail was paused, hidden or broken in between. */
const longestMs = 5_000;
/** shorter ones say too little */
const shortestMs = 500;

/** How many came, were shown and were skipped, second by second, from counts that only grow. */
export class RateLog {
  readonly #most: number;
  #last: { at: number; counts: Counts } | null = null;
  #rates: Rate[] = [];

  /** keeps the last `most` */
  constructor(most: number) {
    this.#most = most;
  }

  /** oldest first; a new array whenever one was added */
  get rates(): readonly Rate[] {
    return this.#rates;
  }

  take(at: number, counts: Counts): void {
    const last = this.#last;
    const elapsed = last === null ? Number.POSITIVE_INFINITY : at - last.at;
    if (elapsed < shortestMs) return;
    this.#last = { at, counts };
    if (last === null || elapsed > longestMs) return;
    const perSecond = (now: bigint, before: bigint) => (Number(now - before) * 1000) / elapsed;
    const shown = perSecond(counts.delivered, last.counts.delivered);
    const skipped = perSecond(counts.skipped, last.counts.skipped);
    const came = shown + skipped + perSecond(counts.filtered, last.counts.filtered);
    this.#rates = [...this.#rates.slice(1 - this.#most), { came, shown, skipped }];
  }
}
