import { ApiError } from "../../../lib/api/error.ts";
import type { JobContext } from "../../jobs/jobs.ts";
import type { KafkaCluster } from "../../kafka/cluster.ts";
import type { Found } from "../answer.ts";
import { pause } from "../fetcher.ts";
import { sizeOf } from "../record-size.ts";
import { readProgress } from "./replay-progress.ts";
import { type Read, ReplayReader } from "./replay-reader.ts";
import type { Replay } from "./replay-run.ts";
import { emptyStep, type Step, type Tally } from "./replay-tally.ts";
import { Destinations } from "./replay-target.ts";
import type { Outgoing, ReplayWriter } from "./replay-writer.ts";

/** of one transaction: what is lost when it fails is done again */
const mostRecords = 5_000;
const mostBytes = 8 * 1024 * 1024;
/** progress without copies is committed this often */
const idleCommitMs = 2_000;
/** transactions a second of a replay that is held back */
const pacedCommits = 4;

/** From the committed progress on until the end or the first failure. */
export class ReplayAttempt {
  readonly #kafka: KafkaCluster;
  readonly #replay: Replay;
  readonly #writer: ReplayWriter;
  readonly #tally: Tally;
  readonly #signal: AbortSignal;
  readonly #destinations: Destinations;
  readonly #mostRecords: number;
  /** per source partition, what is committed with the next transaction */
  readonly #next = new Map<number, bigint>();
  #copied = new Map<number, bigint>();
  #outgoing: Outgoing[] = [];
  #step: Step = emptyStep();
  #flushedAt = Date.now();
  #paced = { since: Date.now(), records: 0 };

  constructor(
    kafka: KafkaCluster,
    replay: Replay,
    parts: { writer: ReplayWriter; tally: Tally; signal: JobContext["signal"] },
  ) {
    this.#kafka = kafka;
    this.#replay = replay;
    this.#writer = parts.writer;
    this.#tally = parts.tally;
    this.#signal = parts.signal;
    this.#destinations = new Destinations(kafka, replay.selection.topic.name, replay.target, parts.signal);
    const { rate } = replay;
    this.#mostRecords = rate === null ? mostRecords : Math.min(mostRecords, Math.ceil(rate / pacedCommits));
  }

  async run(): Promise<void> {
    const { selection, id } = this.#replay;
    const progress = await readProgress(this.#kafka, selection.topic.name, id, { signal: this.#signal });
    this.#copied = progress.copied;
    this.#tally.startedAt([...progress.copied.values()].reduce((sum, count) => sum + count, 0n));
    const ended = new AbortController();
    const signal = AbortSignal.any([this.#signal, ended.signal]);
    try {
      const reader = new ReplayReader(this.#kafka, selection, progress.next, signal);
      for await (const round of reader.rounds()) for (const read of round) await this.#take(read);
      if (this.#signal.aborted) return;
      await this.#flush();
      this.#tally.filterErrors(reader.filterErrors, reader.firstFilterError);
    } finally {
      ended.abort();
    }
  }

  async #take({ partition, found, from, next }: Read): Promise<void> {
    let reached = from;
    for (const one of found) {
      if (this.#signal.aborted) return;
      await this.#add(one);
      this.#next.set(partition, one.offset + 1n);
      this.#step.scanned += one.offset + 1n - reached;
      reached = one.offset + 1n;
      if (this.#outgoing.length >= this.#mostRecords || this.#step.bytes >= mostBytes) await this.#flush();
    }
    this.#step.scanned += next - reached;
    this.#next.set(partition, next);
    if (this.#outgoing.length === 0 && Date.now() - this.#flushedAt > idleCommitMs) await this.#flush();
  }

  async #add(found: Found): Promise<void> {
    const { partition, offset, batch } = found;
    const copy = await this.#destinations.copyOf(found);
    // of a topic that was named it says nothing about the record: it was there when the replay began
    if ("problem" in copy && this.#replay.target.topic !== undefined) throw new ApiError("conflict", copy.problem);
    this.#step.seen++;
    if ("problem" in copy) {
      this.#step.withoutOrigin++;
      return;
    }
    const { place, record } = copy;
    this.#outgoing.push({ place, record, codec: batch.codec, from: { partition, offset } });
    this.#copied.set(partition, (this.#copied.get(partition) ?? 0n) + 1n);
    this.#step.copied++;
    this.#step.bytes += sizeOf(record);
    const key = `${place.partition}/${place.topic}`;
    const there = this.#step.places.get(key);
    if (there) there.records++;
    else this.#step.places.set(key, { place, records: 1 });
  }

  async #flush(): Promise<void> {
    const { progress } = this.#replay;
    const commits = [...this.#next].map(([partition, next]) =>
      progress.commit(partition, next, this.#copied.get(partition) ?? 0n),
    );
    if (commits.length === 0 || this.#signal.aborted) return;
    await this.#writer.write(this.#outgoing, commits);
    const { copied } = this.#step;
    this.#tally.add(this.#step);
    this.#outgoing = [];
    this.#step = emptyStep();
    this.#next.clear();
    this.#flushedAt = Date.now();
    await this.#pace(copied);
  }

  /** Waits until no more than `rate` records a second have gone. */
  async #pace(copied: number): Promise<void> {
    const { rate } = this.#replay;
    if (rate === null) return;
    this.#paced.records += copied;
    const due = this.#paced.since + (this.#paced.records / rate) * 1000;
    const wait = due - Date.now();
    if (wait > 0) await pause(wait, this.#signal);
    // what a failure or a slow broker has cost is not made up for in a rush
    else if (wait < -1000) this.#paced = { since: Date.now(), records: 0 };
  }
}
