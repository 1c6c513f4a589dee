import { ApiError, type PartialProblem, partialProblem } from "../../lib/api/error.ts";
import type { Snapshot } from "./snapshot.ts";

/** Times in ms. */
export type Pace = {
  /** at least this long between the beginnings of two readings */
  least: number;
  /** and so many times as long as the last reading took, */
  perCost: number;
  /** though not longer than this: a broker that hangs makes a reading long without costing anybody anything */
  most: number;
  /** the same, while nobody looks and pictures are only taken for history and alerts */
  kept: number;
  /** the same, while the cluster is only seen in the list of all */
  glance: number;
  /** without anybody looking for this long no more readings are begun */
  watched: number;
  /** a picture that is so much later than it should be is not shown before a new one was tried */
  late: number;
  /** how long somebody who has an old picture waits for a new one */
  patience: number;
};
export const defaultPace: Pace = {
  least: 5_000,
  perCost: 20,
  most: 60_000,
  kept: 10_000,
  glance: 30_000,
  watched: 30_000,
  late: 10_000,
  patience: 8_000,
};

/** A broker that stops ends all its connections within a moment; ms. */
const afterLossMs = 200;
const betweenLossesMs = 2_000;

type Read = (last: Snapshot | null) => Promise<Snapshot>;
type Running = { /** the changes it is sure to have in it */ changes: number; done: Promise<void> };

/**
 * Keeps the picture of one cluster: one reading at a time, repeated in the background while somebody looks (less often while
 * only history does), otherwise none. After `markStale` a picture is only given out whose reading began later.
 */
