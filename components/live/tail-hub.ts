import { ApiError, errorStatus } from "@/lib/api/error";
import { FrameBatch } from "./frame-batch";
import { RateLog } from "./rate-log";
import { Ring } from "./ring";

/** What a tail hears: items, a status once a second, a problem, its end. `id` is where it goes on from. */
export type TailFrame<Item, Status, Problem> =
  | { event: "messages"; id: string | undefined; data: { items: Item[] } }
  | { event: "status"; id: string | undefined; data: Status }
  | { event: "problem"; id: string | undefined; data: Problem }
  | { event: "done"; id: string | undefined; data: { reason: string } };

/**
 * connecting: the first answer is on its way. live: it runs. broken: it broke off and is tried again at `retryAt`.
 * paused, hidden: closed by the reader, or because nobody sees the tab; goes on from the last id. ended: will not go on by itself.
 */
export type TailPhase = "connecting" | "live" | "broken" | "paused" | "hidden" | "ended";

/** Counts of one connection begin at 0; the hub adds them up. */
export type TailCounts = { delivered: bigint; filtered: bigint; skipped: bigint };

export type TailParts<Item, Status, Problem> = {
  open: (lastEventId: string | undefined, signal: AbortSignal) => AsyncIterable<TailFrame<Item, Status, Problem>>;
  capacity: number;
  batch?: FrameBatch;
  /** resolves after so many ms, or rejects when the signal aborts */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  now?: () => number;
  /** runs `late` after so many ms unless the returned function was called before */
  watch?: (ms: number, late: () => void) => () => void;
};

/** statuses come once a second: two minutes */
const mostRates = 120;
const firstRetryMs = 500;
const longestRetryMs = 15_000;
/** A console speaks every second: a connection that is silent for so long is dead, though nobody has said so. */
const silentMs = 10_000;

/** A stream without an end: held in a ring, told at most once a frame, going on from its last id after every break. */
export class TailHub<
  Item,
  Status extends TailCounts,
  Problem extends { fatal: boolean; target: string; message: string },
