import { joined, type SeriesKind, type SeriesName, setValue, type Tick, type Value, words } from "./series.ts";

/** Series of a cluster that are measured at a time: 8 bytes a sample each. What comes later is left out. */
const mostSeries = 16_000;
/** A series that was not measured for so many samples is told anew: whoever takes samples in may have forgotten it (after 720). */
const mostUnseen = 700;

/** Gathers the values of one moment, and knows the series of the moments before by their ids. */
export class TickBuilder {
  readonly #most: number;
  #known = new Map<string, { id: number; seen: number }>();
  #lastId = 0;
  #round = 0;
  #ids: number[] = [];
  #kinds: SeriesKind[] = [];
  #values: (Value | null)[] = [];
  #fresh: SeriesName[] = [];

  constructor(most = mostSeries) {
    this.#most = most;
  }

  get isFull(): boolean {
    return this.#ids.length >= this.#most;
  }

  put(subject: string, name: string, kind: SeriesKind, value: Value | null, isDurable = true): void {
    if (this.isFull) return;
    const key = joined(subject, "", name);
    let entry = this.#known.get(key);
    if (!entry || this.#round - entry.seen > mostUnseen) {
      this.#lastId += 1;
      entry = { id: this.#lastId, seen: this.#round };
      this.#known.set(key, entry);
      this.#fresh.push({ id: entry.id, subject, name, kind, isDurable });
    }
    entry.seen = this.#round;
    this.#ids.push(entry.id);
    this.#kinds.push(kind);
    this.#values.push(value);
  }

  /** The moment as it is handed over; the next one begins. */
  finish(at: number, steadyAt: number): Tick {
    const { length } = this.#ids;
    const room = words(length);
    for (let i = 0; i < length; i++) setValue(room, i, this.#kinds[i] ?? "gauge", this.#values[i] ?? null);
    const values = room.doubles.buffer as ArrayBuffer;
    const tick = { at, steadyAt, ids: Int32Array.from(this.#ids), values, fresh: this.#fresh };
    this.#ids = [];
    this.#kinds = [];
    this.#values = [];
    this.#fresh = [];
    this.#round += 1;
    if (this.#round % mostUnseen === 0) {
      for (const [key, { seen }] of this.#known) if (this.#round - seen > mostUnseen) this.#known.delete(key);
    }
    return tick;
  }

  /** Whoever took the moments in has lost what it knew: every series is told anew. */
  forget(): void {
    this.#known = new Map();
  }
}
