/** Time a filter may take over one record, and over this many of them, ms: by the clock, and of a processor. */
export const filterMs = 2_000;
const batchCount = 500;
/** On a machine that is busy with other things the clock runs on while the filter waits: then it may take this long, ms. */
const mostMs = 5 * filterMs;

function isTooLong(clockMs: number, cpuMs: number): boolean {
  return clockMs >= mostMs || (clockMs >= filterMs && cpuMs >= filterMs);
}

export function cpuMs({ user, system }: { user: number; system: number }): number {
  return (user + system) / 1000;
}

/** A filter that took too long over many records, none of which hung. */
export class FilterTooSlow extends Error {
  readonly partition: number;
  readonly offset: bigint;

  constructor(partition: number, offset: bigint) {
    super("the filter is too slow");
    this.partition = partition;
    this.offset = offset;
  }
}

/**
 * What a filter is looking at, in memory that the thread which may end it can read: a count that is odd while it looks,
 * the partition and the offset.
 */
export function watchMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(16);
}

/** The worker's end. Time is counted only between `begin` and `end`: decoding and inflating are not the filter's. */
export class FilterWatch {
  readonly #numbers: Int32Array;
  readonly #offsets: BigInt64Array;
  #partition = 0;
  #offset = 0n;
  #beganAt = 0;
  #spentMs = 0;
  #count = 0;
  #cpuBefore = 0;

  constructor(memory: SharedArrayBuffer) {
    this.#numbers = new Int32Array(memory);
    this.#offsets = new BigInt64Array(memory);
  }

  begin(partition: number, offset: bigint): void {
    if (this.#count === 0) this.#cpuBefore = cpuMs(process.threadCpuUsage());
    this.#partition = partition;
    this.#offset = offset;
    this.#numbers[1] = partition;
    this.#offsets[1] = offset;
    Atomics.add(this.#numbers, 0, 1);
    this.#beganAt = performance.now();
  }

  /** Does what is not the filter's doing, such as waiting for a schema: its time stands still meanwhile. */
  aside<T>(work: () => T): T {
    const isLooking = (Atomics.load(this.#numbers, 0) & 1) === 1;
    if (!isLooking) return work();
    Atomics.add(this.#numbers, 0, 1);
    this.#spentMs += performance.now() - this.#beganAt;
    try {
      return work();
    } finally {
      Atomics.add(this.#numbers, 0, 1);
      this.#beganAt = performance.now();
    }
  }

  /** @throws FilterTooSlow */
  end(): void {
    Atomics.add(this.#numbers, 0, 1);
    this.#spentMs += performance.now() - this.#beganAt;
    if (++this.#count < batchCount && this.#spentMs < filterMs) return;
    const isSlow =
      this.#spentMs >= filterMs && isTooLong(this.#spentMs, cpuMs(process.threadCpuUsage()) - this.#cpuBefore);
    if (!isSlow && this.#count < batchCount) return;
    this.#count = 0;
    this.#spentMs = 0;
    if (isSlow) throw new FilterTooSlow(this.#partition, this.#offset);
  }
}

/** The other end: how long the filter has been looking at one and the same record. */
export class FilterObserver {
  readonly #numbers: Int32Array;
  readonly #offsets: BigInt64Array;
  #seen = 0;
  #since = 0;
  #cpuBefore = 0;

  constructor(memory: SharedArrayBuffer) {
    this.#numbers = new Int32Array(memory);
    this.#offsets = new BigInt64Array(memory);
  }

  /** The record that hangs; null where none does. Has to be asked again and again. `cpu`: what the thread took so far, ms */
  hanging(now: number, cpu: number): { partition: number; offset: bigint } | null {
    const count = Atomics.load(this.#numbers, 0);
    const isLooking = (count & 1) === 1;
    if (!isLooking || count !== this.#seen) {
      this.#seen = count;
      this.#since = now;
      this.#cpuBefore = cpu;
      return null;
    }
    return isTooLong(now - this.#since, cpu - this.#cpuBefore) ? this.at() : null;
  }

  /** What was looked at last. */
  at(): { partition: number; offset: bigint } {
    return { partition: this.#numbers[1] ?? 0, offset: this.#offsets[1] ?? 0n };
  }
}
