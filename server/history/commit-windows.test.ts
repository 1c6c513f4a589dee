import { expect, it } from "vitest";
import { CommitWindows } from "./commit-windows.ts";

const commit = (partition: number, committed: bigint, lag = 5n) => ({ topic: "t", partition, committed, lag });
const now = (at: number, committed = 99n) => ({ at, committed, lag: 0n });

it("gives back what was seen, oldest first, and leaves out looks too close to each other", () => {
  const windows = new CommitWindows();
  for (const at of [0, 3_000, 10_000, 20_000]) windows.push(at, [["g", [commit(2, BigInt(at), 1n)]]]);
  const samples = windows.window("g", "t", 2, now(21_000));
  expect(samples.map(({ at, committed }) => [at, committed])).toEqual([
    [0, 0n],
    [10_000, 10_000n],
    [20_000, 20_000n],
    [21_000, 99n],
  ]);
  expect(windows.window("g", "t", 1, now(21_000))).toHaveLength(1);
  expect(windows.window("other", "t", 2, now(21_000))).toHaveLength(1);
});

it("keeps a sliding window of twelve", () => {
  const windows = new CommitWindows();
  for (let i = 0; i < 40; i++) windows.push(i * 10_000, [["g", [commit(0, BigInt(i))]]]);
  const samples = windows.window("g", "t", 0, now(391_000));
  expect(samples).toHaveLength(13);
  expect(samples[0]?.committed).toBe(28n);
});

it("forgets groups and commits that went away, what is old, and a clock that was set back", () => {
  const windows = new CommitWindows();
  windows.push(0, [["g", [commit(0, 1n), commit(1, 1n)]]]);
  windows.push(10_000, [["g", [commit(0, 2n)]]]);
  windows.push(20_000, [["g", [commit(0, 3n), commit(1, 7n)]]]);
  expect(windows.window("g", "t", 1, now(20_001)).map(({ committed }) => committed)).toEqual([1n, 7n, 99n]);
  expect(windows.window("g", "t", 0, now(2_000_000))).toHaveLength(1);
  windows.push(30_000, []);
  expect(windows.window("g", "t", 0, now(30_001))).toHaveLength(1);
  windows.push(5_000, [["g", [commit(0, 9n)]]]);
  expect(windows.window("g", "t", 0, now(6_000)).map(({ committed }) => committed)).toEqual([9n, 99n]);
});

it("tells how long nothing has moved", () => {
  const windows = new CommitWindows();
  for (let i = 0; i < 5; i++) windows.push(i * 10_000, [["g", [commit(0, 2n ** 40n, 5n), commit(1, 7n, BigInt(i))]]]);
  const last = { at: 41_000, committed: 2n ** 40n, lag: 5n };
  expect(windows.still("g", "t", 0, last)).toEqual({ looks: 6, span: 41_000 });
  expect(windows.still("g", "t", 0, { ...last, lag: 6n })).toBeNull();
  expect(windows.still("g", "t", 0, { ...last, committed: 1n })).toBeNull();
  expect(windows.still("g", "t", 1, { ...last, committed: 7n })).toBeNull();
  expect(windows.still("g", "other", 1, last)).toEqual({ looks: 1, span: 0 });
});

it("says the same whether commits at rest come as the same look or are told anew each time", () => {
  const [told, counted] = [new CommitWindows(), new CommitWindows()];
  // rests over more than a window, moves, rests shortly, moves again
  const positions = [...new Array(30).fill(1n), 2n, 3n, 3n, 3n, 4n, ...new Array(5).fill(6n)];
  const looks = new Map<bigint, object>();
  positions.forEach((position, i) => {
    const look = looks.get(position) ?? {};
    looks.set(position, look);
    told.push(i * 10_000, [["g", [commit(0, position), commit(1, 7n)]]]);
    counted.push(i * 10_000, [["g", [commit(0, position), commit(1, 7n)], look]]);
    for (const partition of [0, 1]) {
      const last = { at: i * 10_000 + 5_000, committed: partition === 0 ? position : 7n, lag: 5n };
      expect(counted.window("g", "t", partition, last)).toEqual(told.window("g", "t", partition, last));
      expect(counted.still("g", "t", partition, last)).toEqual(told.still("g", "t", partition, last));
    }
  });
});
