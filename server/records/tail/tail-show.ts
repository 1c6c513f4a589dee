import type { Message, TailQuery, TailStatus } from "../../../lib/api/messages.ts";
import { recordAt, timestampAt } from "../../kafka/batch/records.ts";
import type { Reading, Slice } from "../answer.ts";
import { everyRecord } from "../aside.ts";
import { type FilterError, toldOf } from "../filter/condition.ts";
import { scanGuarded } from "../filter/guarded-pool.ts";
import { createSieve, isGuarded, type Sieve, type SieveSpec } from "../filter/sieve.ts";
import { fetchSchemas, type Shape } from "../message.ts";
import { higher } from "../offset-order.ts";
import { scanSettled } from "../scan-here.ts";
import { scanAway } from "../scan-pool.ts";
import type { TailBatch, TailEntry } from "./tail-entry.ts";

/** What is told of an entry beside its messages. */
export type Told = {
  /** timestamp of the last record up to which the reader stands */
  passed(partition: number, timestamp: number): void;
  /** a batch that was passed over */
  damaged(partition: number, offset: bigint, message: string): void;
};

const everyOffset = 2n ** 63n - 1n;
const chunkCount = 500;
/** characters */
const chunkLength = 512 * 1024;
/** a second in which more came than may be shown is divided into so many parts, each with its share */
const slots = 10;

/** Turns entries into what one reader is shown, at most so many a second, and counts the rest. */
export class TailShow {
  readonly #query: TailQuery;
  /** no filter: what it is shown is made from an index that all share */
  readonly #isAll: boolean;
  /** markers of transactions are shown, which no filter looks at */
  readonly #showsControl: boolean;
  readonly #spec: SieveSpec;
  readonly #shape: Shape;
  /** for where no worker can be had; null = only guarded workers look */
  readonly #sieve: Sieve | null;
  #delivered = 0n;
  #filtered = 0n;
  #skipped = 0n;
  #filterErrors = 0;
  #firstFilterError: FilterError | null = null;
  #came = 0;
  #statusAt = Date.now();
  #second = 0;
  #shown = 0;
  #isOver = false;
  #wasOver = false;

  constructor(query: TailQuery, spec: SieveSpec | null, shape: Shape) {
    this.#query = query;
    this.#isAll = spec === null;
    this.#showsControl = this.#isAll && query.control === true;
    this.#spec = spec ?? everyRecord;
    this.#shape = shape;
    this.#sieve = isGuarded(this.#spec) ? null : createSieve(this.#spec, shape);
  }

  /**
   * The messages of an entry in wire form, in portions. `next` is moved before each portion is handed out to where a reader stands who has
   * it, and to the end of the entry afterwards.
   *
   * @throws ApiError when a filter hangs
   */
  async *take(
    entry: TailEntry,
    next: Map<number, bigint | null>,
    told: Told,
  ): AsyncGenerator<readonly string[], void, undefined> {
    const { partition } = entry;
    const at = next.get(partition);
    if (at === undefined || at === null || at >= entry.next) return;
    const from = higher(at, entry.from);
    const parts = this.#isAll ? entry.parts() : null;
    const portions = parts ? this.#all(entry, parts, from, told) : this.#kept(entry, from, told);
    for await (const { texts, after } of portions) {
      next.set(partition, after);
      yield texts;
    }
    next.set(partition, entry.next);
  }

