import { FrameBatch } from "@/components/live/frame-batch";
import { readEvents } from "@/components/live/read-events";
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
import { type Rows, rowsOf } from "./rows";

/** A reading at one moment. `messages` only ever grows: `rows` says how far it had come. */
export type ReadingPicture = {
  rows: Rows;
  plan: ReadPlan | null;
  progress: ReadProgress | null;
  problems: readonly ReadProblem[];
  done: ReadDone | null;
  /** why it could not begin, or broke off */
  error: ApiError | null;
  /** the reader stopped it: what was read until then stands, there is no cursor */
  isStopped: boolean;
  isRunning: boolean;
};

/** One finite reading as it goes on: what came, what was planned, how it ended. Tells listeners at most once a frame. */
export class Reading {
  readonly batch = new FrameBatch();
  readonly #messages: Message[] = [];
  readonly #problems: ReadProblem[] = [];
  #plan: ReadPlan | null = null;
  #progress: ReadProgress | null = null;
  #done: ReadDone | null = null;
  #error: ApiError | null = null;
  #isStopped = false;
  #picture: ReadingPicture | null = null;
  #pictured = -1;
  readonly #abort = new AbortController();
  readonly #url: string;

  constructor(cluster: string, topic: string, values: QueryValues) {
    this.#url = urlOf(listMessages.path, { cluster, topic }, values);
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

  async run(): Promise<void> {
    try {
      for await (const frame of readEvents(this.#url, browseEvents, { signal: this.#abort.signal, form: "ndjson" })) {
        if (frame.event === "plan") this.#plan = frame.data;
        else if (frame.event === "messages") for (const item of frame.data.items) this.#messages.push(item);
        else if (frame.event === "progress") this.#progress = frame.data;
        else if (frame.event === "problem") this.#problems.push(frame.data);
        else this.#done = frame.data;
        if (this.#done) break;
        this.batch.soon(() => {});
      }
      if (!this.#done && !this.#isStopped)
        this.#error = new ApiError("unreachable", "The connection to the console broke off before the reading ended.");
    } catch (thrown) {
      if (this.#abort.signal.aborted) return;
      this.#error = thrown instanceof ApiError ? thrown : new ApiError("internal", String(thrown));
    }
    this.batch.now();
  }

  stop(): void {
    if (!this.#isRunning()) return;
    this.#isStopped = true;
    this.#abort.abort();
    this.batch.now();
  }
}
