import { expect, test } from "vitest";
import { clockDuration, configDuration, duration, durationText, longDuration } from "./duration.ts";
import type { Figure } from "./figure.ts";

const said = ({ text, unit }: Figure) => `${text} ${unit}`.trim();

test("a glance takes one unit", () => {
  const cases: [number, string][] = [
    [0, "0 s"],
    [0.4, "<1 ms"],
    [14, "14 ms"],
    [900, "0.9 s"],
    [2999, "2.9 s"],
    [61_000, "61 s"],
    [119_999, "119 s"],
    [261_000, "4 min"],
    [6_480_000, "108 min"],
    [5 * 3_600_000, "5 h"],
    [212 * 86_400_000, "212 d"],
  ];
  for (const [ms, text] of cases) expect(durationText(ms)).toBe(text);
  expect(durationText(null)).toBe("—");
  expect(duration(261_000).exact).toBe("4 min 21 s");
});

test("places that compare keep the smaller unit", () => {
  expect(said(clockDuration(261_000))).toBe("4:21 min");
  expect(said(clockDuration(3 * 3_600_000 + 5 * 60_000))).toBe("3:05 h");
  expect(said(clockDuration(61_000))).toBe("61 s");
});

test("words name up to three units and skip empty ones", () => {
  expect(longDuration(2 * 86_400_000 + 23 * 3_600_000 + 55 * 60_000 + 9000)).toBe("2 d 23 h 55 min");
  expect(longDuration(86_400_000 + 1000)).toBe("1 d");
  expect(longDuration(261_000)).toBe("4 min 21 s");
  expect(longDuration(1500)).toBe("1.5 s");
  expect(longDuration(-1500)).toBe("-1.5 s");
});

test("configured durations read in the unit they were meant in", () => {
  expect(said(configDuration(604_800_000n))).toBe("7 d");
  expect(said(configDuration(86_400_000n))).toBe("24 h");
  expect(said(configDuration(3_600_000n))).toBe("1 h");
  expect(said(configDuration(90_061_000n))).toBe("90,061 s");
  expect(said(configDuration(1500n))).toBe("1,500 ms");
  expect(said(configDuration(0n))).toBe("0 ms");
  expect(said(configDuration(-1n))).toBe("forever");
  expect(said(configDuration(9_223_372_036_854_775_807n, "never"))).toBe("never");
  expect(configDuration(null).text).toBe("—");
});
