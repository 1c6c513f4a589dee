import { afterEach, beforeEach, expect, test } from "vitest";
import { absoluteTime, agoText, clockTime, dateOf, isTime, shortTime, timeOfDay, zoneName } from "./time.ts";

const at = Date.UTC(2026, 6, 14, 10, 0, 17, 333);
let zone: string | undefined;
beforeEach(() => {
  zone = process.env.TZ;
  process.env.TZ = "Europe/Berlin";
});
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

test("an instant is written whole, with milliseconds and its zone", () => {
  expect(absoluteTime(at, "utc")).toBe("2026-07-14 10:00:17.333 UTC");
  expect(absoluteTime(at, "local")).toBe("2026-07-14 12:00:17.333 UTC+2");
  expect(absoluteTime(Date.UTC(2026, 0, 14, 10), "local")).toBe("2026-01-14 11:00:00.000 UTC+1");
});

test("offsets of half hours keep their minutes", () => {
  process.env.TZ = "America/St_Johns";
  expect(zoneName(Date.UTC(2026, 0, 14), "local")).toBe("UTC-3:30");
});

test("lists show the time today and the date on other days", () => {
  expect(timeOfDay(at, "utc")).toBe("10:00:17.333");
  expect(clockTime(at, "utc")).toBe("10:00");
  expect(shortTime(at, at + 60_000, "utc")).toBe("10:00:17");
  expect(shortTime(at, at + 86_400_000, "utc")).toBe("2026-07-14 10:00");
  expect(dateOf(Date.UTC(2026, 6, 14, 23), "local")).toBe("2026-07-15");
});

test("ago changes its unit at two of the bigger one", () => {
  const ago = (ms: number) => agoText(at - ms, at);
  expect([0, 999, 2000, 119_000, 120_000, 7_199_000, 7_200_000, 172_800_000].map(ago)).toEqual([
    "just now",
    "just now",
    "2 s ago",
    "119 s ago",
    "2 min ago",
    "119 min ago",
    "2 h ago",
    "2 d ago",
  ]);
  expect(ago(-180_000)).toBe("in 3 min");
});

test("timestamps no calendar can hold are shown as the number they are", () => {
  expect(isTime(9.3e15)).toBe(false);
  expect(absoluteTime(9.3e15, "utc")).toBe("9300000000000000 ms");
  expect(timeOfDay(Number.MAX_SAFE_INTEGER, "utc")).toBe("9007199254740991 ms");
});