  /** Without a filter: only what is shown is made into messages, from an index and into texts that all readers share. */
  async *#all(
    entry: TailEntry,
    parts: readonly TailBatch[],
    from: bigint,
    told: Told,
  ): AsyncGenerator<Portion, void, undefined> {
    const portion = new PortionMaker();
    const { partition } = entry;
    const texts = entry.textsIn(this.#shape);
    for (const { offset, message } of entry.damaged) if (offset >= from) told.damaged(partition, offset, message);
    for (const part of parts) {
      const { batch, index } = part;
      if (batch.lastOffset < from || this.#isHidden(part)) continue;
      for (let i = firstFrom(part, from); i < index.count; i++) {
        const room = this.#room(Date.now());
        if (room === 0) {
          this.#came += index.count - i;
          this.#skip(index.count - i);
          break;
        }
        this.#came++;
        this.#show();
        // each schema is fetched once: nearly all records wait for nothing
        if (this.#shape.decoding && !batch.control)
          await fetchSchemas([{ record: recordAt(batch, index, i) }], this.#shape);
        const full = portion.add(texts.of(part, i), batch.baseOffset + BigInt(index.offsetDelta(i)));
        if (full) yield full;
      }
      told.passed(partition, timestampAt(batch, index, index.count - 1));
    }
    const rest = portion.rest();
    if (rest) yield { ...rest, after: entry.next };
  }

  /** With a filter, or where there is much to inflate: workers look. A filter that may hang never looks here. */
  async *#kept(entry: TailEntry, from: bigint, told: Told): AsyncGenerator<Portion, void, undefined> {
    const slice = this.#slice(entry.partition, from);
    const what = [this.#spec, slice.showsAll, slice.showsControl, slice.mostShown, String(from)];
    const look = await entry.lookedAt(what, this.#shape, () => this.#look(entry, slice));
    const { reading, offsets } = look;
    const { partition } = entry;
    if (reading.lastTime !== null) told.passed(partition, reading.lastTime);
    for (const { offset, message } of reading.damaged) told.damaged(partition, offset, message);
    const visible = reading.scanned - reading.hidden;
    this.#came += visible;
    this.#filtered += BigInt(visible - offsets.length - reading.unshown);
    this.#skip(reading.unshown);
    this.#filterErrors += reading.filterErrors;
    this.#firstFilterError ??= reading.firstFilterError;
    const portion = new PortionMaker();
    for (const [i, offset] of offsets.entries()) {
      if (this.#room(Date.now()) === 0) {
        this.#skip(1);
        continue;
      }
      this.#show();
      const full = portion.add(look.textAt(i), offset);
      if (full) yield full;
    }
    const rest = portion.rest();
    if (rest) yield { ...rest, after: entry.next };
  }

  #slice(partition: number, from: bigint): Slice {
    return {
      partition,
      from,
      to: everyOffset,
      showsAll: this.#query.isolation === "read_uncommitted",
      showsControl: this.#showsControl,
      most: Number.POSITIVE_INFINITY,
      mostLast: Number.POSITIVE_INFINITY,
      skip: null,
      mostShown: this.#query.maxPerSecond,
    };
  }

  async #look(entry: TailEntry, slice: Slice): Promise<Reading<Message>> {
    const settings = { sieve: this.#spec, shape: this.#shape, row: null };
    const jobs = [{ answer: entry.forWorker(), slice }];
    const own = this.#sieve;
    const readings = own
      ? ((await scanAway(settings, jobs)) ?? (await scanSettled(jobs, own, settings)))
      : await scanGuarded(settings, jobs);
    const [reading] = readings;
    if (!reading) throw new Error("a look without a reading");
    return reading as Reading<Message>;
  }

  #isHidden({ batch, transaction }: TailBatch): boolean {
    if (batch.control) return !this.#showsControl;
    return this.#query.isolation === "read_committed" && (transaction === "aborted" || transaction === "open");
  }

  /** How many more may be shown now. */
  #room(now: number): number {
    const { maxPerSecond } = this.#query;
    const second = Math.floor(now / 1000);
    if (second !== this.#second) {
      this.#wasOver = this.#isOver && second === this.#second + 1;
      this.#isOver = false;
      this.#second = second;
      this.#shown = 0;
    }
    const slot = Math.floor(((now % 1000) * slots) / 1000);
    const allowed = this.#wasOver ? Math.ceil((maxPerSecond * (slot + 1)) / slots) : maxPerSecond;
    return Math.max(0, allowed - this.#shown);
  }

  #show(): void {
    this.#shown++;
    this.#delivered++;
  }

  #skip(count: number): void {
    if (count === 0) return;
    this.#isOver = true;
    this.#skipped += BigInt(count);
  }

  /** All but the problems. `perSecond` = records that came since the last status, shown or not. */
  status(behindMs: number | null): Omit<TailStatus, "problems"> {
    const now = Date.now();
    const elapsed = Math.max(1, now - this.#statusAt);
    const perSecond = Math.round((this.#came * 10_000) / elapsed) / 10;
    this.#statusAt = now;
    this.#came = 0;
    return {
      perSecond,
      delivered: this.#delivered,
      filtered: this.#filtered,
      skipped: this.#skipped,
      behindMs,
      filterErrors: this.#filterErrors,
      firstFilterError: toldOf(this.#firstFilterError).firstFilterError,
    };
  }
}

/** Messages that go out together, in wire form, and the offset after the last of them. */
type Portion = { texts: readonly string[]; after: bigint };

class PortionMaker {
  #texts: string[] = [];
  #length = 0;
  #after = 0n;

  /** The portion, when this message makes it full. */
  add(text: string, offset: bigint): Portion | null {
    this.#texts.push(text);
    this.#length += text.length;
    this.#after = offset + 1n;
    return this.#texts.length < chunkCount && this.#length < chunkLength ? null : this.rest();
  }

  rest(): Portion | null {
    if (this.#texts.length === 0) return null;
    const portion = { texts: this.#texts, after: this.#after };
    this.#texts = [];
    this.#length = 0;
    return portion;
  }
}

/** The first record of a batch at or after an offset. */
function firstFrom({ batch, index }: TailBatch, from: bigint): number {
  if (batch.baseOffset >= from) return 0;
  let i = 0;
  while (i < index.count && batch.baseOffset + BigInt(index.offsetDelta(i)) < from) i++;
  return i;
}
