import { expect, test } from "vitest";
import { groupsVerdict } from "./groups-verdict";

const group = (id: string, lag: bigint | null, memberCount = 1, uncommittedPartitions = 0) => ({
  id,
  lag,
  memberCount,
  uncommittedPartitions,
});
const text = (groups: ReturnType<typeof group>[]) => {
  const { tone, before, strong, after } = groupsVerdict(groups);
  return `${tone}: ${before}${strong ? ` ${strong}` : ""}${after ?? ""}`;
};

test("everything read", () => {
  expect(text([group("a", 0n), group("b", 0n)])).toBe("ok: All 2 groups have read to the end");
});

test("some are behind, the slowest is named", () => {
  expect(text([group("a", 0n), group("b", 12n)])).toBe("info: 1 of 2 groups has records waiting");
  expect(groupsVerdict([group("a", 3n), group("b", 12n)]).why[0]).toBe("b is furthest behind, by 12 records.");
});

test("records waiting with nobody there is the worst", () => {
  expect(text([group("a", 5n, 0), group("b", 12n)])).toBe(
    "warn: 1 of 2 groups has records waiting and no member, 1 more is behind",
  );
});

test("no commit and no answer are not the same", () => {
  expect(text([group("new", null, 1, 6)])).toBe("ok: The one group has read to the end");
  expect(groupsVerdict([group("new", null, 1, 6)]).why).toEqual([
    "Partitions without a committed offset of new count in no lag.",
  ]);
  expect(text([group("silent", null)])).toBe("info: How far 1 group read is not known now");
});
