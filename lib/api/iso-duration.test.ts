import { describe, expect, it } from "vitest";
import { isoDuration, parseIsoDuration } from "./iso-duration.ts";

describe("an ISO 8601 duration", () => {
  it.each([
    ["PT15M", 900_000],
    ["P1D", 86_400_000],
    ["P1DT2H3M4.5S", 93_784_500],
    ["pt90s", 90_000],
    ["P2W", 1_209_600_000],
    ["PT0S", 0],
    ["PT1,25S", 1_250],
  ])("reads %s", (text, ms) => {
    expect(parseIsoDuration(text)).toBe(ms);
  });

  it.each(["", "P", "PT", "P1DT", "15m", "P1M", "P1Y", "-PT5M", "PT5M ", "T5M", "PT1.S"])("refuses %j", (text) => {
    expect(parseIsoDuration(text)).toBeUndefined();
  });

  it.each([0, 1, 999, 61_000, 3_600_000, 86_400_000, 93_784_500])("writes what reads as %i ms again", (ms) => {
    expect(parseIsoDuration(isoDuration(ms))).toBe(ms);
  });
});
