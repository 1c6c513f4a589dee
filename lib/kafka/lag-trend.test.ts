import { expect, test } from "vitest";
import { lagTrend, minutesToDrain } from "./lag-trend.ts";

test("a change that matters is a trend, a smaller one is noise", () => {
  expect(lagTrend(1000n, 20)).toBe("growing");
  expect(lagTrend(1000n, 19)).toBe("steady");
  expect(lagTrend(1000n, -500)).toBe("draining");
  expect(lagTrend(0n, 0.4)).toBe("steady");
});

test("a lag that grows at the same pace for hours keeps growing, however large it has become", () => {
  expect(lagTrend(40_000n, 1500)).toBe("growing");
  expect(lagTrend(700_000n, 1500)).toBe("growing");
  expect(lagTrend(700_000n, 300)).toBe("steady");
});

test("the rest of a drained lag still drains", () => {
  expect(lagTrend(40n, -12)).toBe("draining");
  expect(lagTrend(40n, 12)).toBe("steady");
});

test("without a lag or a measured growth nothing is claimed", () => {
  expect(lagTrend(null, 500)).toBe("unknown");
  expect(lagTrend(500n, null)).toBe("unknown");
});

test("what drains says how long it still takes", () => {
  expect(minutesToDrain(600n, -60)).toBe(10);
  expect(minutesToDrain(600n, 60)).toBeNull();
  expect(minutesToDrain(600n, 0)).toBeNull();
});
