import { type HistoryFile, type Tier, tiers } from "./history-file.ts";
import { type Packed, pack, unpack } from "./packing.ts";
import { type Moment, rollUp } from "./roll-up.ts";
import { type SeriesKind, type Words, words } from "./series.ts";

export type KindOf = (id: number) => { kind: SeriesKind; isDurable: boolean } | undefined;

/** Steps that are over become rows of all series. @param since the first step that is not rolled up yet; returns the next one */
export function rollMoments(
  { file, cluster, kindOf }: { file: HistoryFile; cluster: number; kindOf: KindOf },
  tier: Tier,
  moments: readonly Moment[],
  since: number,
): number {
  const last = moments.at(-1);
  if (!last) return since;
  const until = Math.floor(last.at / tier.stepMs) * tier.stepMs;
  if (until <= since) return since;
  const steps = new Map<number, Moment[]>();
  for (const moment of moments) {
    if (moment.at < since || moment.at >= until) continue;
    const step = Math.floor(moment.at / tier.stepMs) * tier.stepMs;
    const within = steps.get(step);
    if (within) within.push(moment);
    else steps.set(step, [moment]);
  }
  for (const [step, within] of steps) {
    const row = rollUp(within, kindOf);
    if (row) file.putMoment(cluster, tier, step, pack(row));
  }
  return until;
}

/** Rows of chunks that are over become one chunk a series, in which they take a tenth of the room and are found by series. */
export function packChunks(file: HistoryFile, cluster: number, tier: Tier, at: number): void {
  const until = Math.floor(at / tier.chunkMs) * tier.chunkMs;
  const rows = file.moments(cluster, tier, 0, until - 1);
  if (rows.length === 0) return;
  const chunks = new Map<number, { at: number; row: Packed }[]>();
  for (const row of rows) {
    const start = Math.floor(row.at / tier.chunkMs) * tier.chunkMs;
    const within = chunks.get(start) ?? [];
    within.push({ at: row.at, row: unpack(row.data) });
    chunks.set(start, within);
  }
  for (const [start, within] of chunks) packChunk(file, tier, start, within);
  file.dropMoments(cluster, tier, 0, until - 1);
}

type Placed = { at: number; from: Words[]; row: number };

function packChunk(file: HistoryFile, tier: Tier, start: number, rows: readonly { at: number; row: Packed }[]): void {
  const bySeries = new Map<number, Placed[]>();
  for (const { at, row } of rows) {
    row.ids.forEach((id, place) => {
      const points = bySeries.get(id);
      const point = { at, from: row.columns, row: place };
      if (points) points.push(point);
      else bySeries.set(id, [point]);
    });
  }
  for (const [id, points] of bySeries) {
    // a clock that was set back comes by the same hour again: what is there is kept where nothing newer is
    const [before] = file.chunks(id, tier, start, start);
    const all = before ? merged(chunkPoints(tier, before), points) : points;
    file.putChunk(id, tier, start, pack(chunkOf(tier, start, all)));
  }
}

function merged(before: readonly Placed[], now: readonly Placed[]): Placed[] {
  const byTime = new Map([...before, ...now].map((point) => [point.at, point]));
  return [...byTime.values()].sort((a, b) => a.at - b.at);
}

function chunkOf(tier: Tier, start: number, points: readonly Placed[]): Packed {
  const ids = Int32Array.from(points, ({ at }) => Math.round((at - start) / tier.stepMs));
  const columns = [0, 1, 2].map((column) => {
    const room = words(points.length);
    points.forEach(({ from, row }, i) => {
      room.integers[i] = from[column]?.integers[row] ?? -1n;
    });
    return room;
  });
  return { ids, columns };
}

/** The points of a chunk by their times, oldest first. */
export function chunkPoints(tier: Tier, chunk: { at: number; data: Uint8Array }): Placed[] {
  const { ids, columns } = unpack(chunk.data);
  return [...ids].map((place, row) => ({ at: chunk.at + place * tier.stepMs, from: columns, row }));
}

/** What has outlived its time goes, and the oldest with it while the file is too large. */
export function dropOld(file: HistoryFile, at: number, mostBytes: number): void {
  for (const tier of [tiers.minutes, tiers.fives]) file.dropChunks(tier, at - tier.keptMs);
  file.dropEvents(at - tiers.fives.keptMs, 200_000);
  dropOverflow(file, mostBytes);
}

export function dropOverflow(file: HistoryFile, mostBytes: number): void {
  for (let round = 0; round < 1_000 && file.usedBytes > mostBytes; round++) {
    const [fives, minutes] = [file.oldestChunk(tiers.fives), file.oldestChunk(tiers.minutes)];
    if (fives !== null) file.dropChunks(tiers.fives, fives + tiers.fives.chunkMs);
    else if (minutes !== null) file.dropChunks(tiers.minutes, minutes + tiers.minutes.chunkMs);
    else return;
  }
}
