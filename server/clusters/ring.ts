import { partitionLag } from "../../lib/kafka/lag.ts";
import type { GroupLags } from "./group-lags.ts";
import { LagWatch } from "./lag-watch.ts";
import { RebalanceWatch } from "./rebalance-watch.ts";
import type { Snapshot, TopicPicture } from "./snapshot.ts";

/** ten minutes at one picture in 5 s */
const capacity = 120;
const keptMs = 600_000;
/** Pictures closer to each other (after a change) make rates of noise. */
const leastGapMs = 2_000;
/** Over a longer gap, when nobody looked, a mean says nothing about now. */
const mostGapMs = 120_000;
/** A rate "now" is the mean over this. */
const nowMs = 15_000;
/** Growth needs a line to be fitted through, ms and points. */
const trendMs = 300_000;
const trendLeastMs = 20_000;
const trendLeastPoints = 4;
/** A forecast goes by the last minute: what was before may have been another pace. */
const paceMs = 60_000;
/** points of a sparkline */
const sparkPoints = 24;

export type Point = [at: number, value: number | null];

/** Column of one topic or group: NaN where nothing was measured. Stands by slot, like `times`. */
type Column = Float64Array;

/**
 * What changed between the pictures of the last ten minutes: records per second of each topic (a topic that was recreated
 * or truncated to nothing begins anew) and records behind of each group. Bounded: 120 slots a topic and group.
 */
export class Ring {
  /** how long groups are behind, and whether they move */
  readonly watch = new LagWatch();
  readonly rebalances = new RebalanceWatch();
  readonly #times = new Float64Array(capacity).fill(Number.NaN);
  /** ms covered by a slot: since the one before */
  readonly #spans = new Float64Array(capacity);
  readonly #total: Column = column();
  #topics = new Map<string, { topicId: string; rates: Column }>();
  #groups = new Map<string, Column>();
  #slot = -1;
  #last: Snapshot | null = null;
  /** slots with the bucket of the sparkline they belong to; the same for every topic and group */
  #buckets: [slot: number, bucket: number][] = [];
  readonly #sums = new Float64Array(sparkPoints);
  readonly #counts = new Uint8Array(sparkPoints);

  /** Takes a picture in. One too close to the last is left out. */
  push(snapshot: Snapshot, lags: GroupLags): void {
    const last = this.#last;
    const span = last === null ? 0 : snapshot.offsetsAt - last.offsetsAt;
    if (last !== null && span < leastGapMs) return;
    const slot = (this.#slot + 1) % capacity;
    this.#slot = slot;
    this.#times[slot] = snapshot.offsetsAt;
    this.#spans[slot] = span;
    this.#pushTopics(snapshot, span > mostGapMs ? null : last, slot, span);
    this.#pushGroups(lags, slot);
    this.watch.push(snapshot, lags);
    this.rebalances.push(snapshot);
    this.#last = snapshot;
    this.#buckets = [];
    for (const one of this.#slots(keptMs - 1)) {
      const age = snapshot.offsetsAt - (this.#times[one] ?? 0);
      this.#buckets.push([one, sparkPoints - 1 - Math.floor((age * sparkPoints) / keptMs)]);
    }
  }

  #pushTopics(snapshot: Snapshot, last: Snapshot | null, slot: number, span: number): void {
    const topics = new Map<string, { topicId: string; rates: Column }>();
    let total: number | null = null;
    for (const [name, picture] of snapshot.topics) {
      const { topicId } = picture.topic;
      const known = this.#topics.get(name);
      const isSame = known?.topicId === topicId;
      const entry = isSame ? known : { topicId, rates: column() };
      const before = isSame ? last?.topics.get(name) : undefined;
      const added = before ? recordsAdded(before, picture) : null;
      const rate = added === null || span <= 0 ? null : (added * 1000) / span;
      entry.rates[slot] = rate ?? Number.NaN;
      if (rate !== null) total = (total ?? 0) + rate;
      topics.set(name, entry);
    }
    this.#topics = topics;
    this.#total[slot] = total ?? Number.NaN;
  }

  #pushGroups(lags: GroupLags, slot: number): void {
    const groups = new Map<string, Column>();
    for (const [id, { lag, isCurrent }] of lags.byGroup) {
      const known = this.#groups.get(id) ?? column();
      known[slot] = lag === null || !isCurrent ? Number.NaN : Number(lag);
      groups.set(id, known);
    }
    this.#groups = groups;
  }

  /** Records per second now; null where it was not measured, or another topic of that name was. */
  topicRate(name: string, topicId: string): number | null {
    const entry = this.#topics.get(name);
    return entry?.topicId === topicId ? this.#now(entry.rates) : null;
  }

