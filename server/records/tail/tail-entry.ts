import type { Message } from "../../../lib/api/messages.ts";
import { BatchError } from "../../kafka/batch/batch-error.ts";
import { inflate } from "../../kafka/batch/inflate.ts";
import { indexRecords, type RecordIndex } from "../../kafka/batch/records.ts";
import { type BatchHeader, scanBatches, verifyCrc } from "../../kafka/batch/scan.ts";
import {
  type FetchedTransactions,
  type TransactionEnd,
  transactionState,
  transactionsIn,
  transactionView,
} from "../../kafka/batch/visibility.ts";
import type { RawFetch } from "../../kafka/transfer.ts";
import { type Answer, type Damage, mostInflated, type Reading, type Transaction } from "../answer.ts";
import { mostHere } from "../aside.ts";
import type { Shape } from "../message.ts";
import { TailLook } from "./tail-look.ts";
import { TailTexts } from "./tail-texts.ts";

/** A batch taken apart once for all who look at it. */
export type TailBatch = { batch: BatchHeader; transaction: Transaction; index: RecordIndex };

/**
 * One partition's part of a fetch answer: what lies from `from` up to `next`. Its records are found when somebody first asks
 * for them. The bytes are its own, so that keeping a little of an answer does not keep the whole of it.
 *
 * @throws BatchError when what follows a batch cannot be found, because a length is impossible
 */
export class TailEntry {
  readonly partition: number;
  readonly from: bigint;
  readonly next: bigint;
  /** producers whose transaction goes on after this entry, as far as is known */
  readonly #open: Set<bigint>;
  /** the markers in it */
  readonly ends: readonly TransactionEnd[];
  readonly #batches: Buffer;
  #told: FetchedTransactions;
  #bytes: number;
  #parts: TailBatch[] | null = null;
  #isMuch = false;
  #texts = new Map<string, TailTexts>();
  #looks = new Map<string, Promise<TailLook>>();
  readonly damaged: Damage[] = [];
  /** hears that the entry has grown by what was inflated or written */
  onGrown: (bytes: number) => void = () => {};

  constructor(raw: RawFetch, from: bigint) {
    this.partition = raw.partition;
    this.from = from;
    const batches = [...scanBatches(raw.batches)];
    const last = batches.at(-1)?.lastOffset ?? -1n;
    this.next = last < from ? from : last + 1n;
    const { ends, open } = transactionsIn(batches);
    this.ends = ends;
    this.#open = open;
    const isLittle = raw.batches.buffer.byteLength > raw.batches.length * 1.25;
    this.#batches = isLittle ? copied(raw.batches) : raw.batches;
    this.#told = { aborted: raw.aborted, lastStableOffset: raw.lastStableOffset, ends };
    this.#bytes = raw.batches.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The same bytes for a worker, to which they then belong. */
  forWorker(): Answer {
    return { ...this.#told, batches: copied(this.#batches) };
  }

  get open(): ReadonlySet<bigint> {
    return this.#open;
  }

  /** A transaction that is open here was ended by what came later: whoever comes from now on is told how. */
  settle(end: TransactionEnd): void {
    if (!this.#open.delete(end.producerId)) return;
    this.#told = { ...this.#told, ends: [...(this.#told.ends ?? []), end] };
    this.#parts = null;
    this.#texts = new Map();
    this.#looks = new Map();
    this.#grow(this.#batches.length - this.#bytes);
  }

  /** Its records in wire form. A text counts as bytes of the entry. */
  textsIn(shape: Shape): TailTexts {
    const key = shapeKey(shape);
    const known = this.#texts.get(key);
    if (known) return known;
    const texts = new TailTexts(shape, this.partition, (bytes) => this.#grow(bytes));
    this.#texts.set(key, texts);
    return texts;
  }

  /**
   * What `look` finds, looked for once for all who ask `what` in the same shape, also while it is still being looked for. What failed
   * is not kept: whoever comes later tries again.
   */
  lookedAt(what: unknown, shape: Shape, look: () => Promise<Reading<Message>>): Promise<TailLook> {
    const key = JSON.stringify([what, shapeKey(shape)]);
    const known = this.#looks.get(key);
    if (known) return known;
    const looking = look().then((reading) => {
      const found = new TailLook(reading);
      this.#grow(found.bytes);
      return found;
    });
    this.#looks.set(key, looking);
    looking.catch(() => {
      if (this.#looks.get(key) === looking) this.#looks.delete(key);
    });
    return looking;
  }

  #grow(bytes: number): void {
    this.#bytes += bytes;
    this.onGrown(bytes);
  }

  /**
   * The batches that can be read and hold records, markers of transactions too, in order; those that cannot are named in `damaged`. null = there is more in
   * them than is to be looked at here.
   */
  parts(): readonly TailBatch[] | null {
    if (!this.#isMuch) this.#parts ??= this.#takeApart();
    return this.#parts;
  }

  #takeApart(): TailBatch[] | null {
    const parts: TailBatch[] = [];
    const view = transactionView(this.#told);
    let grown = 0;
    let inflated = 0;
    this.damaged.length = 0;
    for (const batch of scanBatches(this.#batches, mostInflated)) {
      try {
        const transaction = transactionState(view, batch);
        if (batch.lastOffset < this.from || batch.recordCount === 0) continue;
        if (!verifyCrc(batch)) throw new BatchError("corrupt", "its checksum does not fit its bytes");
        const payload = inflate(batch, { maxBytes: Math.max(1, mostHere - inflated) });
        inflated += payload.length;
        const index = indexRecords(payload, batch.recordCount);
        parts.push({ batch, transaction, index });
        grown += (payload === batch.payload ? 0 : payload.length) + index.count * 36;
      } catch (error) {
        if (!(error instanceof BatchError)) throw error;
        if (error.code === "too-large") {
          this.#isMuch = true;
          return null;
        }
        if (batch.lastOffset >= this.from) this.damaged.push({ offset: batch.baseOffset, message: error.message });
      }
    }
    this.#grow(grown);
    return parts;
  }
}

/** All readers of a topic have the same schemas, or none. */
function shapeKey({ keyFormat, valueFormat, maxBytes, decoding }: Shape): string {
  return JSON.stringify([keyFormat, valueFormat, maxBytes, Boolean(decoding)]);
}

/** In a buffer that shares its memory with nothing else, so that it can be given away. */
function copied(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}
