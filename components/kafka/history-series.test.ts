import { expect, test } from "vitest";
import { bandedSeries, chartEvents, historyRows, pointsOf } from "./history-series";

test("a stretch that was not measured is a gap", () => {
  expect(pointsOf([0, 10_000, 100_000], [1n, 2n, 3n], 10_000)).toEqual([
    [0, 1],
    [10_000, 2],
    [10_001, null],
    [100_000, 3],
  ]);
});

test("a line has a band only where something fell between its points", () => {
  const frame = { times: [0, 10_000], resolutionMs: 10_000 };
  const of = { id: "lag", label: "lag", color: "accent" } as const;
  expect(bandedSeries(of, frame, { values: [1, 2], min: [1, 2], max: [1, 2] }).band).toBeUndefined();
  expect(bandedSeries(of, frame, { values: [1, 2], min: [1, 2], max: [9, 2] }).band?.max).toEqual([
    [0, 9],
    [10_000, 2],
  ]);
});

test("events say what they are about where a page is about more than one thing", () => {
  const event = { at: 1, kind: "rebalance", subject: { type: "group", name: "g" }, message: "One left." } as const;
  expect(chartEvents([event])).toEqual([{ at: 1, label: "One left.", short: "rebalance" }]);
  expect(chartEvents([event], true)).toEqual([{ at: 1, label: "g: One left.", short: "rebalance g" }]);
});

test("a table has the youngest first", () => {
  expect(historyRows([1, 2], [{ id: "a", label: "a", values: [5n] }])).toEqual([
    { at: 2, values: [null] },
    { at: 1, values: [5n] },
  ]);
});
