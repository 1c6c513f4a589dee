import { expect, test } from "vitest";
import type { OffsetChange } from "@/lib/api/group-changes";
import { bulkCommand, bulkRefusal, bulkTitle, plansAsShown, planWords, summedLag } from "./bulk-act";

const groups = Array.from({ length: 7 }, (_, n) => ({ id: `g${n}`, type: "classic" as const }));

test("the commands of several groups, the first few", () => {
  const text = bulkCommand("delete", groups, null, ["k:9092"]) ?? "";
  expect(text.match(/--delete/g)).toHaveLength(5);
  expect(text).toMatch(/# and so on for 2 more groups$/);
  expect(bulkCommand("reset", groups.slice(0, 1), { to: "earliest" }, ["k:9092"])).toContain("--to-earliest");
  expect(bulkCommand("remove", groups, null, ["k:9092"])).toBeNull();
});

test("what would be refused is known beforehand", () => {
  expect(bulkRefusal("delete", { type: "classic", memberCount: 2 })).toBe("has 2 members");
  expect(bulkRefusal("reset", { type: "classic", memberCount: 0 })).toBeNull();
  expect(bulkRefusal("remove", { type: "classic", memberCount: 2 })).toBeNull();
  expect(bulkRefusal("remove", { type: "share", memberCount: 2 })).toMatch(/share groups/);
  expect(bulkTitle("remove", 1)).toBe("Remove all members of 1 group");
});

test("what is applied to several groups is what was shown of each, offset by offset", () => {
  const change = (partition: number, before: bigint | null, after: bigint | null): OffsetChange => ({
    ...{
      topic: "t",
      partition,
      before,
      after,
      lagAfter: after === null ? null : 10n - after,
      earliest: 0n,
      latest: 10n,
    },
    ...{ clamped: false, error: after === null ? "There is no such topic." : null },
  });
  const moved = [change(0, 7n, 4n), change(1, 2n, 3n), change(2, null, 0n), change(3, 1n, null)];
  const plans = new Map([
    ["a", { changes: moved, error: null }],
    ["b", { changes: [change(0, 1n, null)], error: null }],
    ["c", { changes: null, error: new Error("away") }],
  ]);
  expect(plansAsShown(plans)).toEqual([
    {
      group: "a",
      offsets: [
        { topic: "t", partition: 0, offset: "4" },
        { topic: "t", partition: 1, offset: "3" },
        { topic: "t", partition: 2, offset: "0" },
      ],
    },
  ]);
  expect(planWords(moved)).toBe("1 back by 3, 1 forward by 1, 1 for the first time, 1 not set");
  expect(planWords([change(0, 3n, 3n)])).toBe("nothing moves");
  expect(summedLag(plans.get("a"))).toBe(23n);
  expect(summedLag(plans.get("c"))).toBeNull();
});
