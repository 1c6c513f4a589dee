import { expect, test } from "vitest";
import { lessonSteps, seenThrough } from "./lesson-steps";
import { whyNoLesson } from "./why-no-lesson";

type Group = NonNullable<Parameters<typeof seenThrough>[1]>;
const member = (...partitions: number[]) => ({ assignments: [{ topic: "t", partitions }] }) as Group["members"][number];
const group = (more: Partial<Group>): Group => ({
  state: "Stable",
  members: [],
  offsets: [],
  lag: 0n,
  lagGrowthPerMinute: 0,
  idleMemberCount: 0,
  ...more,
});
const at = (id: string) => lessonSteps.findIndex((step) => step.id === id);

test("each step is seen on the cluster itself, one after the other", () => {
  expect(seenThrough(0, null, false)).toBe(at("begin"));
  expect(seenThrough(0, null, true)).toBe(at("first"));
  expect(seenThrough(at("first"), group({ members: [member(0)] }), true)).toBe(at("second"));
  const rebalancing = group({ state: "PreparingRebalance", members: [member(), member()] });
  expect(seenThrough(at("second"), rebalancing, true)).toBe(at("second"));
  expect(seenThrough(at("second"), group({ members: [member(0), member(1)] }), true)).toBe(at("idle"));
  expect(seenThrough(at("idle"), group({ members: [member(0)], idleMemberCount: 1 }), true)).toBe(at("lag"));
  const slow = group({ members: [member(0)], lag: 2000n, lagGrowthPerMinute: 2000 });
  expect(seenThrough(at("lag"), slow, true)).toBe(at("drain"));
  expect(seenThrough(at("drain"), group({ members: [member(0), member(1)] }), true)).toBe(at("reset"));
});

test("a reset to the beginning is seen by its commits", () => {
  const offset = { committed: 5n, earliest: 5n } as Group["offsets"][number];
  expect(seenThrough(at("reset"), group({ offsets: [offset], lag: 900n }), true)).toBe(at("end"));
  expect(seenThrough(at("reset"), group({ offsets: [{ ...offset, committed: 9n }] }), true)).toBe(at("reset"));
});

test("it is not held where it could do harm", () => {
  const cluster = { name: "c", readOnly: false, environment: null };
  expect(whyNoLesson(cluster)).toBeUndefined();
  expect(whyNoLesson({ ...cluster, readOnly: true })).toMatch(/read-only/);
  expect(whyNoLesson({ ...cluster, environment: "production" })).toMatch(/production/);
});
