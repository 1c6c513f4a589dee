import type { Packed } from "./packing.ts";
import { type SeriesKind, setValue, type Value, valueAt, words } from "./series.ts";

/** Several measurements as one: `value` is the mean of a rate and the last of anything else. */
export class Sum {
  readonly kind: SeriesKind;
  min: Value | null = null;
  max: Value | null = null;
  #last: Value | null = null;
  #total = 0;
  #weight = 0;

  constructor(kind: SeriesKind) {
    this.kind = kind;
  }

  add(min: Value | null, max: Value | null, value: Value | null, weight = 1): void {
    if (value === null) return;
    const low = min ?? value;
    const high = max ?? value;
    if (this.min === null || low < this.min) this.min = low;
    if (this.max === null || high > this.max) this.max = high;
    this.#last = value;
    if (this.kind === "rate") {
      this.#total += Number(value) * weight;
      this.#weight += weight;
    }
  }

  get value(): Value | null {
    if (this.kind !== "rate") return this.#last;
    return this.#weight === 0 ? null : this.#total / this.#weight;
  }
}

/** A moment as it is kept: ids in ascending order. */
export type Moment = { at: number; ids: Int32Array; values: ReturnType<typeof words> };

/** Columns of a rolled-up row. */
export const rolled = { min: 0, max: 1, value: 2 } as const;

/** Moments as one row; null where nothing durable was measured. */
export function rollUp(
  moments: readonly Moment[],
  kindOf: (id: number) => { kind: SeriesKind; isDurable: boolean } | undefined,
): Packed | null {
  const sums = new Map<number, Sum>();
  for (const { ids, values } of moments) {
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] ?? 0;
      let sum = sums.get(id);
      if (!sum) {
        const of = kindOf(id);
        if (!of?.isDurable) continue;
        sum = new Sum(of.kind);
        sums.set(id, sum);
      }
      const value = valueAt(values, i, sum.kind);
      sum.add(value, value, value);
    }
  }
  const measured = [...sums].filter(([, { value }]) => value !== null).sort(([a], [b]) => a - b);
  if (measured.length === 0) return null;
  const ids = Int32Array.from(measured, ([id]) => id);
  const columns = [words(ids.length), words(ids.length), words(ids.length)];
  measured.forEach(([, sum], i) => {
    for (const [column, place] of Object.entries(rolled)) {
      const room = columns[place];
      if (room) setValue(room, i, sum.kind, sum[column as keyof typeof rolled]);
    }
  });
  return { ids, columns };
}

/** Where an id stands among ascending ones; -1 where it does not. */
export function placeOf(ids: Int32Array, id: number): number {
  let low = 0;
  let high = ids.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = ids[middle] ?? 0;
    if (found === id) return middle;
    if (found < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
