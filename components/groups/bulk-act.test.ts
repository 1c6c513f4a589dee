import { expect, test } from "vitest";
import { bulkCommand, bulkRefusal, bulkTitle } from "./bulk-act";

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
