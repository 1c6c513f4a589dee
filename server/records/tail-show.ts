import type { Message, TailQuery, TailStatus } from "../../lib/api/messages.ts";
import type { RawFetch } from "../kafka/cluster.ts";
import { readAnswer } from "./answer.ts";
import { messageOf } from "./message.ts";
import type { Sieve } from "./sieve.ts";

/** What a feed knows of the ends of its partitions. */
export type Ends = {
  /** Tells how old the record before a partition's position is. */
  passed(partition: number, timestamp: number): void;
  /** Tells of a batch that was passed over. */
  damaged(partition: number, offset: bigint, message: string): void;
  /** how old the oldest record is that lies before a position which has not reached its end; 0 at the end, null = not known */
  behindMs(now: number): number | null;
};

const everyOffset = 2n ** 63n - 1n;
const chunkCount = 500;
const chunkBytes = 512 * 1024;

/** Turns answers into what the reader is shown, at most so many a second, and counts the rest. */
export class TailShow {
  readonly #query: TailQuery;
  readonly #sieve: Sieve | null;
  #delivered = 0n;
  #filtered = 0n;
  #skipped = 0n;
  #came = 0;
  #statusAt = Date.now();
  #second = 0;
  #shown = 0;

  constructor(query: TailQuery, sieve: Sieve | null) {
    this.#query = query;
    this.#sieve = sieve;
  }

  /**
   * The messages of one partition's answer in portions. `next` is moved before each portion is handed out to where a reader
   * stands who has it, and to the end of the answer afterwards.
   */
  *take(raw: RawFetch, next: Map<number, bigint | null>, ends: Ends): Generator<Message[], void, undefined> {
    const { partition } = raw;
    const from = next.get(partition);
    if (from === undefined || from === null) return;
    const slice = {
      partition,
      from,
      to: everyOffset,
      showsAll: this.#query.isolation === "read_uncommitted",
      most: Number.POSITIVE_INFINITY,
      mostLast: Number.POSITIVE_INFINITY,
      skip: null,
    };
    const reading = readAnswer(raw, slice, this.#sieve);
    if (reading.lastTime !== null) ends.passed(partition, reading.lastTime);
    for (const { offset, message } of reading.damaged) ends.damaged(partition, offset, message);
    const visible = reading.scanned - reading.hidden;
    this.#came += visible;
    this.#filtered += BigInt(visible - reading.found.length);
    let portion: Message[] = [];
    let bytes = 0;
    for (const found of reading.found) {
      if (!this.#mayShow()) {
        this.#skipped++;
        continue;
      }
      this.#delivered++;
      portion.push(messageOf(found, this.#query.maxValueBytes));
      bytes += found.record.sizeBytes;
      if (portion.length < chunkCount && bytes < chunkBytes) continue;
      next.set(partition, found.offset + 1n);
      yield portion;
      portion = [];
      bytes = 0;
    }
    next.set(partition, reading.next);
    if (portion.length > 0) yield portion;
  }

  #mayShow(): boolean {
    const second = Math.floor(Date.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#shown = 0;
    }
    return this.#shown++ < this.#query.maxPerSecond;
  }

  /** All but the problems. `perSecond` = records that came since the last status, shown or not. */
  status(ends: Ends): Omit<TailStatus, "problems"> {
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
      behindMs: ends.behindMs(now),
    };
  }
}
