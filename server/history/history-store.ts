import type { HistoryEvent } from "../../lib/api/history.ts";
import { longDuration } from "../../lib/format/duration.ts";
import { Grid, GridColumn } from "./grid.ts";
import { type HistoryFile, type Tier, tiers } from "./history-file.ts";
import { type Packed, pack, unpack } from "./packing.ts";
import { type Moment, placeOf, rolled } from "./roll-up.ts";
import { chunkPoints, dropOld, dropOverflow, packChunks, rollMoments } from "./rolling.ts";
import { type ReadAsk, type Readout, type SeriesColumn, type Tick, valueAt, words, wordsOf } from "./series.ts";
import { SeriesIndex } from "./series-index.ts";

export type StoreOptions = {
  /** moments kept in memory */
  capacity?: number;
  /** moments that come sooner are left out, ms */
  leastGapMs?: number;
  /** how far moments are apart usually, ms */
  usualGapMs?: number;
  /** bytes of moments kept in memory: with very many series they reach less far back */
  mostMemory?: number;
  source?: Readout["source"];
  file?: HistoryFile | null;
  mostBytes?: number;
  /** ids of series are told apart over all clusters */
  nextId?: () => number;
};

/** Two hours at one sample in ten seconds. */
const capacity = 720;
const leastGapMs = 8_000;
const usualGapMs = 10_000;
export const mostBytes = 1_000_000_000;
const mostMemory = 96_000_000;
const mostEvents = 2_000;
/** Nothing is dropped for its age by a clock that was set less than this ago, ms. */
const trustedAfterMs = 3_600_000;
/** Longer without a moment is told, ms. */
const gapMs = 60_000;
/** moments after which series that are gone are forgotten; more than `TickBuilder` waits before it tells one anew */
const forgottenAfter = 720;

/** What was measured of one cluster: moments in memory and, with a file, all of it on disk. What the disk refuses is told in `problem`. */
export class HistoryStore {
  readonly #options: Required<Omit<StoreOptions, "file">>;
  readonly #file: HistoryFile | null;
  readonly #cluster: number;
  readonly #index: SeriesIndex;
  #moments: Moment[] = [];
  #rolledTo = new Map<Tier, number>();
  #packedTo = new Map<Tier, number>();
  #events: HistoryEvent[] = [];
  #clock: { at: number; steadyAt: number; setAt: number } | null = null;
  #order: { given: Int32Array; ids: Int32Array; from: Int32Array } | null = null;
  #lastId = 0;
  #takes = 0;
  /** the ids of moments since series were last forgotten */
  #seen = new Set<Int32Array>();
  /** why the disk does not take it; null when it does */
  problem: string | null = null;