export class SnapshotKeeper {
  readonly #read: Read;
  readonly #pace: Pace;
  readonly #onPicture: (snapshot: Snapshot) => void;
  #current: Snapshot | null = null;
  /** why the last reading failed as a whole; null when it did not */
  #failure: ApiError | null = null;
  #changes = 0;
  /** the changes that the last reading, successful or not, began after */
  #tried = 0;
  #lastBegunAt = 0;
  /** when the last reading that has ended began */
  #triedAt = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #keptAt = Number.NEGATIVE_INFINITY;
  #isLost = false;
  #running: Running | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(read: Read, onPicture: (snapshot: Snapshot) => void, pace: Pace = defaultPace) {
    this.#read = read;
    this.#onPicture = onPicture;
    this.#pace = pace;
  }

  /** The last picture, however old; null before the first. */
  get current(): Snapshot | null {
    return this.#current;
  }

  /** Why the last reading failed as a whole. */
  get failure(): ApiError | null {
    return this.#failure;
  }

  markStale(): void {
    this.#changes += 1;
  }

  /**
   * A broker has ended a connection: what is known may be of the past. The next list waits for a picture begun later, and while
   * somebody looks it is taken at once, though not more often than every two seconds.
   */
  lost(): void {
    this.markStale();
    this.#isLost = true;
    if (!this.#running) this.#schedule();
  }

  /** Somebody looks: readings go on in the background for a while. */
  look(): void {
    if (this.#isClosed) return;
    const wasLookedAt = this.#isLookedAt;
    this.#lookedAt = Date.now();
    // the next reading of nobody's may be too far away for somebody
    if (!this.#running && !(this.#timer && wasLookedAt)) this.#schedule();
  }

  /** History or an alert goes by the pictures: readings go on for a while, less often than for somebody who looks. */
  keep(): void {
    if (this.#isClosed) return;
    this.#keptAt = Date.now();
    if (!this.#running && !this.#timer) this.#schedule();
  }

  /** Somebody sees it among others: one reading if there was none for half a minute, so that there is a rate to show. */
  glance(): void {
    if (this.#running || this.#isClosed) return;
    if (Date.now() - this.#lastBegunAt >= Math.max(this.#pace.glance, this.#pause())) void this.#begin();
  }

  /**
   * The picture to answer from. With nothing to show and nobody reachable it throws why; with an old one it is given,
   * its `asOf` and a problem telling so.
   */
  async get(signal?: AbortSignal): Promise<Snapshot> {
    this.look();
    const wanted = this.#changes;
    const old = this.#current;
    const isLate = Date.now() - this.#triedAt > this.#pause() + this.#pace.late;
    const mustWait = old === null || this.#tried < wanted || isLate;
    if (mustWait) await within(this.#begunAfter(wanted), signal, old === null ? null : this.#pace.patience);
    const current = this.#current;
    if (current === null) throw this.#failure ?? new ApiError("unreachable", "The cluster has not answered yet.");
    const late = this.#tried < wanted ? tooSlow(current) : null;
    const extra = this.#failure ? outdated(current, this.#failure) : late;
    return extra === null ? current : { ...current, problems: [...current.problems, extra] };
  }

  close(): void {
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #begunAfter(changes: number): Promise<void> {
    const running = this.#running;
    if (!running) return this.#begin();
    await running.done;
    if (running.changes < changes) await (this.#running?.done ?? this.#begin());
  }

  #begin(): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#isLost = false;
    const changes = this.#changes;
    const begunAt = Date.now();
    this.#lastBegunAt = begunAt;
    const done = this.#read(this.#current).then(
      (snapshot) => {
        this.#current = snapshot;
        this.#failure = null;
        this.#onPicture(snapshot);
      },
      (error: unknown) => {
        this.#failure =
          error instanceof ApiError
            ? error
            : new ApiError("internal", "The cluster could not be read.", { cause: error });
      },
    );
    const running = {
      changes,
      done: done.then(() => {
        this.#tried = changes;
        this.#triedAt = begunAt;
        this.#running = null;
        this.#schedule();
      }),
    };
    this.#running = running;
    return running.done;
  }

  #pause(): number {
    const { least, kept, perCost, most } = this.#pace;
    // a broker that is gone costs waiting, not work, and now its return is what everybody looks for
    const isBroken = this.#failure !== null || (this.#current?.problems ?? []).some(isSilence);
    if (isBroken) return least;
    const atLeast = this.#isLookedAt ? least : kept;
    return Math.max(atLeast, Math.min(most, perCost * (this.#current?.costMs ?? 0)));
  }

  get #isLookedAt(): boolean {
    return Date.now() - this.#lookedAt <= this.#pace.watched;
  }

  get #isWanted(): boolean {
    return Date.now() - Math.max(this.#lookedAt, this.#keptAt) <= this.#pace.watched;
  }

  #schedule(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#isClosed || !this.#isWanted) return;
    const next = this.#lastBegunAt + (this.#isLost ? betweenLossesMs : this.#pause());
    const wait = Math.max(this.#isLost ? afterLossMs : 0, next - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#isWanted && !this.#running) void this.#begin();
    }, wait);
    this.#timer.unref();
  }
}

/** Resolves when the work is done, the time is up or the signal has ended it; the work itself goes on. */
async function within(work: Promise<void>, signal: AbortSignal | undefined, ms: number | null): Promise<void> {
  signal?.throwIfAborted();
  let timer: NodeJS.Timeout | undefined;
  let leave: (() => void) | undefined;
  const ends = [work];
  if (ms !== null) ends.push(new Promise((resolve) => (timer = setTimeout(resolve, ms))));
  if (signal) {
    ends.push(
      new Promise((_, reject) => {
        leave = () => reject(signal.reason);
        signal.addEventListener("abort", leave, { once: true });
      }),
    );
  }
  try {
    await Promise.race(ends);
  } finally {
    clearTimeout(timer);
    if (leave) signal?.removeEventListener("abort", leave);
  }
}

function isSilence({ code }: PartialProblem): boolean {
  return code === "unreachable" || code === "deadline";
}

function outdated(snapshot: Snapshot, failure: ApiError): PartialProblem {
  const problem = partialProblem("cluster", failure);
  const what = failure.code === "deadline" ? "did not answer in time" : "does not answer";
  return {
    ...problem,
    message: `The cluster ${what}; what is shown is from ${timeOf(snapshot)}. ${problem.message}`,
  };
}

function tooSlow(snapshot: Snapshot): PartialProblem {
  return {
    target: "cluster",
    code: "deadline",
    message: `The cluster is slow to answer; what is shown is from ${timeOf(snapshot)} and may lack the last changes.`,
  };
}

function timeOf({ asOf }: Snapshot): string {
  return new Date(asOf).toISOString().replace(/\.\d+Z$/, "Z");
}
