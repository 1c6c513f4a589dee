import { describe, expect, it } from "vitest";
import { compareStatus, growthPerMinute, type LagSample, lagStatus, stillStatus } from "./lag-status.ts";

/** Samples ten seconds apart, the last one of now. */
function window(...pairs: [committed: number, lag: number][]): LagSample[] {
  return pairs.map(([committed, lag], i) => ({ at: i * 10_000, committed: BigInt(committed), lag: BigInt(lag) }));
}

describe("the status of a group in a partition", () => {
  it("is ok without lag, however little is known", () => {
    expect(lagStatus(window([5, 0]), false)).toMatchObject({ status: "ok" });
  });

  it("is ok when the lag was 0 at some time in the window", () => {
    expect(lagStatus(window([5, 3], [8, 0], [8, 4], [8, 9]), true)).toMatchObject({ status: "ok" });
  });

  it("is stalled when the commit stands still, the lag does not shrink and a member holds it", () => {
    for (const lags of [
      [7, 7, 7, 7],
      [7, 9, 20, 21],
    ]) {
      const samples = window(...lags.map((lag): [number, number] => [5, lag]));
      expect(lagStatus(samples, true)).toEqual({
        status: "stalled",
        reason: expect.stringMatching(/not moved in the last 30 s while \d+ records wait\. A member holds it/),
      });
    }
  });

  it("is stopped at once when nobody holds it, and says since when it is silent", () => {
    expect(lagStatus(window([5, 1]), false)).toEqual({
      status: "stopped",
      reason: "No member reads it: 1 record waits.",
    });
    expect(lagStatus(window([5, 1], [5, 2], [5, 3], [5, 4]), false)).toEqual({
      status: "stopped",
      reason: "No member reads it: 4 records wait, and nothing was committed in the last 30 s.",
    });
  });

  it("is not stopped while somebody commits without being a member", () => {
    expect(lagStatus(window([5, 9], [6, 8], [7, 8], [9, 6]), false)).toMatchObject({ status: "ok" });
  });

  it.each([
    ["as large each time", [9, 9, 9, 9]],
    ["larger each time", [9, 12, 12, 30]],
    ["jittering upward", [100, 160, 150, 220, 210, 280]],
  ])("is a warning when it moves and the lag is %s", (_name, lags) => {
    const samples = window(...lags.map((lag, i): [number, number] => [5 + i, lag]));
    expect(lagStatus(samples, true)).toMatchObject({ status: "warning" });
  });

  it("is ok while it catches up, and says by how much", () => {
    expect(lagStatus(window([5, 90], [50, 60], [70, 61], [99, 30]), true)).toEqual({
      status: "ok",
      reason: "It catches up: 60 records fewer than 30 s ago.",
    });
  });

  it("is rewound until it is back where it was", () => {
    const went: [number, number][] = [
      [50, 0],
      [10, 40],
      [20, 30],
    ];
    expect(lagStatus(window(...went), true)).toEqual({
      status: "rewound",
      reason: "It went back by 40 records 10 s ago.",
    });
    expect(lagStatus(window(...went, [51, 3]), true)).not.toMatchObject({ status: "rewound" });
  });

  it("is not known from too few samples", () => {
    expect(lagStatus(window([5, 9], [5, 9], [5, 9]), true)).toBeNull();
    expect(lagStatus([], true)).toBeNull();
  });

  it("takes who holds it for what it is when that cannot be told", () => {
    expect(lagStatus(window([5, 9]), null)).toBeNull();
    expect(lagStatus(window([5, 9], [5, 9], [5, 9], [5, 9]), null)).toMatchObject({ status: "stalled" });
  });
});

it("a worse status stands above a better one", () => {
  expect((["ok", "stalled", "warning"] as const).toSorted(compareStatus)).toEqual(["ok", "warning", "stalled"]);
});

it("of a window in which nothing moved the short way says the same", () => {
  for (const isRead of [true, false, null])
    for (const lag of [0, 9])
      for (const looks of [1, 2, 3, 4, 13]) {
        const samples = window(...new Array<[number, number]>(looks).fill([5, lag]));
        const span = (samples.at(-1)?.at ?? 0) - (samples[0]?.at ?? 0);
        expect(stillStatus(BigInt(lag), looks, span, isRead)).toBe(lagStatus(samples, isRead)?.status ?? null);
      }
});

it("growth is the slope of the line through all samples", () => {
  expect(growthPerMinute(window([0, 100], [0, 110], [0, 120]))).toBeCloseTo(60);
  expect(growthPerMinute(window([0, 100]))).toBeNull();
});
