import * as z from "zod/mini";
import { ReplayResult } from "../../../lib/api/replay.ts";
import type { JobContext } from "../../jobs/jobs.ts";
import type { TopicPartition } from "../../kafka/cluster.ts";
import { type FilterError, toldOf } from "../filter/condition.ts";
import type { Selection } from "./replay-selection.ts";

/** What one transaction added. */
export type Step = {
  copied: number;
  bytes: number;
  withoutOrigin: number;
  seen: number;
  scanned: bigint;
  places: Map<string, { place: TopicPartition; records: number }>;
};

const mostPlaces = 100;

export function emptyStep(): Step {
  return { copied: 0, bytes: 0, withoutOrigin: 0, seen: 0, scanned: 0n, places: new Map() };
}

/** What has come of a replay, told to its job after each transaction. */
export class Tally {
  readonly #id: string;
  readonly #context: JobContext;
  readonly #chosen: number | null;
  readonly #isFiltered: boolean;
  readonly #span: bigint;
  #before = 0n;
  #copied = 0n;
  #bytes = 0n;
  #withoutOrigin = 0n;
  #seen = 0;
  #scanned = 0n;
  #retried = 0;
  #note: string | null = null;
  #isOver = false;
  transactions = 0;
  readonly #places = new Map<string, { place: TopicPartition; records: number }>();

  constructor({ ranges, chosen, sieve }: Selection, id: string, context: JobContext) {
    this.#id = id;
    this.#context = context;
    this.#chosen = chosen && [...chosen.values()].reduce((sum, offsets) => sum + offsets.size, 0);
    this.#isFiltered = sieve !== null;
    this.#span = ranges.reduce((sum, { from, to }) => sum + (to - from), 0n);
  }

  /** Copied in all before this process began; the committed progress knows. */
  startedAt(copied: bigint): void {
    if (this.transactions === 0 && this.#copied === 0n) this.#before = copied;
  }

  add(step: Step): void {
    this.transactions++;
    this.#copied += BigInt(step.copied);
    this.#bytes += BigInt(step.bytes);
    this.#withoutOrigin += BigInt(step.withoutOrigin);
    this.#seen += step.seen;
    this.#scanned += step.scanned;
    this.#note = null;
    for (const [key, { place, records }] of step.places) {
      const known = this.#places.get(key);
      if (known) known.records += records;
      else this.#places.set(key, { place, records });
    }
    this.#tell();
  }

  retry(why: string): void {
    this.#retried++;
    this.#note = `Trying again: ${why}`;
    this.#tell();
  }

  filterErrors(count: number, first: FilterError | null): void {
    const { firstFilterError } = toldOf(first);
    if (count > 0)
      this.#note =
        `Of ${count} records the condition could not be told; they were not copied. ${firstFilterError ?? ""}`.trim();
  }

  /** What is told last. */
  result(isOver: boolean): Record<string, unknown> {
    this.#isOver = isOver;
    this.#tell();
    return this.#wire();
  }

  #wire(): Record<string, unknown> {
    const places = [...this.#places.values()].sort((a, b) => b.records - a.records).slice(0, mostPlaces);
    return z.encode(ReplayResult, {
      copied: this.#before + this.#copied,
      bytes: this.#bytes,
      withoutOrigin: this.#withoutOrigin,
      scanned: this.#scanned,
      span: this.#span,
      missing: this.#isOver && this.#chosen !== null ? BigInt(this.#chosen - this.#seen) : 0n,
      transactions: this.transactions,
      retried: this.#retried,
      resume: this.#isOver ? null : this.#id,
      destinations: places.map(({ place, records }) => ({ ...place, records: BigInt(records) })),
    });
  }

  #tell(): void {
    const done = Number(this.#before + this.#copied);
    const most = this.#chosen ?? (this.#isFiltered ? null : Number(this.#span));
    const total = this.#isOver ? done : most === null ? null : Math.max(done, most + Number(this.#before));
    this.#context.report({ done, total, note: this.#note, result: this.#wire() });
  }
}