  /** @throws what the file says when it cannot be read */
  constructor(cluster: string, { file = null, ...options }: StoreOptions = {}) {
    this.#options = {
      ...{ capacity, leastGapMs, usualGapMs, source: "memory", mostBytes, mostMemory },
      nextId: () => ++this.#lastId,
      ...options,
    };
    this.#index = new SeriesIndex(this.#options.nextId);
    this.#file = file;
    this.#cluster = file?.cluster(cluster) ?? 0;
    if (file) this.#recall(file);
  }

  #recall(file: HistoryFile): void {
    for (const one of file.series(this.#cluster)) this.#index.add(one);
    for (const { at, data } of file.lastMoments(this.#cluster, tiers.raw, this.#options.capacity)) {
      const { ids, columns } = unpack(data);
      this.#moments.push({ at, ids, values: columns[0] ?? words(0) });
    }
    for (const tier of [tiers.minutes, tiers.fives]) {
      const last = file.lastMoments(this.#cluster, tier, 1).at(-1)?.at;
      this.#rolledTo.set(tier, last === undefined ? 0 : last + tier.stepMs);
    }
    this.#events = file.events(this.#cluster, 0, Number.MAX_SAFE_INTEGER, mostEvents);
  }

  /** Takes a moment in; false for one too close to the last. A clock that was set back takes out of memory what then lies ahead. */
  take(tick: Tick): boolean {
    this.#index.learn(tick.fresh);
    const last = this.#moments.at(-1);
    const { at } = tick;
    if (last && at > last.at - this.#options.leastGapMs && at - last.at < this.#options.leastGapMs) return false;
    if (last && this.#options.source !== "pictures") this.#watchGap(last.at, tick);
    this.#watchClock(tick);
    const wasSetBack = last !== undefined && at <= last.at;
    if (wasSetBack) {
      this.#moments = this.#moments.filter((moment) => moment.at < at);
      for (const [tier, to] of this.#rolledTo) this.#rolledTo.set(tier, Math.min(to, stepOf(at, tier.stepMs)));
      this.#packedTo.clear();
    }
    const moment = this.#arranged(tick);
    this.#moments.push(moment);
    const most = Math.min(this.#options.capacity, this.#options.mostMemory / (8 * Math.max(1, moment.ids.length)));
    if (this.#moments.length > most) this.#moments.splice(0, this.#moments.length - Math.max(1, Math.floor(most)));
    if (this.#file) this.#save(this.#file, moment, wasSetBack);
    else this.#index.unsaved = [];
    this.#seen.add(moment.ids);
    this.#takes += 1;
    if (this.#takes % forgottenAfter === 0) this.#forget();
    return true;
  }

  #watchClock({ at, steadyAt }: Tick): void {
    const before = this.#clock;
    const drift = before ? at - before.at - (steadyAt - before.steadyAt) : 0;
    const wasSet = Math.abs(drift) > 30_000;
    this.#clock = { at, steadyAt, setAt: before && !wasSet ? before.setAt : steadyAt };
    if (!wasSet) return;
    const by = longDuration(Math.round(Math.abs(drift) / 1_000) * 1_000);
    const message = `The clock of the console went ${drift > 0 ? "ahead" : "back"} by ${by}: it was set, or the machine slept.`;
    this.note([{ at, kind: "clock", subject: { type: "cluster", name: "" }, message }]);
  }

  #watchGap(from: number, { at, steadyAt }: Tick): void {
    const passed = this.#clock ? steadyAt - this.#clock.steadyAt : at - from;
    if (passed <= gapMs) return;
    const message = `Nothing was measured for ${longDuration(Math.round(passed / 1_000) * 1_000)}.`;
    this.note([{ at: from, kind: "gap", subject: { type: "cluster", name: "" }, message }]);
  }

  /** Ids in ascending order; worked out once for as long as the same series come. */
  #arranged({ at, ids: given, values }: Tick): Moment {
    let order = this.#order;
    if (!order || order.given.length !== given.length || given.some((id, i) => id !== order?.given[i])) {
      const own = [...given].map((id) => this.#index.ownId(id));
      const from = Int32Array.from(own.keys()).sort((a, b) => (own[a] ?? 0) - (own[b] ?? 0));
      order = { given, ids: from.map((place) => own[place] ?? 0), from };
      this.#order = order;
    }
    const source = wordsOf(values);
    const target = words(order.ids.length);
    order.from.forEach((place, i) => {
      target.integers[i] = source.integers[place] ?? -1n;
    });
    return { at, ids: order.ids, values: target };
  }

  #save(file: HistoryFile, moment: Moment, wasSetBack: boolean): void {
    const rolledTo = new Map(this.#rolledTo);
    const packedTo = new Map(this.#packedTo);
    const [oldest] = this.#moments;
    const { at } = moment;
    try {
      file.transaction(() => {
        for (const one of this.#index.unsaved) file.addSeries(this.#cluster, one);
        if (wasSetBack) file.dropMoments(this.#cluster, tiers.raw, at, Number.MAX_SAFE_INTEGER);
        const row = { ids: moment.ids, columns: [moment.values] };
        file.putMoment(this.#cluster, tiers.raw, at, pack(row));
        if (oldest) file.dropMoments(this.#cluster, tiers.raw, 0, oldest.at - 1);
        const into = { file, cluster: this.#cluster, kindOf: (id: number) => this.#index.get(id) };
        for (const tier of [tiers.minutes, tiers.fives]) {
          rolledTo.set(tier, rollMoments(into, tier, this.#moments, rolledTo.get(tier) ?? 0));
          const chunk = stepOf(at, tier.chunkMs);
          if (packedTo.get(tier) === chunk) continue;
          packChunks(file, this.#cluster, tier, at);
          packedTo.set(tier, chunk);
          const { steadyAt = 0, setAt = 0 } = this.#clock ?? {};
          if (steadyAt - setAt >= trustedAfterMs) dropOld(file, at, this.#options.mostBytes);
          else dropOverflow(file, this.#options.mostBytes);
        }
      });
      this.#index.unsaved = [];
      this.#rolledTo = rolledTo;
      this.#packedTo = packedTo;
      this.problem = null;
    } catch (error) {
      this.problem = reasonOf(error);
    }
  }

  note(events: readonly HistoryEvent[]): void {
    if (events.length === 0) return;
    this.#events.push(...events);
    if (this.#events.length > mostEvents) this.#events = this.#events.slice(-mostEvents);
    try {
      this.#file?.transaction(() => {
        for (const event of events) this.#file?.addEvent(this.#cluster, event);
      });
    } catch (error) {
      this.problem = reasonOf(error);
    }
  }

  /** The youngest between two times, oldest first. */
  events(from: number, to: number, most = mostEvents): HistoryEvent[] {
    const [first] = this.#events;
    const isHere = !this.#file || this.#events.length < mostEvents || (first && first.at < from);
    if (!isHere && this.#file) return this.#file.events(this.#cluster, from, to, most);
    return this.#events.filter(({ at }) => at >= from && at <= to).slice(-most);
  }

  read(ask: ReadAsk): Readout {
    const { from, to } = ask;
    const now = this.#moments.at(-1)?.at ?? to;
    const tier = this.#tierFor(from, now);
    // what memory has is not asked of the disk
    const oldest = this.#moments[0]?.at ?? Number.POSITIVE_INFINITY;
    const memoryFrom = tier ? Math.ceil(oldest / tier.stepMs) * tier.stepMs : 0;
    const grid = new Grid(from, to, ask.points, tier?.stepMs ?? this.#options.usualGapMs);
    const rows = tier && this.#file ? this.#rows(this.#file, tier, from, Math.min(to, memoryFrom - 1)) : [];
    const moments = this.#moments.filter(({ at }) => at >= Math.max(from, memoryFrom) && at <= to);
    for (const { at } of moments) grid.place(at);
    const columns = this.#index.asked(ask).map((one) => ({ one, column: new GridColumn(grid, one.kind) }));
    let isFromDisk = false;
    for (const { one, column } of columns) {
      if (tier && this.#file) {
        const until = Math.min(to, memoryFrom - 1);
        const chunks = this.#file.chunks(one.id, tier, from - tier.chunkMs, until);
        const points = chunks.flatMap((chunk) => chunkPoints(tier, chunk));
        const pending = rows.flatMap(({ at, row }) => {
          const place = placeOf(row.ids, one.id);
          return place < 0 ? [] : [{ at, from: row.columns, row: place }];
        });
        for (const { at, from: source, row } of [...points, ...pending]) {
          if (at + tier.stepMs <= from || at > until) continue;
          const read = (which: number) => {
            const room = source[which];
            return room ? valueAt(room, row, one.kind) : null;
          };
          const place = grid.place(Math.max(from, Math.min(to, at + tier.stepMs - 1)));
          column.add(place, read(rolled.min), read(rolled.max), read(rolled.value), tier.stepMs / usualGapMs);
          isFromDisk = true;
        }
      }
      for (const { at, ids, values } of moments) {
        const row = placeOf(ids, one.id);
        if (row < 0) continue;
        const value = valueAt(values, row, one.kind);
        column.add(grid.place(at), value, value, value, 1);
      }
    }
    const places = grid.places();
    const series = columns.map(({ one: { subject, name, kind }, column }): SeriesColumn => {
      return { subject, name, kind, ...column.read(places) };
    });
    const source = isFromDisk ? "disk" : this.#options.source;
    return { times: places.map((place) => grid.timeOf(place)), stepMs: grid.stepMs, source, series };
  }

  /** Subjects of a kind that something is known of, e.g. every topic that had some name. */
  subjectsLike(prefix: string): string[] {
    return this.#index.subjects.filter((subject) => subject.startsWith(prefix));
  }

  #tierFor(from: number, now: number): Tier | null {
    const [oldest] = this.#moments;
    if (!this.#file || (oldest && from >= oldest.at - this.#options.usualGapMs * 3)) return null;
    return from >= now - tiers.minutes.keptMs ? tiers.minutes : tiers.fives;
  }

  #rows(file: HistoryFile, tier: Tier, from: number, to: number): { at: number; row: Packed }[] {
    return file.moments(this.#cluster, tier, from - tier.stepMs, to).map(({ at, data }) => ({ at, row: unpack(data) }));
  }

  #forget(): void {
    const seen = new Set<number>();
    for (const ids of this.#seen) for (const id of ids) seen.add(id);
    this.#seen = new Set();
    try {
      const kept = this.#file?.lastChunks(this.#cluster) ?? new Map<number, number>();
      const gone = this.#index.without((id) => seen.has(id) || kept.has(id));
      this.#file?.transaction(() => {
        for (const { id } of gone) this.#file?.removeSeries(id);
      });
      this.#index.remove(gone);
    } catch (error) {
      this.problem = reasonOf(error);
    }
  }
}

function stepOf(at: number, length: number): number {
  return Math.floor(at / length) * length;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
