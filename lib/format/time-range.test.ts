import { expect, test } from "vitest";
import { parseTimeRange, rangeSpans, timeRangeMs, timeRangeQuery, timeRangeText } from "./time-range.ts";

test("a range stands in an address and comes back", () => {
  for (const text of [...rangeSpans, "1784023200000-1784026800000"]) {
    const range = parseTimeRange(text);
    expect(range && timeRangeText(range)).toBe(text);
  }
});

test("what is no range is none", () => {
  for (const text of ["", "2h", "5-5", "9-3", "-1h", "1-2-3"]) expect(parseTimeRange(text)).toBeNull();
});

test("a query asks for the same", () => {
  expect(timeRangeQuery({ kind: "last", span: "7d" })).toEqual({ from: "-7d" });
  expect(timeRangeQuery({ kind: "between", from: 1000, to: 61_000 })).toEqual({ from: "1000", to: "61000" });
  expect(timeRangeMs({ kind: "between", from: 1000, to: 61_000 })).toBe(60_000);
  expect(timeRangeMs({ kind: "last", span: "24h" })).toBe(86_400_000);
});
