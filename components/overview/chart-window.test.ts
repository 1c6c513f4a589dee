import { expect, test } from "vitest";
import { measuringSince, windowOf } from "./chart-window";

test("a young line is given a minute, an old one ten", () => {
  expect(
    windowOf([
      [1_000_000, 1],
      [1_005_000, 2],
    ]),
  ).toEqual({ from: 945_000, to: 1_005_000 });
  expect(
    windowOf([
      [1_000_000, 1],
      [1_300_000, 2],
    ]),
  ).toEqual({ from: 1_000_000, to: 1_300_000 });
  expect(
    windowOf([
      [0, 1],
      [2_000_000, 2],
    ]),
  ).toEqual({ from: 1_400_000, to: 2_000_000 });
});

test("a line is drawn from two values on; before, it says since when it is measured", () => {
  expect(measuringSince([])).toBeNull();
  expect(
    measuringSince([
      [5000, null],
      [10_000, 3],
    ]),
  ).toBe(5000);
  expect(
    measuringSince([
      [5000, null],
      [10_000, 3],
      [15_000, 4],
    ]),
  ).toBeUndefined();
});
