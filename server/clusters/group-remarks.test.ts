import { expect, test } from "vitest";
import type { GroupDescription, GroupMember, MemberAssignment } from "../kafka/groups.ts";
import { lagOfGroup } from "./group-lags.ts";
import { groupRemarks } from "./group-remarks.ts";
import { idleMemberCount } from "./group-rows.ts";
import { group, picture } from "./picture.fixtures.ts";
import { RebalanceWatch } from "./rebalance-watch.ts";

const on = (topic: string, ...partitions: number[]): MemberAssignment => ({ topic, partitions });

function member(
  memberId: string,
  assignments: MemberAssignment[] | null,
  more: Partial<GroupMember> = {},
): GroupMember {
  return {
    ...{ memberId, instanceId: null, clientId: "", host: "/h", rack: null, assignments, target: null },
    ...{ memberEpoch: null, subscribedTopics: ["a"], subscribedTopicRegex: null, connect: null, tasks: null },
    ...more,
  };
}

function remarks(members: GroupMember[], more: Partial<GroupDescription> = {}, rebalancingMs: number | null = null) {
  const description: GroupDescription = {
    ...{ id: "g", type: "classic", protocolType: "consumer", state: "Stable", coordinator: 1, assignor: "range" },
    ...{ epoch: null, targetEpoch: null, members, topology: null },
    ...more,
  };
  const ends = { earliest: [0n, 0n, 0n, 0n], latest: [9n, 9n, 9n, 9n], count: 4 };
  const lag = lagOfGroup({ description, offsets: null, remembered: false }, () => ends);
  return groupRemarks(description, lag, rebalancingMs).map(({ kind, message }) => [kind, message]);
}

test("a group whose members share the work evenly is not spoken of", () => {
  expect(remarks([member("x", [on("a", 0, 1)]), member("y", [on("a", 2, 3)])])).toEqual([]);
});

test("members without work, and why", () => {
  const busy = [0, 1, 2, 3].map((partition) => member(`m${partition}`, [on("a", partition)]));
  expect(remarks([...busy, member("late", [])])).toEqual([
    ["idle-members", "1 member of 5 has nothing to do: there are more members than partitions (4)."],
  ]);
});

test("work that is shared out unevenly, and partitions that nobody has", () => {
  expect(remarks([member("x", [on("a", 0, 1, 2)], { instanceId: "node-1" }), member("y", [on("a", 3)])])).toEqual([
    ["uneven", expect.stringMatching(/node-1 has 3 partitions, y has 1\. The range assignor/)],
  ]);
  // they read other topics: nothing is uneven about that
  const other = member("y", [on("b", 3)], { subscribedTopics: ["b"] });
  expect(remarks([member("x", [on("a", 0, 1, 2, 3)]), other])).toEqual([
    ["unowned", "Nobody owns b-0, b-1, b-2: what is written there waits."],
  ]);
  expect(remarks([member("x", [on("a", 0)])])).toEqual([
    ["unowned", "Nobody owns a-1, a-2, a-3: what is written there waits."],
  ]);
});

test("a rebalance that goes on, and a member that does not take part in it", () => {
  const consumer = { type: "consumer", assignor: "uniform", epoch: 7, targetEpoch: 7 } as const;
  const slow = member("x", [on("a", 0, 1, 2, 3)], { target: [on("a", 0, 1)], memberEpoch: 6, clientId: "billing" });
  const quick = member("y", [], { target: [on("a", 2, 3)], memberEpoch: 7 });
  expect(remarks([slow, quick], { ...consumer, state: "Reconciling" }).map(([kind]) => kind)).toEqual([
    "idle-members",
    "reassigning",
    "no-heartbeat-progress",
  ]);
  expect(remarks([member("x", null)], { state: "PreparingRebalance" })).toEqual([
    ["reassigning", "A rebalance is under way (PreparingRebalance): partitions are being dealt out."],
  ]);
});

test("members of a share group share partitions: one that was not told of any yet is not idle", () => {
  const members = [member("x", [on("a", 0)], { memberEpoch: 3 }), member("y", [], { memberEpoch: 2 })];
  const share = { id: "g", type: "share", protocolType: "share", state: "Stable", coordinator: 1 } as const;
  const description = { ...share, assignor: "simple", epoch: 3, targetEpoch: 3, members, topology: null };
  expect(idleMemberCount(description)).toBeNull();
});

test("a Connect worker that runs nothing", () => {
  const connect = { url: "http://w:8083/", leaderUrl: null, connectors: [], tasks: [] };
  expect(remarks([member("w", null, { connect })], { protocolType: "connect" })).toEqual([
    ["connect", "http://w:8083/ runs neither a connector nor a task."],
  ]);
});

test("a rebalance of a classic group that does not come to its end, and what it waits for", () => {
  const joining = { state: "PreparingRebalance" };
  expect(remarks([member("x", null)], joining, 59_000).map(([kind]) => kind)).toEqual(["reassigning"]);
  expect(remarks([member("x", null)], joining, 185_400)[1]).toEqual([
    "no-heartbeat-progress",
    expect.stringMatching(/^Every look for 3 min 5 s found it in PreparingRebalance: a member that does not poll/),
  ]);
  const dealing = remarks([member("x", null)], { state: "CompletingRebalance" }, 120_000)[1];
  expect(dealing?.[1]).toContain("the one that leads has not dealt out the partitions");
  // of others the epochs of members tell who it is
  const consumer = { type: "consumer", state: "Reconciling", epoch: 2, targetEpoch: 2 } as const;
  const late = member("x", [on("a", 0, 1, 2, 3)], { target: [], memberEpoch: 1 });
  expect(remarks([late], consumer, 120_000).map(([kind]) => kind)).toEqual(["reassigning", "no-heartbeat-progress"]);
});

test.each(["share", "streams"] as const)("a member of a %s group that stays at an older epoch is named", (type) => {
  const late = member("x", [on("a", 0)], { memberEpoch: 4, clientId: "late-one" });
  const said = remarks([late, member("y", [on("a", 1)], { memberEpoch: 5 })], { type, epoch: 5, targetEpoch: 5 });
  expect(said.find(([kind]) => kind === "no-heartbeat-progress")?.[1]).toMatch(/^late-one is at an older epoch/);
});

test("how long a rebalance has been seen, from picture to picture", () => {
  const watch = new RebalanceWatch();
  const see = (at: number, state: string, parts: { remembered?: boolean } = {}) =>
    watch.push(picture({ offsetsAt: at, groups: [group("g", { state, ...parts })] }));
  see(0, "Stable");
  expect(watch.lasted("g", "Stable", 1_000)).toBeNull();
  see(5_000, "PreparingRebalance");
  see(10_000, "PreparingRebalance");
  expect(watch.lasted("g", "PreparingRebalance", 12_000)).toBe(7_000);
  see(15_000, "CompletingRebalance");
  expect(watch.lasted("g", "PreparingRebalance", 16_000)).toBeNull();
  expect(watch.lasted("g", "CompletingRebalance", 16_000)).toBe(1_000);
  see(20_000, "CompletingRebalance", { remembered: true });
  expect(watch.lasted("g", "CompletingRebalance", 21_000)).toBeNull();
});
