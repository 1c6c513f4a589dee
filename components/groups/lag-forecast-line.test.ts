import { expect, test } from "vitest";
import { forecastLine } from "./lag-forecast-line";

const hour = { from: 0, to: 3_600_000 };

test("what grows goes on growing, what drains ends at zero", () => {
  const at = 3_600_000;
  expect(forecastLine(hour, { at, value: 100, perMs: 1 / 60_000 })).toEqual([
    [at, 100],
    [at + 1_260_000, 121],
  ]);
  expect(forecastLine(hour, { at, value: 100, perMs: -100 / 60_000 })).toEqual([
    [at, 100],
    [at + 60_000, 0],
  ]);
});

test("nothing is claimed of what stands, and of days", () => {
  expect(forecastLine(hour, { at: 0, value: 100, perMs: 0 })).toEqual([]);
  expect(forecastLine({ from: 0, to: 86_400_000 }, { at: 0, value: 1, perMs: 1 })).toEqual([]);
  expect(forecastLine(hour, null)).toEqual([]);
});
