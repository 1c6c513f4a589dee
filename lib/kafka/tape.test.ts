import { expect, test } from "vitest";
import { offsetTape, tapePlace, timeTape } from "./tape.ts";

test("a tape in time is logarithmic between one second and thirty days", () => {
  expect(tapePlace(0)).toBe(1);
  expect(tapePlace(1)).toBe(1);
  expect(tapePlace(60)).toBeCloseTo(86.7 / 120, 2);
  expect(tapePlace(3600)).toBeCloseTo(53.5 / 120, 2);
  expect(tapePlace(86_400)).toBeCloseTo(27.6 / 120, 2);
  expect(tapePlace(2_592_000)).toBeCloseTo(0);
  expect(tapePlace(1e12)).toBe(0);
});

test("a log kept for more than the tape shows has no left edge", () => {
  expect(timeTape(40 * 86_400_000, 0)).toEqual({ start: null, committed: 1 });
  expect(timeTape(null, null)).toEqual({ start: null, committed: null });
});

test("a reader cannot stand before the first record", () => {
  const shape = timeTape(60_000, 3_600_000);
  expect(shape.committed).toBe(shape.start);
});

test("a tape in offsets shows every lag, however small, and is exact beyond 2^53", () => {
  expect(offsetTape(1000n, 0n).committed).toBe(1);
  expect(offsetTape(9_223_372_036_854_775_807n, 1n).committed).toBe(0.98);
  expect(offsetTape(1000n, 500n).committed).toBe(0.5);
  expect(offsetTape(1000n, 5000n).committed).toBe(0);
  expect(offsetTape(0n, 0n).committed).toBe(1);
  expect(offsetTape(1000n, null).committed).toBe(null);
});
