import { BatchError } from "../kafka/batch/batch-error.ts";
import { inflate } from "../kafka/batch/inflate.ts";
import { indexRecords, type RawRecord, type RecordIndex, recordAt, timestampAt } from "../kafka/batch/records.ts";
import { type BatchHeader, scanBatches, verifyCrc } from "../kafka/batch/scan.ts";
import {
  type FetchedTransactions,
  type TransactionView,
  transactionState,
  transactionView,
} from "../kafka/batch/visibility.ts";
import type { FilterError } from "./filter/condition.ts";
import type { Sieve } from "./filter/sieve.ts";
import type { Placed } from "./merge.ts";
import { lower } from "./offset-order.ts";

/** Most bytes a batch may inflate to: a batch is 1 MiB as stored unless a topic allows more; beyond this it is named and passed. */
export const mostInflated = 128 * 1024 * 1024;

export type Transaction = null | "committed" | "aborted" | "open";

/** A record as it was found, not decoded yet; key, value and headers are views that hold the inflated batch. */
export type Found = Placed & { record: RawRecord; batch: BatchHeader; transaction: Transaction };

/** One partition's part of a fetch answer; plain data, so that it can be sent to a worker. */
export type Answer = FetchedTransactions & { batches: Buffer };

/** Which of an answer's records are looked at. */
export type Slice = {
  partition: number;
  /** half open */
  from: bigint;
  to: bigint;
  /** aborted and open records are kept and marked, not hidden */
  showsAll: boolean;
  /** control records are looked at like others; absent = passed over */
  showsControl?: boolean;
  /** ends after this many kept records */
  most: number;
  /** of each batch only so many are kept, the last ones: what a page read backward could need */
  mostLast: number;
  /** records that are not kept, because they were delivered before; null = none */
  skip: ReadonlySet<bigint> | null;
  /** inflated bytes of the whole answer beyond which the looking is given up with `InflatesMuch`; absent = no such end */
  mostInflated?: number | undefined;
  /** of those that pass the filter so many are kept, the rest is counted; absent = all */
  mostShown?: number | undefined;
};

/** An answer holds more than the thread that serves may look at without others noticing it. */
export class InflatesMuch extends Error {}

export type Damage = { offset: bigint; message: string };
export type Reading<T extends Placed = Found> = {
  found: T[];
  /** the offset after the last that was looked at; at least `slice.from` */
  next: bigint;
  /** base offset of the first batch that reaches into the slice; null when there was none */
  firstBase: bigint | null;
  /** records looked at, hidden ones included */
  scanned: number;
  /** of aborted and open transactions */
  hidden: number;
  /** timestamps of the first and last record looked at; null when there was none */
  firstTime: number | null;
  lastTime: number | null;
  inflatedBytes: number;
  /** passed the filter and were not kept because of `mostShown` */
  unshown: number;
  /** records were not kept because of `mostLast` */
  isThinned: boolean;
  /** batches that could not be read, passed over */
  damaged: Damage[];
  /** records of which the filter could not be told, and the first of them */
  filterErrors: number;
  firstFilterError: FilterError | null;
};

/** All of a reading but what was found. */
type Look = Omit<Reading, "found">;
/** Takes the records that are kept, in order, out of the batch they lie in. */
export interface Keeper {
  readonly count: number;
  /** whether nothing it keeps is a view of the batch */
  readonly isCopying: boolean;
  /** @throws BatchError when the record cannot be read */
  keep(batch: BatchHeader, index: RecordIndex, i: number, transaction: Transaction): void;
}

export class FoundRecords implements Keeper {
  readonly found: Found[] = [];
  readonly isCopying = false;
  readonly #partition: number;

  constructor(partition: number) {
    this.#partition = partition;
  }

  get count(): number {
    return this.found.length;
  }

