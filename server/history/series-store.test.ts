import { expect, it } from "vitest";
import { type GroupSample, SeriesStore } from "./series-store.ts";

const sample = (lag: bigint | null, partitions = 1): GroupSample => ({
  id: "g",
  lag,
  lagMs: lag === null ? null : Number(lag) * 10,
  members: 2,
  topics: [
    {
      topic: "t",
      lag,
      partitions: Array.from({ length: partitions }, (_, partition) => ({
        partition,
        committed: 100n,
        latest: lag === null ? null : 100n + lag,
      })),
    },
  ],
});
const always = [0, Number.MAX_SAFE_INTEGER] as const;

it("gives back what was sampled, oldest first, between two times", () => {
  const store = new SeriesStore();
  for (const [at, lag] of [
    [0, 1n],
    [10_000, null],
    [20_000, 3n],
    [21_000, 99n],
  ] as const)
    store.push(at, [sample(lag)]);
  expect(store.group("g", ...always, 100)).toEqual({
    times: [0, 10_000, 20_000],
    lag: [1n, null, 3n],
    lagMs: [10, null, 30],
    members: [2, 2, 2],
    topics: [
      {
        topic: "t",
        lag: [1n, null, 3n],
        partitions: [{ partition: 0, committed: [100n, 100n, 100n], latest: [101n, null, 103n] }],
      },
    ],
  });
  expect(store.group("g", 5_000, 15_000, 100)?.times).toEqual([10_000]);
  expect(store.group("nobody", ...always, 100)).toBeNull();
});

it("keeps the spike of each stretch when there are fewer points than samples", () => {
  const store = new SeriesStore();
  for (let i = 0; i < 100; i++) store.push(i * 10_000, [sample(i === 37 ? 5_000n : BigInt(i % 3))]);
  const series = store.group("g", ...always, 10);
  expect(series?.times).toHaveLength(10);
  expect(series?.lag).toContain(5_000n);
  expect(series?.times).toEqual([...(series?.times ?? [])].sort((a, b) => a - b));
});

it("goes round: a sample takes the place of the oldest, and a group that is gone for as long is forgotten", () => {
  const store = new SeriesStore({ capacity: 5 });
  store.push(0, [sample(7n)]);
  for (let i = 1; i < 5; i++) store.push(i * 10_000, []);
  expect(store.group("g", ...always, 10)?.lag).toEqual([7n, null, null, null, null]);
  store.push(50_000, []);
  expect(store.has("g")).toBe(false);
});

it("keeps so many partitions one by one and no more", () => {
  const store = new SeriesStore({ mostPartitions: 3 });
  store.push(0, [sample(1n, 5)]);
  expect(store.group("g", ...always, 10)?.topics[0]).toMatchObject({
    lag: [1n],
    partitions: [{ partition: 0 }, { partition: 1 }, { partition: 2 }],
  });
});

it("takes out what lies ahead when the clock was set back", () => {
  const store = new SeriesStore();
  for (const at of [10_000, 20_000, 30_000]) store.push(at, [sample(1n)]);
  store.push(15_000, [sample(2n)]);
  store.push(25_000, [sample(3n)]);
  const series = store.group("g", ...always, 10);
  expect(series?.times).toEqual([10_000, 15_000, 25_000]);
  expect(series?.lag).toEqual([1n, 2n, 3n]);
});
