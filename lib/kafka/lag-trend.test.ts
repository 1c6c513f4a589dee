import { expect, test } from "vitest";
import { lagTrend, minutesToDrain } from "./lag-trend.ts";

test("a change that matters against the lag is a trend, a smaller one is noise", () => {
  expect(lagTrend(1000n, 20)).toBe("growing");
  expect(lagTrend(1000n, 19)).toBe("steady");
  expect(lagTrend(1000n, -500)).toBe("draining");
  expect(lagTrend(0n, 0.4)).toBe("steady");
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