> {
  readonly ring: Ring<Item>;
  readonly batch: FrameBatch;
  /** second by second, over all connections */
  readonly log = new RateLog(mostRates);
  readonly #parts: TailParts<Item, Status, Problem>;
  #waiting: Item[] = [];
  #lastId: string | undefined;
  #abort: AbortController | undefined;
  /** counts of the connections before this one, and with this one's as far as a status told them */
  #before: TailCounts = { delivered: 0n, filtered: 0n, skipped: 0n };
  #told = this.#before;
  /** items that came since: no status will tell them when the connection breaks now */
  #untold = 0;

  phase: TailPhase = "connecting";
  /** the last status, its counts over all connections */
  status: Status | null = null;
  /** by target, newest word; cleared when the stream begins anew */
  problems = new Map<string, Problem>();
  /** why it is broken or has ended */
  error: ApiError | null = null;
  /** epoch ms of the next try while broken */
  retryAt = 0;
  /** epoch ms of the first opening */
  since = 0;
  #isPaused = false;
  #isHidden = false;

  constructor(parts: TailParts<Item, Status, Problem>) {
    this.#parts = parts;
    this.ring = new Ring(parts.capacity);
    this.batch = parts.batch ?? new FrameBatch();
  }

  get lastId(): string | undefined {
    return this.#lastId;
  }

  start(): void {
    if (this.#abort || this.phase === "ended") return;
    this.since ||= this.#now();
    if (this.#isPaused || this.#isHidden) {
      this.#enter(this.#isPaused ? "paused" : "hidden");
      return;
    }
    this.#abort = new AbortController();
    this.#enter("connecting");
    void this.#run(this.#abort.signal);
  }

  /** Closes the connection, keeps what came. Nothing is lost: `start` goes on from the last id. */
  stop(): void {
    this.#abort?.abort();
    this.#abort = undefined;
    this.#flush();
  }

  setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#turn();
  }

  /** A tab nobody sees keeps no connection. */
  setHidden(isHidden: boolean): void {
    this.#isHidden = isHidden;
    this.#turn();
  }

  /** Tries at once instead of at `retryAt`. */
  retryNow(): void {
    if (this.phase !== "broken") return;
    this.stop();
    this.start();
  }

  #turn(): void {
    if (this.phase === "ended") return;
    if (this.#isPaused || this.#isHidden) {
      this.stop();
      this.#enter(this.#isPaused ? "paused" : "hidden");
    } else if (!this.#abort && this.since > 0) this.start();
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (let attempt = 0; !signal.aborted; ) {
      const heard = await this.#connection(signal);
      if (signal.aborted || heard === "ended") return;
      // a connection that brought something was a good one
      attempt = heard === "live" ? 0 : attempt + 1;
      const pauseMs = Math.min(longestRetryMs, firstRetryMs * 2 ** attempt);
      this.retryAt = this.#now() + pauseMs;
      this.#enter("broken");
      await this.#wait(pauseMs, signal).catch(() => {});
    }
  }

  /** One connection: how it ended. */
  async #connection(signal: AbortSignal): Promise<"ended" | "live" | "never"> {
    let heard: "live" | "never" = "never";
    const silence = new AbortController();
    let unwatch = () => {};
    this.#before = { ...this.#told, delivered: this.#told.delivered + BigInt(this.#untold) };
    this.#told = this.#before;
    this.#untold = 0;
    try {
      for await (const frame of this.#parts.open(this.#lastId, AbortSignal.any([signal, silence.signal]))) {
        if (signal.aborted) return "ended";
        unwatch();
        unwatch = this.#watch(silentMs, () => silence.abort());
        if (heard === "never") {
          this.error = null;
          this.problems = new Map();
          this.#enter("live");
        }
        heard = "live";
        if (this.#take(frame) === "ended") return "ended";
      }
      this.error = silence.signal.aborted
        ? fellSilent()
        : new ApiError("unreachable", "The connection to the console broke off.");
    } catch (thrown) {
      if (signal.aborted) return "ended";
      this.error = silence.signal.aborted
        ? fellSilent()
        : thrown instanceof ApiError
          ? thrown
          : new ApiError("internal", String(thrown instanceof Error ? thrown.message : thrown));
      if (isFinal(this.error)) return this.#ended();
    } finally {
      unwatch();
    }
    return heard;
  }

  #take(frame: TailFrame<Item, Status, Problem>): "ended" | "goes on" {
    // the id is where a reader stands who has this frame: taken together with it
    if (frame.id !== undefined && frame.id !== "") this.#lastId = frame.id;
    if (frame.event === "messages") {
      for (const item of frame.data.items) this.#waiting.push(item);
      this.#untold += frame.data.items.length;
    } else if (frame.event === "status") {
      this.status = this.#summed(frame.data);
      const { delivered, filtered, skipped } = this.status;
      this.#told = { delivered, filtered, skipped };
      this.#untold = 0;
      this.log.take(this.#now(), this.status);
    } else if (frame.event === "problem") this.problems.set(frame.data.target, frame.data);
    // the console goes away for a moment: it is asked again
    else if (frame.data.reason !== "shutdown") return this.#ended();
    this.batch.soon(() => this.#flush());
    return "goes on";
  }

  #summed(status: Status): Status {
    const { delivered, filtered, skipped } = this.#before;
    return {
      ...status,
      delivered: status.delivered + delivered,
      filtered: status.filtered + filtered,
      skipped: status.skipped + skipped,
    };
  }

  #ended(): "ended" {
    this.#abort = undefined;
    this.#flush();
    this.#enter("ended");
    return "ended";
  }

  #flush(): void {
    this.ring.push(this.#waiting);
    this.#waiting = [];
  }

  #enter(phase: TailPhase): void {
    this.phase = phase;
    this.batch.now();
  }

  #now(): number {
    return (this.#parts.now ?? Date.now)();
  }

  #watch(ms: number, late: () => void): () => void {
    if (this.#parts.watch) return this.#parts.watch(ms, late);
    const timer = setTimeout(late, ms);
    return () => clearTimeout(timer);
  }

  #wait(ms: number, signal: AbortSignal): Promise<void> {
    if (this.#parts.wait) return this.#parts.wait(ms, signal);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener("abort", () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

function fellSilent(): ApiError {
  return new ApiError(
    "unreachable",
    "Nothing has come from the console for 10 seconds: the connection is taken for lost.",
  );
}

/** What trying again cannot mend: the request is wrong, the topic is gone. */
function isFinal(error: ApiError): boolean {
  const status = errorStatus[error.code];
  return status >= 400 && status < 500 && error.code !== "too-many";
}
