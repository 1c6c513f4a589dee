import { expect, test } from "vitest";
import { whenBound } from "./when-text.ts";

const now = Date.UTC(2026, 6, 14, 10, 0, 20);

test("times as people paste them", () => {
  const read = (text: string) => whenBound(text, now, "utc");
  expect(read("-15m")).toBe("-15m");
  expect(read("15 min ago")).toBe("-15m");
  expect(read("2 hours ago")).toBe("-2h");
  expect(read("-500ms")).toBe("-500ms");
  expect(read("1784023217")).toBe("1784023217000");
  expect(read("1784023217333")).toBe("1784023217333");
  expect(read("09:45")).toBe("2026-07-14T09:45:00.000Z");
  expect(read("9:45:01.5")).toBe("2026-07-14T09:45:01.500Z");
  expect(read("2026-07-13")).toBe("2026-07-13T00:00:00.000Z");
  expect(read("2026-07-14 10:00:17.333 UTC")).toBe("2026-07-14T10:00:17.333Z");
  expect(read("2026-07-14T10:00:17+02:00")).toBe("2026-07-14T08:00:17.000Z");
  expect(read(" 2026-07-14T10:00:17-0330 ")).toBe("2026-07-14T13:30:17.000Z");
});

test("what is no time is none", () => {
  for (const text of ["", "soon", "15m", "25:00", "12", "2026-13-01", "2026-07-14 10", "-m"])
    expect(whenBound(text, now, "utc"), text).toBeUndefined();
});

test("a time without a zone is the reader's", () => {
  const local = whenBound("2026-07-14 10:00", now, "local");
  expect(local).toBe(new Date(2026, 6, 14, 10).toISOString());
  expect(whenBound("10:00 UTC", now, "local")).toBe("2026-07-14T10:00:00.000Z");
});
