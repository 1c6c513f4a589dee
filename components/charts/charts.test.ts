import { expect, test } from "vitest";
import { instantText } from "./chart-labels.tsx";
import { axisTicks, bandPath, chartPath, nearest, niceTicks, timeTicks } from "./scale.ts";
import { sparkPath } from "./spark-path.ts";
import { typedTime } from "./typed-time.ts";

test("a sparkline is zero-based: steady looks steady", () => {
  expect(sparkPath([100, 101, 100]).line.match(/ 2\.\d/g)?.length).toBe(3);
  expect(sparkPath([0, 0]).line).toBe("M1.0 15.0L62.0 15.0");
});

test("what was not measured is a gap, not a zero", () => {
  expect(sparkPath([5, null, 5, 5]).line.split("M").length - 1).toBe(2);
  expect(sparkPath([null, null]).last).toBe(undefined);
  expect(
    chartPath(
      [
        [0, 1],
        [1, null],
        [2, 1],
      ],
      0,
      2,
      1,
    ).line,
  ).toBe("M0.0 0.0M1000.0 0.0");
});

test("ceilings read well and hold the highest value", () => {
  expect(niceTicks(37_000)).toEqual([0, 10_000, 20_000, 30_000, 40_000]);
  expect(niceTicks(4)).toEqual([0, 1, 2, 3, 4]);
  expect(niceTicks(0)).toEqual([0, 1]);
  for (const top of [0.003, 7, 99, 1234, 8.1e9]) expect(niceTicks(top).at(-1)).toBeGreaterThanOrEqual(top * 0.999);
});

test("lines of durations and sizes stand at round minutes and units", () => {
  expect(axisTicks(576_000, "duration")).toEqual([0, 300_000, 600_000]);
  expect(axisTicks(252_000, "duration")).toEqual([0, 120_000, 240_000, 360_000]);
  expect(axisTicks(3 * 1024 ** 3, "bytes").at(-1)).toBe(3 * 1024 ** 3);
  expect(axisTicks(0, "bytes")).toEqual([0, 1]);
});

test("time is marked at round instants of the zone", () => {
  const from = Date.UTC(2026, 6, 14, 9, 0, 20);
  expect(timeTicks(from, from + 3_600_000, 4).map((at) => new Date(at).toISOString().slice(11, 16))).toEqual([
    "09:15",
    "09:30",
    "09:45",
    "10:00",
  ]);
  const india = 5.5 * 3_600_000;
  expect(timeTicks(from, from + 10 * 3_600_000, 3, india).every((at) => (at + india) % 3_600_000 === 0)).toBe(true);
});

test("reading a chart finds the nearest measured point", () => {
  expect(
    nearest(
      [
        [0, 1],
        [10, null],
        [20, 3],
      ],
      11,
    ),
  ).toEqual([20, 3]);
  expect(nearest([[0, null]], 0)).toBe(undefined);
});

test("a time is typed in the zone of the page, or in its own", () => {
  const noon = Date.UTC(2026, 6, 14, 12);
  expect(typedTime("2026-07-14 12:00", "utc")).toBe(noon);
  expect(typedTime("2026-07-14T14:00+02:00", "utc")).toBe(noon);
  expect(typedTime(String(noon), "utc")).toBe(noon);
  expect(typedTime("2026-07-14", "utc")).toBe(Date.UTC(2026, 6, 14));
  expect(typedTime("noon", "utc")).toBeNull();
});

test("a long axis is told in dates", () => {
  const at = Date.UTC(2026, 6, 14, 12, 30);
  expect(instantText(at, 3_600_000, "utc", "minutes")).toBe("12:30");
  expect(instantText(at, 2 * 86_400_000, "utc", "minutes")).toBe("07-14 12:30");
  expect(instantText(at, 7 * 86_400_000, "utc", "minutes")).toBe("07-14");
});

test("a band lies between its lines and ends where nothing was measured", () => {
  const max = [
    [0, 2],
    [1, 2],
    [2, null],
    [3, 2],
  ] as const;
  const min = max.map(([time, value]) => [time, value === null ? null : 1] as const);
  expect(bandPath({ min, max }, 0, 4, 2)).toBe("M0.0 0.0L250.0 0.0L250.0 500.0L0.0 500.0Z");
});

test("things there are no halves of are counted in whole steps", () => {
  expect(axisTicks(2, "whole")).toEqual([0, 1, 2]);
  expect(axisTicks(0, "whole")).toEqual([0, 1]);
  expect(axisTicks(6, "whole").every(Number.isInteger)).toBe(true);
});
