import { expect, test } from "vitest";
import { groupPartition } from "../../lib/kafka/group-coordinator.ts";
import { group, topic } from "./picture.fixtures.ts";
import { rememberedGroups } from "./remembered-groups.ts";

const at = 1_000_000;
/** `__consumer_offsets` of one partition, which every group lives in */
const offsetsTopic = (leader: number | null) =>
  topic("__consumer_offsets", [0n], { partitions: [{ leader }], internal: true }).topic;
const last = new Map([["g", group("g", { coordinator: 2, seenAt: at - 5_000 })]]);
const remembered = (listed: string[], listedBy: number[], leader: number | null, now = at) =>
  rememberedGroups(last, new Set(listed), { at: now, listedBy: new Set(listedBy), offsetsTopic: offsetsTopic(leader) });

test("a group whose coordinator is gone is remembered and marked", () => {
  expect(remembered([], [1, 3], null)).toMatchObject([{ listing: { id: "g", coordinator: 2 }, remembered: true }]);
  expect(remembered([], [1, 3], 2)).toHaveLength(1);
});

test("one that its coordinator no longer lists was deleted", () => {
  expect(remembered([], [1, 2, 3], 2)).toEqual([]);
});

test("a coordinator that has just taken over may still be loading it", () => {
  expect(remembered([], [1, 3], 3)).toHaveLength(1);
  expect(remembered([], [1, 3], 3, at + 60_000)).toEqual([]);
});

test("one that is listed is not remembered", () => {
  expect(remembered(["g"], [1, 2, 3], 2)).toEqual([]);
});

test("where __consumer_offsets may not be seen the coordinator of then decides", () => {
  const blind = (listedBy: number[]) =>
    rememberedGroups(last, new Set(), { at, listedBy: new Set(listedBy), offsetsTopic: undefined });
  expect(blind([1, 3])).toHaveLength(1);
  expect(blind([2])).toEqual([]);
});

test("groups lie where Java's hash puts them", () => {
  expect(groupPartition("", 50)).toBe(0);
  expect(groupPartition("a", 50)).toBe(97 % 50);
  // its hash is the least int, which has no positive counterpart
  expect(groupPartition("polygenelubricants", 50)).toBe(0);
});
