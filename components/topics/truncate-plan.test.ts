import { describe, expect, test } from "vitest";
import { removedBy, timeOf, truncateBefore, unreadLost } from "./truncate-plan";

const now = Date.UTC(2026, 6, 14, 10);
const partitions = [
  { partition: 0, latest: 100n },
  { partition: 1, latest: null },
];
const draft = { to: "end", time: "", offsets: {} } as const;

describe("a time to truncate to", () => {
  test.each([
    ["2026-07-14 09:00", now - 3_600_000],
    ["2026-07-14 09:00:00.000 UTC", now - 3_600_000],
    ["2026-07-14T11:00+02:00", now - 3_600_000],
    [String(now - 1), now - 1],
    ["7 d", now - 7 * 86_400_000],
    ["90 min ago", now - 5_400_000],
  ])("%s", (text, time) => expect(timeOf(text, now)).toBe(time));

  test.each(["", "yesterday", "14.7.2026", "-5"])("“%s” is none", (text) => expect(timeOf(text, now)).toBeNull());

  test("in the future is refused, because it would take everything", () => {
    expect(truncateBefore({ ...draft, to: "time", time: String(now + 60_000) }, partitions, now)).toEqual({
      problem: "This time lies in the future",
    });
  });
});

describe("offsets to truncate to", () => {
  const at = (offsets: Record<number, string>) => truncateBefore({ ...draft, to: "offsets", offsets }, partitions, now);

  test("partitions without one are left alone", () => {
    expect(at({ 0: "42", 1: " " })).toEqual({ before: { offsets: { "0": "42" } } });
  });
  test("beyond a known end is refused, beyond an unknown one Kafka decides", () => {
    expect(at({ 0: "101" })).toEqual({ problem: "Partition 0 ends at 100" });
    expect(at({ 1: "9007199254740993" })).toEqual({ before: { offsets: { "1": "9007199254740993" } } });
  });
  test("nothing typed, nothing to do", () => expect(at({})).toHaveProperty("problem"));
  test("words are not offsets", () => expect(at({ 0: "end" })).toHaveProperty("problem"));
});

describe("what is lost", () => {
  const rows = [
    { partition: 0, earliestBefore: 10n, earliest: 50n },
    { partition: 1, earliestBefore: 0n, earliest: 0n },
    { partition: 2, earliestBefore: null, earliest: null },
  ];
  const group = (id: string, committed: bigint | null) => ({
    id,
    partitions: [{ partition: 0, committed, latest: 100n, lag: null, memberId: null }],
  });

  test("counts what lies below the new start", () => expect(removedBy(rows)).toBe(40n));
  test("names the groups that had not read it, the worst first", () => {
    expect(unreadLost(rows, [group("done", 60n), group("near", 45n), group("far", 3n), group("new", null)])).toEqual([
      { id: "far", unread: 40n },
      { id: "near", unread: 5n },
    ]);
  });
});
