import { expect, test } from "vitest";
import { groupLags } from "./group-lags.ts";
import { groupRows, idleMemberCount } from "./group-rows.ts";
import { group, picture, topic } from "./picture.fixtures.ts";
import { Ring } from "./ring.ts";
import { offsetSpan, sumOf, topicRows } from "./topic-rows.ts";

const two = picture({
  topics: [topic("a", [100n, 50n, null]), topic("b", [10n])],
  groups: [
    group("slow", {
      commits: [
        ["a", 0, 40n],
        ["b", 0, 10n],
      ],
      members: [{ id: "m", assignments: { a: [0, 1] } }],
    }),
    group("fast", {
      commits: [
        ["a", 0, 100n],
        ["a", 1, 50n],
        ["a", 2, 3n],
      ],
    }),
    group("lost", { commits: [["gone", 4, 7n]] }),
    group("ahead", { commits: [["b", 0, 11n]] }),
  ],
});
const { byGroup, byTopic } = groupLags(two);

test("lag sums partitions with a commit and counts those without", () => {
  expect(byGroup.get("slow")).toMatchObject({ lag: 60n, uncommittedPartitions: 2, unknownPartitions: 0 });
  expect(byGroup.get("fast")).toMatchObject({ lag: 0n, uncommittedPartitions: 0, unknownPartitions: 1 });
});

test("a topic that is gone leaves its commit and no lag", () => {
  expect(byGroup.get("lost")).toMatchObject({ lag: null, uncommittedPartitions: 0, unknownPartitions: 1 });
  expect(byGroup.get("lost")?.topics.get("gone")?.partitions).toMatchObject([
    { partition: 4, latest: null, lag: null },
  ]);
});

test("a commit beyond the end is no lag, and is marked", () => {
  expect(byGroup.get("ahead")).toMatchObject({ lag: 0n, isBeyondEnd: true });
});

test("each partition names the member that reads it, unless several do", () => {
  const owners = (...members: Parameters<typeof group>[1][]) =>
    members.map((parts) => {
      const lags = groupLags(picture({ topics: [topic("a", [1n, 1n])], groups: [group("g", parts)] }));
      return lags.byGroup
        .get("g")
        ?.topics.get("a")
        ?.partitions.map(({ memberId }) => memberId);
    });
  const m = (id: string, ...partitions: number[]) => ({ id, assignments: { a: partitions } });
  expect(owners({ members: [m("x", 0), m("y", 1)] }, { members: [m("x", 0, 1), m("y", 1)] })).toEqual([
    ["x", "y"],
    ["x", null],
  ]);
});

test("a topic knows its readers and the slowest of them", () => {
  expect(byTopic.get("a")).toEqual({ groups: ["slow", "fast"], lag: 60n, slowest: "slow" });
  const [a] = topicRows(two, new Ring());
  expect(a).toMatchObject({ groupCount: 2, lag: 60n, slowestGroup: "slow" });
});

test("what may not be seen is unknown, not 0", () => {
  const hidden = { ...group("g", { members: [{ id: "m", assignments: { a: [0] } }] }), offsets: null };
  const [row] = groupRows(picture({ topics: [topic("a", [1n])], groups: [hidden] }), new Ring());
  expect(row).toMatchObject({ lag: null, uncommittedPartitions: null, memberCount: 1, topicCount: 1 });
  const [unlisted] = topicRows(picture({ topics: [topic("a", [1n])], groupsListed: false }), new Ring());
  expect(unlisted).toMatchObject({ groupCount: null, lag: null });
});

test("members are idle only where everybody has been told its share", () => {
  const members = [
    { id: "busy", assignments: { a: [0] } },
    { id: "idle", assignments: {} },
  ];
  const idle = (state: string) => {
    const { description } = group("g", { members, state });
    return description ? idleMemberCount(description) : undefined;
  };
  expect([idle("Stable"), idle("PreparingRebalance"), idle("CompletingRebalance")]).toEqual([1, null, null]);
});

test("a sum is not told while a part of it is unknown", () => {
  expect(offsetSpan([0n, 10n], [100n, 60n])).toBe(150n);
  expect(offsetSpan([0n, 10n], [100n, null])).toBeNull();
  expect(offsetSpan([0n, null], [100n, 60n])).toBeNull();
  expect(sumOf([1n, 2n])).toBe(3n);
  expect(sumOf([1n, null])).toBeNull();
  expect([sumOf([]), offsetSpan([], [])]).toEqual([null, null]);
});

test("what is as it was in the picture before is not worked out again", () => {
  const [a, b] = [topic("a", [100n]), topic("b", [100n])];
  const still = group("still", { commits: [["a", 0, 40n]], members: [{ id: "m", assignments: { a: [0] } }] });
  const read = group("read", { commits: [["b", 0, 40n]] });
  const left = group("left", { commits: [["a", 0, 40n]], members: [{ id: "m", assignments: { a: [0] } }] });
  const before = picture({ topics: [a, b], groups: [still, read, left] });
  const was = groupLags(before).byGroup;
  const after = picture({
    topics: [a, { ...b, latest: [101n] }],
    groups: [
      { ...still, description: still.description && { ...still.description, members: [...still.description.members] } },
      read,
      { ...left, description: left.description && { ...left.description, members: [] } },
    ],
  });
  const now = groupLags(after, before).byGroup;
  expect(now.get("still")).toBe(was.get("still"));
  expect(now.get("read")?.lag).toBe(61n);
  expect(now.get("left")?.topics.get("a")?.assignedMembers).toBe(0);
  expect([...now]).toEqual([...groupLags({ ...after, groups: new Map(after.groups) }).byGroup]);
});
