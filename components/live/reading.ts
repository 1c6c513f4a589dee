import { type QueryValues, urlOf } from "@/lib/api/call";
import { ApiError } from "@/lib/api/error";
import {
  browseEvents,
  listMessages,
  type Message,
  type ReadDone,
  type ReadPlan,
  type ReadProblem,
  type ReadProgress,
} from "@/lib/api/messages";
import { type Rows, rowsOf } from "@/lib/kafka/record-rows";
import { FrameBatch } from "./frame-batch";
import { readEvents } from "./read-events";

/** A reading at one moment. `messages` only ever grows: `rows` says how far it had come. */
export type ReadingPicture = {
  rows: Rows;
  plan: ReadPlan | null;
  progress: ReadProgress | null;
  problems: readonly ReadProblem[];
  done: ReadDone | null;
  /** why it could not begin, or broke off */
  error: ApiError | null;
  /** the reader stopped it: what was read until then stands, and it can go on from there */
  isStopped: boolean;
  isRunning: boolean;
};

/** Whether it read to the end and found that there is not one record to read. */
export function foundEmpty(picture: ReadingPicture | null): boolean {
  const { done, rows, plan } = picture ?? {};
  if (done?.reason !== "end" || rows?.count !== 0 || !plan) return false;
  return plan.partitions.length === 0 && plan.skipped.every(({ reason }) => reason === "it is empty");
}

type FirstFilterError = Pick<ReadDone, "firstFilterError" | "firstFilterErrorAt">;
const noFilterError: FirstFilterError = { firstFilterError: null, firstFilterErrorAt: null };

function firstErrorOf(of: ReadProgress | FirstFilterError): FirstFilterError {
  return { firstFilterError: of.firstFilterError ?? null, firstFilterErrorAt: of.firstFilterErrorAt ?? null };
}

/**
 * One finite reading as it goes on: what came, what was planned, how it ended. Tells listeners at most once a frame. After a
 * stop it goes on where the last progress stood; what had come since then comes again and is not listed twice.
 */
export class Reading {
  readonly batch = new FrameBatch();
  readonly #messages: Message[] = [];
  readonly #problems: ReadProblem[] = [];
  readonly #path: { cluster: string; topic: string };
  readonly #values: QueryValues;
  #plan: ReadPlan | null = null;
  #progress: ReadProgress | null = null;
  #done: ReadDone | null = null;
  #error: ApiError | null = null;
  #isStopped = false;
  #picture: ReadingPicture | null = null;
  #pictured = -1;
  #abort = new AbortController();
  /** what came since the last progress that had a cursor */
  #recent = new Set<string>();
  /** counts of what was read before the last stop */
  #base = { scanned: 0n, bytes: 0n, elapsedMs: 0, filterErrors: 0, ...noFilterError };

  constructor(cluster: string, topic: string, values: QueryValues) {
    this.#path = { cluster, topic };
    this.#values = values;
  }

  /** The same object until listeners are told that something changed. */
  picture = (): ReadingPicture => {
    if (this.#picture && this.#pictured === this.batch.version()) return this.#picture;
    this.#pictured = this.batch.version();
    this.#picture = {
      rows: rowsOf(this.#messages),
      plan: this.#plan,
      progress: this.#progress,
      problems: [...this.#problems],
      done: this.#done,
      error: this.#error,
      isStopped: this.#isStopped,
      isRunning: this.#isRunning(),
    };
    return this.#picture;
  };

  #isRunning(): boolean {
    return this.#done === null && this.#error === null && !this.#isStopped;
  }

  /** Reads until the end, or until it is stopped. */
  run(): Promise<void> {
    return this.#read(this.#values, new Set());
  }

  async #read(values: QueryValues, had: ReadonlySet<string>): Promise<void> {
    const { signal } = this.#abort;
    const url = urlOf(listMessages.path, this.#path, values);
    try {
      for await (const frame of readEvents(url, browseEvents, { signal, form: "ndjson" })) {
        if (frame.event === "plan") this.#plan ??= frame.data;
        else if (frame.event === "messages") this.#take(frame.data.items, had);
        else if (frame.event === "progress") this.#follow(frame.data);
        else if (frame.event === "problem") this.#problems.push(frame.data);
        else this.#done = this.#summed(frame.data);
        if (this.#done) break;
        this.batch.soon(() => {});
      }
      if (!this.#done && !this.#isStopped)
        this.#error = new ApiError("unreachable", "The connection to the console broke off before the reading ended.");
    } catch (thrown) {
      if (signal.aborted) return;
      this.#error = thrown instanceof ApiError ? thrown : new ApiError("internal", String(thrown));
    }
    this.batch.now();
  }

  #take(items: readonly Message[], had: ReadonlySet<string>): void {
    for (const item of items) {
      const id = `${item.partition}:${item.offset}`;
      this.#recent.add(id);
      if (!had.has(id)) this.#messages.push(item);
    }
  }

  #follow(progress: ReadProgress): void {
    this.#progress = this.#summed(progress);
    // without one there is no place to go on from but the one before
    if (progress.cursor) this.#recent = new Set();
  }

  #summed<P extends ReadProgress | ReadDone>(counts: P): P {
    const { scanned, bytes, elapsedMs, filterErrors } = this.#base;
    return {
      ...counts,
      scanned: counts.scanned + scanned,
      bytes: counts.bytes + bytes,
      matched: this.#messages.length,
      elapsedMs: counts.elapsedMs + elapsedMs,
      filterErrors: counts.filterErrors + filterErrors,
      ...firstErrorOf(filterErrors > 0 ? this.#base : counts),
    };
  }

  stop(): void {
    if (!this.#isRunning()) return;
    this.#isStopped = true;
    this.#abort.abort();
    this.batch.now();
  }

  /** Goes on where `stop` left it. */
  async resume(): Promise<void> {
    if (!this.#isStopped) return;
    this.#isStopped = false;
    this.#abort = new AbortController();
    this.batch.now();
    const from = this.#progress;
    const cursor = from?.cursor ?? null;
    const had = new Set(this.#recent);
    const limit = Number(this.#values.limit ?? 50) - this.#messages.length + had.size;
    if (from && cursor) {
      const { scanned, bytes, elapsedMs, filterErrors } = from;
      this.#base = { scanned, bytes, elapsedMs, filterErrors, ...firstErrorOf(from) };
      const { order: _order, from: _from, to: _to, ...rest } = this.#values;
      return this.#read({ ...rest, cursor, limit }, had);
    }
    // it had not come far enough to say where it stands: from the begin, between the same ends
    return this.#read({ ...this.#values, ...this.#fixedEnds(), limit }, had);
  }

  #fixedEnds(): QueryValues {
    const ends = this.#plan?.partitions;
    if (!ends || ends.length === 0 || this.#values.cursor !== undefined) return {};
    const bound = (end: "from" | "to") => `offsets:${ends.map((one) => `${one.partition}=${one[end]}`).join(",")}`;
    return { from: bound("from"), to: bound("to") };
  }
}
