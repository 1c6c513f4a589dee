import { describe, expect, it } from "vitest";
import { resetOffset } from "./offset-reset.ts";

const log = { committed: 50n, earliest: 10n, latest: 100n };

describe("a reset of one partition", () => {
  it("goes to the ends", () => {
    expect(resetOffset({ kind: "earliest" }, log)).toEqual({ after: 10n, clamped: false });
    expect(resetOffset({ kind: "latest" }, log)).toEqual({ after: 100n, clamped: false });
  });

  it.each([
    [9n, 10n, true],
    [10n, 10n, false],
    [100n, 100n, false],
    [101n, 100n, true],
    [-1n, 10n, true],
  ])("to offset %s is %s", (offset, after, clamped) => {
    expect(resetOffset({ kind: "offset", offset }, log)).toEqual({ after, clamped });
  });

  it("stays where it is, also outside of the log, and goes to the end where nothing is committed", () => {
    expect(resetOffset({ kind: "current" }, log)).toEqual({ after: 50n, clamped: false });
    expect(resetOffset({ kind: "current" }, { ...log, committed: 3n })).toEqual({ after: 3n, clamped: false });
    expect(resetOffset({ kind: "current" }, { ...log, committed: null })).toEqual({ after: 100n, clamped: false });
  });

  it("shifts what is committed, and only that", () => {
    expect(resetOffset({ kind: "shift", by: -20n }, log)).toEqual({ after: 30n, clamped: false });
    expect(resetOffset({ kind: "shift", by: 2n ** 62n }, log)).toEqual({ after: 100n, clamped: true });
    expect(resetOffset({ kind: "shift", by: 1n }, { ...log, committed: null })).toHaveProperty("error");
  });

  it("to a time after the last record is the end", () => {
    expect(resetOffset({ kind: "time", offset: 42n }, log)).toEqual({ after: 42n, clamped: false });
    expect(resetOffset({ kind: "time", offset: null }, log)).toEqual({ after: 100n, clamped: false });
  });

  it("needs the ends of the log", () => {
    expect(resetOffset({ kind: "earliest" }, { ...log, latest: null })).toHaveProperty("error");
  });
});
