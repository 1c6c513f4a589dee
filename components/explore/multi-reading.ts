import { FrameBatch } from "@/components/live/frame-batch";
import { Reading, type ReadingPicture } from "@/components/live/reading";
import type { QueryValues } from "@/lib/api/call";
import { type RecordRow, type Rows, rowsOf } from "@/lib/kafka/record-rows";
import { mergeRows } from "./merge-rows";

/** topics that are read at the same time: a browser opens six connections to one host, and the page needs some */
const mostAtOnce = 4;

export type TopicPart = {
  topic: string;
  state: "waiting" | "running" | "stopped" | "ended" | "failed";
  picture: ReadingPicture | null;
};
export type MultiPicture = { rows: Rows; parts: readonly TopicPart[]; isRunning: boolean; isStopped: boolean };

type Part = {
  topic: string;
  reading: Reading;
  rows: RecordRow[];
  state: "waiting" | "running" | "over";
  unsubscribe: () => void;
};

/** Readings of several topics, at most four at a time, merged by time. The first `limit` of them all are listed. */
export class MultiReading {
  readonly batch = new FrameBatch();
  readonly #parts: Part[];
  readonly #order: "newest" | "oldest";
  readonly #limit: number;
  #isStopped = false;
  #picture: MultiPicture | null = null;
  #pictured = -1;

  constructor(
    cluster: string,
    topics: readonly string[],
    values: QueryValues,
    order: "newest" | "oldest",
    limit: number,
  ) {
    this.#order = order;
    this.#limit = limit;
    this.#parts = topics.map((topic) => {
      const reading = new Reading(cluster, topic, values);
      const unsubscribe = reading.batch.subscribe(() => this.batch.soon(() => {}));
      return { topic, reading, rows: [], state: "waiting", unsubscribe };
    });
  }

  run(): void {
    for (let lane = 0; lane < mostAtOnce; lane++) void this.#lane((part) => part.reading.run());
  }

  async #lane(start: (part: Part) => Promise<void>): Promise<void> {
    for (;;) {
      const part = this.#isStopped ? undefined : this.#parts.find(({ state }) => state === "waiting");
      if (!part) return;
      part.state = "running";
      await start(part);
      // stopped in the middle: it waits for its turn to go on
      part.state = part.reading.picture().isStopped ? "waiting" : "over";
      this.batch.now();
    }
  }

  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    for (const part of this.#parts) if (part.state === "running") part.reading.stop();
    this.batch.now();
  }

  resume(): void {
    if (!this.#isStopped) return;
    this.#isStopped = false;
    for (let lane = 0; lane < mostAtOnce; lane++)
      void this.#lane(({ reading }) => (reading.picture().isStopped ? reading.resume() : reading.run()));
    this.batch.now();
  }

  /** Nobody looks any more. */
  close(): void {
    this.stop();
    for (const part of this.#parts) part.unsubscribe();
  }

  picture = (): MultiPicture => {
    if (this.#picture && this.#pictured === this.batch.version()) return this.#picture;
    this.#pictured = this.batch.version();
    const parts = this.#parts.map((part) => ({
      topic: part.topic,
      state: this.#stateOf(part),
      picture: this.#follow(part),
    }));
    const isOver = this.#parts.every(({ state }) => state === "over");
    this.#picture = {
      rows: rowsOf(
        mergeRows(
          this.#parts.map(({ rows }) => rows),
          this.#order,
          this.#limit,
        ),
      ),
      parts,
      isRunning: !this.#isStopped && !isOver,
      isStopped: this.#isStopped && !isOver,
    };
    return this.#picture;
  };

  /** Takes over what came since; a row is made once and stays the same object. */
  #follow(part: Part): ReadingPicture | null {
    if (part.state === "waiting" && part.rows.length === 0 && !part.reading.picture().isStopped) return null;
    const picture = part.reading.picture();
    for (let index = part.rows.length; index < picture.rows.count; index++) {
      const row = picture.rows.at(index);
      if (row) part.rows.push({ ...row, topic: part.topic });
    }
    return picture;
  }

  #stateOf({ state, reading }: Part): TopicPart["state"] {
    if (state !== "over") return state === "running" ? "running" : reading.picture().isStopped ? "stopped" : "waiting";
    const { error, done } = reading.picture();
    return error || done?.reason === "failed" ? "failed" : "ended";
  }
}
