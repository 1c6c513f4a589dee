import { expect, test } from "vitest";
import { groupRates } from "./group-rates";

const topic = (name: string, committed: (bigint | null)[], latest: (bigint | null)[]) => ({
  topic: name,
  lag: [],
  partitions: [{ partition: 0, lag: [], committed, latest }],
});

test("what is written and what is read, a second", () => {
  const topics = [topic("a", [0n, 10n, 30n], [0n, 50n, 100n]), topic("b", [0n, 0n, 0n], [0n, 10n, 20n])];
  expect(groupRates([0, 10_000, 20_000], topics, null)).toEqual({ produced: [null, 6, 6], consumed: [null, 1, 2] });
  expect(groupRates([0, 10_000, 20_000], topics, "b")).toEqual({ produced: [null, 1, 1], consumed: [null, 0, 0] });
});

test("a reset and what was not measured are no rate", () => {
  const { consumed } = groupRates([0, 10_000, 20_000, 30_000], [topic("a", [50n, 5n, null, 9n], [])], null);
  expect(consumed).toEqual([null, null, null, null]);
});
