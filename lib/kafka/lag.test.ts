import { expect, test } from "vitest";
import { partitionLag, sumLag } from "./lag.ts";

test("counts from the commit to the end, in 64 bits", () => {
  expect(partitionLag({ committed: 9007199254740993n, earliest: 0n, end: 9007199254740995n })).toEqual({
    lag: 2n,
    retained: 9007199254740995n,
    isBeyondEnd: false,
  });
});

test("a partition without a commit has no lag, but something to read", () => {
  expect(partitionLag({ committed: null, earliest: 40n, end: 100n })).toEqual({
    lag: null,
    retained: 60n,
    isBeyondEnd: false,
  });
});

test("a commit that fell out of the log counts to the end, as Kafka's tools do", () => {
  expect(partitionLag({ committed: 10n, earliest: 40n, end: 100n }).lag).toBe(90n);
});

test("a commit beyond the end is no lag and says so", () => {
  expect(partitionLag({ committed: 120n, earliest: 0n, end: 100n })).toEqual({
    lag: 0n,
    retained: 100n,
    isBeyondEnd: true,
  });
});

test("an end nobody told leaves lag unknown", () => {
  expect(partitionLag({ committed: 5n, earliest: null, end: null })).toEqual({
    lag: null,
    retained: null,
    isBeyondEnd: false,
  });
});

test("sums what is known and counts what is not", () => {
  expect(
    sumLag([
      { committed: 1n, lag: 5n },
      { committed: 2n, lag: 0n },
      { committed: null, lag: null },
      { committed: 3n, lag: null },
    ]),
  ).toEqual({ lag: 5n, uncommittedPartitions: 1, unknownPartitions: 1 });
  expect(sumLag([{ committed: null, lag: null }]).lag).toBeNull();
  expect(sumLag([]).lag).toBeNull();
});