  keep(batch: BatchHeader, index: RecordIndex, i: number, transaction: Transaction): void {
    const record = recordAt(batch, index, i);
    const { offset, timestamp } = record;
    this.found.push({ partition: this.#partition, offset, timestamp, record, batch, transaction });
  }
}

/**
 * Looks at the records of one fetch answer. A batch with a wrong CRC or a body that cannot be read is named and passed.
 *
 * @throws BatchError when what follows a batch cannot be found, because a length is impossible
 */
export function readAnswer(answer: Answer, slice: Slice, sieve: Sieve | null): Reading {
  const records = new FoundRecords(slice.partition);
  return { ...lookThrough(answer, slice, sieve, records), found: records.found };
}

/** The same, where somebody else keeps the records. */
export function lookThrough(answer: Answer, slice: Slice, sieve: Sieve | null, keeper: Keeper): Look {
  const looking = new Looking(answer, slice, sieve, keeper);
  for (const batch of scanBatches(answer.batches, mostInflated)) if (!looking.take(batch)) break;
  return looking.end();
}

/** A look at one batch after the other, whoever goes through them. */
export class Looking {
  readonly #view: TransactionView;
  readonly #slice: Slice;
  readonly #sieve: Sieve | null;
  readonly #keeper: Keeper;
  readonly #reading: Look;

  constructor(answer: Answer, slice: Slice, sieve: Sieve | null, keeper: Keeper) {
    this.#view = transactionView(answer);
    this.#slice = slice;
    this.#sieve = sieve;
    this.#keeper = keeper;
    this.#reading = {
      ...{ next: slice.from, firstBase: null, scanned: 0, hidden: 0, firstTime: null, lastTime: null },
      ...{ inflatedBytes: 0, unshown: 0, isThinned: false, damaged: [], filterErrors: 0, firstFilterError: null },
    };
  }

  /**
   * False when what comes after need not be looked at.
   *
   * @param inflated its records, or why they cannot be had, where that is known already
   */
  take(batch: BatchHeader, inflated?: Buffer | BatchError): boolean {
    const slice = this.#slice;
    const reading = this.#reading;
    const transaction = stateOf(this.#view, batch, slice.from, reading.damaged);
    if (batch.lastOffset < slice.from) return true;
    if (batch.baseOffset >= slice.to) {
      reading.next = slice.to;
      return false;
    }
    reading.firstBase ??= batch.baseOffset;
    if ((batch.control && !slice.showsControl) || batch.recordCount === 0) {
      reading.next = lower(batch.lastOffset + 1n, slice.to);
      return true;
    }
    const isHidden = !slice.showsAll && (transaction === "aborted" || transaction === "open");
    const before = reading.scanned;
    const sieve = isHidden ? hidesAll : this.#sieve;
    const goesOn = readBatch(batch, transaction, slice, sieve, this.#keeper, reading, inflated);
    if (isHidden) reading.hidden += reading.scanned - before;
    return goesOn;
  }

  /** Nothing more is taken. */
  end(): Look {
    const errors = this.#sieve?.takeErrors?.();
    if (errors) {
      this.#reading.filterErrors = errors.count;
      this.#reading.firstFilterError = errors.first;
    }
    return this.#reading;
  }
}

/** A marker that cannot be read is named, and what it would have ended goes on. */
function stateOf(view: TransactionView, batch: BatchHeader, from: bigint, damaged: Damage[]): Transaction {
  try {
    return transactionState(view, batch);
  } catch (error) {
    if (!(error instanceof BatchError)) throw error;
    if (batch.lastOffset >= from) damaged.push({ offset: batch.baseOffset, message: error.message });
    return null;
  }
}

const hidesAll: Sieve = { mayHold: () => false, keeps: () => false };

/** False when the slice's `most` is reached inside this batch. */
function readBatch(
  batch: BatchHeader,
  transaction: Transaction,
  slice: Slice,
  sieve: Sieve | null,
  keeper: Keeper,
  into: Look,
  inflated: Buffer | BatchError | undefined,
): boolean {
  const isWhole = batch.baseOffset >= slice.from && batch.lastOffset < slice.to;
  const after = lower(batch.lastOffset + 1n, slice.to);
  try {
    if (!verifyCrc(batch)) throw new BatchError("corrupt", "its checksum does not fit its bytes");
    if (sieve === hidesAll && isWhole) return pass(batch, after, into);
    if (inflated instanceof BatchError) throw inflated;
    const payload = inflated ?? inflate(batch, { maxBytes: roomFor(slice, into) });
    into.inflatedBytes += payload.length;
    const isIn = sieve === null || sieve.mayHold(payload, batch.recordCount);
    if (!isIn && isWhole) {
      letGo(payload, batch);
      return pass(batch, after, into);
    }
    const index = indexRecords(payload, batch.recordCount);
    const end = countBelow(batch, index, slice.to);
    const before = keeper.count;
    const keptFrom = end - slice.mostLast;
    for (let i = 0; i < end; i++) {
      const offset = batch.baseOffset + BigInt(index.offsetDelta(i));
      if (offset < slice.from) continue;
      const timestamp = timestampAt(batch, index, i);
      into.firstTime ??= timestamp;
      into.lastTime = timestamp;
      into.scanned++;
      if (i < keptFrom) into.isThinned = true;
      else if (isIn && !slice.skip?.has(offset) && (sieve === null || sieve.keeps(batch, index, i, slice.partition))) {
        if (slice.mostShown !== undefined && keeper.count >= slice.mostShown) {
          into.unshown++;
          continue;
        }
        keeper.keep(batch, index, i, transaction);
        if (keeper.count >= slice.most) {
          into.next = offset + 1n;
          return false;
        }
      }
    }
    if (keeper.isCopying || keeper.count === before) letGo(payload, batch);
  } catch (error) {
    if (!(error instanceof BatchError)) throw error;
    if (error.code === "too-large" && slice.mostInflated !== undefined) throw new InflatesMuch();
    into.damaged.push({ offset: batch.baseOffset, message: error.message });
  }
  into.next = after;
  return true;
}

/** Frees what a batch was inflated to, of which nothing was kept: collections come too seldom for it. */
function letGo(payload: Buffer, batch: BatchHeader): void {
  const { buffer } = payload;
  const isOwn = buffer !== batch.raw.buffer && buffer.byteLength > Buffer.poolSize;
  if (isOwn && payload !== batch.payload && buffer instanceof ArrayBuffer) buffer.transfer(0);
}

/** What a batch may inflate to. */
function roomFor({ mostInflated: most }: Slice, { inflatedBytes }: Look): number {
  return most === undefined ? mostInflated : Math.max(1, most - inflatedBytes);
}

/** How many records of the batch lie below an offset. */
function countBelow(batch: BatchHeader, index: RecordIndex, to: bigint): number {
  if (batch.lastOffset < to) return index.count;
  let count = index.count;
  while (count > 0 && batch.baseOffset + BigInt(index.offsetDelta(count - 1)) >= to) count--;
  return count;
}

/** The batch has nothing to keep and lies wholly in the slice: it is counted without being taken apart. */
function pass(batch: BatchHeader, after: bigint, into: Look): true {
  into.scanned += batch.recordCount;
  into.firstTime ??= batch.timestampType === "append" ? batch.maxTimestamp : batch.baseTimestamp;
  into.lastTime = batch.maxTimestamp;
  into.next = after;
  return true;
}

/**
 * What the headers alone tell: where the next fetch of the partition begins (`from` when not one whole batch came), and the
 * base offset of the first batch that reaches it.
 *
 * @throws BatchError
 */
export function outline(batches: Buffer, from: bigint): { next: bigint; firstBase: bigint | null } {
  let next = from;
  let firstBase: bigint | null = null;
  for (const { baseOffset, lastOffset } of scanBatches(batches)) {
    if (lastOffset < from) continue;
    firstBase ??= baseOffset;
    next = lastOffset + 1n;
  }
  return { next, firstBase };
}
