import { expect, test } from "vitest";
import type { GroupDetail } from "@/lib/api/groups";
import { type Seen, seenNext } from "./former-owners";

const group = (state: string, asOf: number, held: Record<string, number[]>) => ({
  id: "g",
  state,
  asOf,
  members: Object.entries(held).map(([memberId, partitions]): GroupDetail["members"][number] => ({
    memberId,
    instanceId: null,
    clientId: memberId,
    host: "",
    rack: null,
    assignments: [{ topic: "t", partitions }],
    target: null,
    memberEpoch: null,
    connect: null,
  })),
});
const start: Seen = { now: null, before: null, changedAt: null };

test("who held a partition before it changed hands is kept, also over the rebalance between", () => {
  const one = seenNext(start, group("Stable", 1, { a: [0], b: [1] }));
  expect(one).toMatchObject({ before: null, changedAt: null });
  const during = seenNext(one, group("PreparingRebalance", 2, { a: [] }));
  expect(during).toBe(one);
  const after = seenNext(during, group("Stable", 3, { a: [0, 1] }));
  expect(after.changedAt).toBe(3);
  expect(after.before?.owners.get("t 1")).toBe("b");
  expect(after.before?.names.get("b")).toBe("b");
  expect(seenNext(after, group("Stable", 4, { a: [0, 1] }))).toBe(after);
});

test("another group begins anew", () => {
  const one = seenNext(start, group("Stable", 1, { a: [0] }));
  expect(seenNext(one, { ...group("Stable", 2, { b: [0] }), id: "h" }).before).toBeNull();
});
