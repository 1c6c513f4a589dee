import { Sum } from "./roll-up.ts";
import type { SeriesColumn, SeriesKind, Value } from "./series.ts";

/** The points of a chart: stretches of equal length that stand at multiples of it, so that a chart that moves on does not flicker. */
export class Grid {
  readonly stepMs: number;
  readonly #first: number;
  readonly #times: number[];

  /** @param leastMs how far measurements are apart at least */
  constructor(from: number, to: number, points: number, leastMs: number) {
    const wanted = Math.max(1, points - 1);
    this.stepMs = leastMs * Math.max(1, Math.ceil((to - from) / wanted / leastMs));
    // a single point is all of it
    this.#first = points === 1 ? 0 : Math.floor(from / this.stepMs);
    if (points === 1) this.stepMs = Math.max(this.stepMs, to + 1);
    this.#times = new Array(Math.floor(to / this.stepMs) - this.#first + 1).fill(Number.NaN);
  }

  /** Notes that something was measured then; the place of its stretch. */
  place(at: number): number {
    const place = Math.floor(at / this.stepMs) - this.#first;
    if (!(at <= (this.#times[place] ?? Number.NaN))) this.#times[place] = at;
    return place;
  }

  /** Places at which something was measured, and one without anything in every pause. */
  places(): number[] {
    const places: number[] = [];
    let last: number | null = null;
    let usual = 1;
    const gaps: number[] = [];
    this.#times.forEach((at, place) => {
      if (Number.isNaN(at)) return;
      if (last !== null) gaps.push(place - last);
      last = place;
    });
    gaps.sort((a, b) => a - b);
    usual = Math.max(1, gaps[gaps.length >> 1] ?? 1);
    last = null;
    this.#times.forEach((at, place) => {
      if (Number.isNaN(at)) return;
      if (last !== null && place - last > usual * 3) places.push(last + 1);
      places.push(place);
      last = place;
    });
    return places;
  }

  timeOf(place: number): number {
    const at = this.#times[place] ?? Number.NaN;
    return Number.isNaN(at) ? (place + this.#first) * this.stepMs : at;
  }

  get width(): number {
    return this.#times.length;
  }
}

/** One series on a grid. */
export class GridColumn {
  readonly #kind: SeriesKind;
  readonly #sums: (Sum | undefined)[];

  constructor(grid: Grid, kind: SeriesKind) {
    this.#kind = kind;
    this.#sums = new Array(grid.width);
  }

  add(place: number, min: Value | null, max: Value | null, value: Value | null, weight: number): void {
    let sum = this.#sums[place];
    if (!sum) {
      sum = new Sum(this.#kind);
      this.#sums[place] = sum;
    }
    sum.add(min, max, value, weight);
  }

  read(places: readonly number[]): Pick<SeriesColumn, "values" | "min" | "max"> {
    return {
      values: places.map((place) => this.#sums[place]?.value ?? null),
      min: places.map((place) => this.#sums[place]?.min ?? null),
      max: places.map((place) => this.#sums[place]?.max ?? null),
    };
  }
}