  /** Of the whole cluster. */
  totalRate(): number | null {
    return this.#now(this.#total);
  }

  /** 24 means over the ten minutes, oldest first; empty before anything was measured. */
  topicRates(name: string, topicId: string): (number | null)[] {
    const entry = this.#topics.get(name);
    return entry?.topicId === topicId ? this.#spark(entry.rates) : [];
  }

  groupLagHistory(id: string): (number | null)[] {
    const lags = this.#groups.get(id);
    return lags ? this.#spark(lags) : [];
  }

  /** Records a minute by which the lag grew over the last five minutes; null with too little to tell. */
  groupLagGrowth(id: string): number | null {
    const lags = this.#groups.get(id);
    return lags ? slopePerMinute(this.#points(lags, trendMs)) : null;
  }

  /** The same over the last minute, as far as that is enough to tell: what a forecast goes by. */
  groupLagPace(id: string): number | null {
    const lags = this.#groups.get(id);
    return lags ? (slopePerMinute(this.#points(lags, paceMs)) ?? this.groupLagGrowth(id)) : null;
  }

  totalRateSeries(): Point[] {
    return this.#points(this.#total, keptMs);
  }

  groupLagSeries(id: string): Point[] {
    const lags = this.#groups.get(id);
    return lags ? this.#points(lags, keptMs) : [];
  }

  /** Slots from the oldest to the newest that lie within `ms` of the newest. */
  *#slots(ms: number): Generator<number> {
    const newest = this.#times[this.#slot];
    if (this.#slot < 0 || newest === undefined) return;
    for (let step = 1; step <= capacity; step++) {
      const slot = (this.#slot + step) % capacity;
      if (newest - (this.#times[slot] ?? Number.NaN) <= ms) yield slot;
    }
  }

  #points(values: Column, ms: number): Point[] {
    const points: Point[] = [];
    for (const slot of this.#slots(ms)) points.push([this.#times[slot] ?? 0, known(values[slot])]);
    return points;
  }

  #now(rates: Column): number | null {
    if (this.#slot < 0 || known(rates[this.#slot]) === null) return null;
    let weight = 0;
    let sum = 0;
    for (const slot of this.#slots(nowMs)) {
      const rate = known(rates[slot]);
      const span = this.#spans[slot] ?? 0;
      if (rate === null || span <= 0) continue;
      weight += span;
      sum += rate * span;
    }
    return weight === 0 ? null : rounded(sum / weight);
  }

  #spark(values: Column): (number | null)[] {
    const sums = this.#sums.fill(0);
    const counts = this.#counts.fill(0);
    let any = false;
    for (const [slot, bucket] of this.#buckets) {
      const value = values[slot] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      sums[bucket] = (sums[bucket] ?? 0) + value;
      counts[bucket] = (counts[bucket] ?? 0) + 1;
      any = true;
    }
    if (!any) return [];
    const means: (number | null)[] = [];
    for (let bucket = 0; bucket < sparkPoints; bucket++) {
      const points = counts[bucket] ?? 0;
      means.push(points === 0 ? null : rounded((sums[bucket] ?? 0) / points));
    }
    return means;
  }
}

function column(): Column {
  return new Float64Array(capacity).fill(Number.NaN);
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** Three digits after the point are more than a rate of seconds can mean. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Sum of what the partitions grew by; null when one went backwards (recreated) or none is known in both. */
function recordsAdded(before: TopicPicture, after: TopicPicture): number | null {
  let sum: bigint | null = null;
  for (let partition = 0; partition < after.latest.length; partition++) {
    const now = after.latest[partition] ?? null;
    const then = before.latest[partition] ?? null;
    if (now === null || then === null) continue;
    const { lag: added, isBeyondEnd } = partitionLag({ committed: then, earliest: null, end: now });
    if (added === null || isBeyondEnd) return null;
    sum = (sum ?? 0n) + added;
  }
  return sum === null ? null : Number(sum);
}

/** Slope of the line of least squares. */
function slopePerMinute(points: readonly Point[]): number | null {
  const measured = points.filter((point): point is [number, number] => point[1] !== null);
  const first = measured[0];
  const last = measured.at(-1);
  if (!first || !last || measured.length < trendLeastPoints || last[0] - first[0] < trendLeastMs) return null;
  const meanAt = measured.reduce((sum, [at]) => sum + (at - first[0]), 0) / measured.length;
  const meanLag = measured.reduce((sum, [, lag]) => sum + lag, 0) / measured.length;
  let above = 0;
  let below = 0;
  for (const [at, lag] of measured) {
    const distance = at - first[0] - meanAt;
    above += distance * (lag - meanLag);
    below += distance * distance;
  }
  return below === 0 ? null : rounded((above / below) * 60_000);
}
