import { ApiError, type ErrorCode } from "../../../lib/api/error.ts";
import type { KafkaCluster } from "../../kafka/cluster.ts";
import { type Answer, type Found, type Reading, readAnswer, type Slice } from "../answer.ts";
import { Breath } from "../breath.ts";
import { type Arrival, Driver } from "../driver.ts";
import { Fetcher } from "../fetcher.ts";
import type { FilterError } from "../filter/condition.ts";
import type { Sieve } from "../filter/sieve.ts";
import { readInTurns } from "../in-turns.ts";
import { higher } from "../offset-order.ts";
import { ForwardWalk } from "../oldest.ts";
import type { Range } from "../plan.ts";
import { openMessageScanner, type Scanner } from "../scanner.ts";
import { ScanBudget, type Walk } from "../walk.ts";
import type { Selection } from "./replay-selection.ts";

/** What one partition gave: its selected records in their order, and where its reading goes on. */
export type Read = { partition: number; found: Found[]; from: bigint; next: bigint };

/** A partition could not be read for a while: what was read stays read, and the reading may be begun again there. */
function readingStopped(code: ErrorCode, message: string, hint: string | undefined): ApiError {
  return Object.assign(new ApiError(code, message, { hint }), { [stopped]: true });
}

const stopped = Symbol("reading stopped");

export function isReadingStopped(error: unknown): error is ApiError {
  return error instanceof ApiError && stopped in error;
}

const mebibyte = 1024 * 1024;
/** partitions that are read side by side: each may bring a mebibyte, inflated many times that */
const mostAtOnce = 6;

/** Reads a selection forward, in the order of each partition, record by record as it is stored. */
export class ReplayReader {
  readonly #selection: Selection;
  readonly #driver: Driver<Found>;
  readonly #scanner: Scanner<{ partition: number; offset: bigint; timestamp: number }> | null;
  readonly #signal: AbortSignal;
  readonly #budget: ScanBudget;
  /** the ranges of each partition that are left, and the walk through the first of them */
  readonly #left = new Map<number, { ranges: Range[]; walk: Walk<Found> }>();
  readonly #breath = new Breath();
  #turn = 0;
  readonly notes: string[] = [];
  /** records of which a condition could not be told: they are not copied */
  filterErrors = 0;
  firstFilterError: FilterError | null = null;

  constructor(kafka: KafkaCluster, selection: Selection, starts: ReadonlyMap<number, bigint>, signal: AbortSignal) {
    this.#selection = selection;
    this.#signal = signal;
    this.#driver = new Driver<Found>(kafka, new Fetcher(kafka, selection.topic, signal), selection, signal);
    this.#scanner = selection.sieve === null ? null : openMessageScanner(selection.sieve, selection.shape);
    this.#budget = new ScanBudget(undefined, 1);
    const partitions = Map.groupBy(selection.ranges, ({ partition }) => partition);
    for (const [partition, all] of partitions) this.#begin(partition, rest(all, starts.get(partition)));
  }

  #begin(partition: number, ranges: Range[]): void {
    const [range] = ranges;
    if (!range) {
      this.#left.delete(partition);
      return;
    }
    const bytes = { first: mebibyte, most: mebibyte };
    const walk = new ForwardWalk<Found>(range, { at: range.from, skip: [] }, this.#budget, bytes);
    this.#left.set(partition, { ranges, walk });
  }

  /** nothing is left to read */
  get isEnded(): boolean {
    return this.#left.size === 0;
  }

  /**
   * Rounds of reading until nothing is left.
   *
   * @throws TopicGone; one of which `isReadingStopped` holds when a partition fails for longer than a moment; ApiError where a batch cannot be read:
   *   what cannot be copied is not left out
   */
  async *rounds(): AsyncGenerator<Read[], void, undefined> {
    while (this.#left.size > 0 && !this.#signal.aborted) {
      const open = [...this.#left.values()].map(({ walk }) => walk);
      const start = this.#turn % open.length;
      const chosen = [...open.slice(start), ...open.slice(0, start)].slice(0, mostAtOnce);
      this.#turn += mostAtOnce;
      const asked = [...this.#driver.byNode(chosen)].map(([node, walks]) => this.#driver.ask(node, walks));
      const arrivals = (await Promise.all(asked)).flat();
      if (this.#signal.aborted) return;
      this.#listen();
      const round = await this.#look(arrivals);
      for (const [partition, { ranges, walk }] of this.#left) if (walk.isEnded) this.#begin(partition, ranges.slice(1));
      if (round.length > 0) yield round;
    }
  }

  #listen(): void {
    for (const { code, target, message, hint } of this.#driver.problems.splice(0)) {
      // records that were deleted in between are not there to be copied
      if (code === "conflict") this.notes.push(`${target}: ${message}`);
      else throw readingStopped(code, `${target}: ${message}`, hint);
    }
  }

  async #look(arrivals: readonly Arrival<Found>[]): Promise<Read[]> {
    const kept = await this.#keptOf(arrivals);
    const reads: Read[] = [];
    for (const [i, { walk, piece, slice, answer }] of arrivals.entries()) {
      const offsets = kept[i];
      const reading =
        offsets && offsets.size === 0
          ? nothing(answer, slice)
          : await readInTurns(answer, slice, only(offsets ?? null), this.#breath);
      const [damage] = reading.damaged;
      const { partition } = slice;
      if (damage)
        throw new ApiError(
          "kafka",
          `Partition ${partition}, offset ${damage.offset}: the batch cannot be read, ${damage.message}.`,
          {
            hint: "What cannot be read cannot be copied. Choose a range without it.",
          },
        );
      const found = walk.take(piece, reading);
      reads.push({ partition, found, from: slice.from, next: walk.edge });
    }
    return reads;
  }

  /** Which offsets the filter keeps, per arrival; undefined where none is asked. */
  async #keptOf(arrivals: readonly Arrival<Found>[]): Promise<(ReadonlySet<bigint> | undefined)[]> {
    const { chosen } = this.#selection;
    if (chosen) return arrivals.map(({ slice }) => chosen.get(slice.partition) ?? new Set());
    if (!this.#scanner) return arrivals.map(() => undefined);
    // what a worker is given is gone here
    const jobs = arrivals.map(({ slice, answer }) => ({
      slice,
      answer: { ...answer, batches: ownCopy(answer.batches) },
    }));
    const readings = await this.#scanner.scan(jobs);
    return readings.map(({ found, filterErrors, firstFilterError }) => {
      this.filterErrors += filterErrors;
      this.firstFilterError ??= firstFilterError;
      return new Set(found.map(({ offset }) => offset));
    });
  }
}

/** In memory that can be given away. */
function ownCopy(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}

/** What is left of ranges from an offset on. */
function rest(ranges: readonly Range[], start: bigint | undefined): Range[] {
  if (start === undefined) return [...ranges];
  return ranges
    .filter(({ to }) => to > start)
    .map((range) => ({ ...range, from: range.from > start ? range.from : start }));
}

function only(offsets: ReadonlySet<bigint> | null): Sieve | null {
  if (offsets === null) return null;
  return {
    mayHold: () => true,
    keeps: (batch, index, i) => offsets.has(batch.baseOffset + BigInt(index.offsetDelta(i))),
  };
}

/** A piece of which the filter keeps nothing. */
function nothing(answer: Answer, slice: Slice): Reading {
  const none = readAnswer({ ...answer, batches: Buffer.alloc(0) }, slice, null);
  return { ...none, next: higher(slice.from, slice.to) };
}
