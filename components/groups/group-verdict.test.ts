import { describe, expect, test } from "vitest";
import type { GroupDetail } from "@/lib/api/groups";
import { groupVerdict } from "./group-verdict";

type Facts = Parameters<typeof groupVerdict>[0];
type Offset = GroupDetail["offsets"][number];

const offset = (partition: number, lag: bigint | null, more: Partial<Offset> = {}): Offset => ({
  topic: "orders",
  partition,
  committed: lag === null ? null : 100n,
  earliest: 0n,
  latest: lag === null ? 100n : 100n + lag,
  lastStable: null,
  lag,
  retained: 100n,
  lagMs: null,
  metadata: null,
  memberId: null,
  leaderEpoch: null,
  status: null,
  ...more,
});

const member: GroupDetail["members"][number] = {
  memberId: "a-1",
  instanceId: null,
  clientId: "a",
  host: "/127.0.0.1",
  rack: null,
  assignments: [{ topic: "orders", partitions: [0] }],
  target: null,
  memberEpoch: null,
  connect: null,
};

const group = (more: Partial<Facts>): Facts => ({
  type: "classic",
  protocolType: "consumer",
  state: "Stable",
  members: [member],
  offsets: [offset(0, 0n)],
  lag: 0n,
  lagGrowthPerMinute: 0,
  uncommittedPartitions: 0,
  idleMemberCount: 0,
  remembered: false,
  coordinator: 1,
  ...more,
});

const words = (more: Partial<Facts>) => {
  const { tone, lead, strong } = groupVerdict(group(more));
  return `${tone}: ${[lead, strong].filter(Boolean).join(" ")}`;
};

describe("the verdict", () => {
  test("nobody reads and records wait", () => {
    expect(
      words({ members: [], state: "Empty", lag: 4215n, offsets: [offset(0, 4000n), offset(1, 215n), offset(2, 0n)] }),
    ).toBe("warn: No member: 4,215 records wait in 2 partitions");
  });
  test("nobody reads and nothing waits", () => {
    expect(words({ members: [], state: "Empty" })).toBe("idle: No member, and nothing waits");
    expect(words({ members: [], offsets: [], lag: null })).toBe("idle: No member and no commit");
  });
  test("falling behind, catching up, holding, keeping up", () => {
    expect(words({ lag: 31_000n, lagGrowthPerMinute: 1400 })).toBe(
      "warn: 31,000 records behind, growing 23/s, will not catch up",
    );
    expect(words({ lag: 31_000n, lagMs: 260_000, lagGrowthPerMinute: 7200 })).toBe(
      "bad: 4 min behind, growing 120/s, will not catch up",
    );
    expect(words({ lag: 31_000n, lagMs: 90_000, lagMsIsLeast: true, lagGrowthPerMinute: -3100 })).toBe(
      "ok: At least 90 s behind, draining 52/s: clear in about 10 min",
    );
    expect(words({ lag: 31_000n, lagGrowthPerMinute: 3 })).toBe("ok: 31,000 records behind, holding its distance");
    expect(words({ lag: 31_000n, lagGrowthPerMinute: null })).toBe(
      "info: 31,000 records behind, trend not measured yet",
    );
    expect(words({ lag: 12n, lagGrowthPerMinute: 40 })).toBe("ok: Keeps up");
    expect(words({ lag: 0n, lagGrowthPerMinute: null })).toBe("ok: Keeps up");
  });
  test("stalled says why, and since when", () => {
    const reason = "Its commit has not moved for 40 s while 500 records wait.";
    const stalled = group({
      lag: 500n,
      lagMs: 40_000,
      status: "stalled",
      statusReason: reason,
      asOf: 600_000,
      lagHistory: [0, 0, 0, 0, 0, 0, 500, 500, 500, 500],
    });
    expect(groupVerdict(stalled)).toMatchObject({ tone: "bad", lead: "40 s behind,", strong: "stalled" });
    expect(groupVerdict(stalled).why.slice(0, 2)).toEqual([reason, "It has been behind for 3 min."]);
  });
  test("rebalancing comes before lag", () => {
    expect(words({ state: "PreparingRebalance", lag: 500n })).toBe("warn: Rebalancing: partitions change hands");
  });
  test("a group whose coordinator is gone is shown as last seen, whatever it was", () => {
    expect(words({ remembered: true, lag: 31_000n, lagGrowthPerMinute: 1400 })).toBe(
      "bad: Not to be reached: shown as last seen",
    );
  });
  test("without commits nothing is claimed about lag", () => {
    expect(words({ lag: null, offsets: [offset(0, null)], uncommittedPartitions: 1 })).toMatch(/^info: No commit yet/);
  });
  test("Connect workers are told by what they run", () => {
    const worker = {
      ...member,
      connect: { url: "http://c:8083/", connectors: ["sink"], tasks: [{ connector: "sink", task: 0 }] },
    };
    expect(words({ protocolType: "connect", members: [worker, worker], lag: null, offsets: [] })).toBe(
      "ok: 2 Connect workers run 1 connector with 2 tasks",
    );
  });
});

describe("the remarks", () => {
  test("idle members, commits beyond the end and partitions without a commit are said", () => {
    const { why } = groupVerdict(
      group({
        members: [member, member, member],
        idleMemberCount: 1,
        uncommittedPartitions: 2,
        offsets: [offset(0, 0n, { status: "beyond-end" })],
      }),
    );
    expect(why.join("\n")).toMatch(/1 member has nothing to do: the partitions are shared out among the other 2/);
    expect(why.join("\n")).toMatch(/1 partition has a commit beyond the end/);
    expect(why.join("\n")).toMatch(/2 partitions have no commit and are not in the sum/);
  });
  test("members of a share group share partitions: none of them is in the way of another", () => {
    const share: Partial<Facts> = {
      type: "share",
      protocolType: "share",
      members: [member, member],
      idleMemberCount: 1,
    };
    expect(groupVerdict(group(share)).why.join(" ")).not.toMatch(/one member at a time/);
  });
  test("an uneven assignment, partitions nobody owns and topics nobody reads any more", () => {
    const holds = (memberId: string, ...partitions: number[]) => ({
      ...member,
      memberId,
      clientId: memberId,
      assignments: [{ topic: "orders", partitions }],
    });
    const { why } = groupVerdict(
      group({
        members: [holds("a", 0, 1, 2, 3), holds("b", 4)],
        offsets: [
          ...[0, 1, 2, 3].map((partition) => offset(partition, 0n, { memberId: "a" })),
          offset(4, 0n, { memberId: "b" }),
          offset(5, 0n),
          { ...offset(0, 0n), topic: "audit" },
        ],
      }),
    );
    expect(why.join("\n")).toMatch(/Uneven: a holds 4 partitions, b 1/);
    expect(why.join("\n")).toMatch(/1 partition is read by nobody: orders 5/);
    expect(why.join("\n")).toMatch(/No member reads audit/);
  });
  test("a member that is there and commits nothing is named", () => {
    const rows = [offset(0, 50n, { memberId: "a-1", status: "stalled" })];
    expect(groupVerdict(group({ offsets: rows })).why.join(" ")).toMatch(
      /a is in the group and commits nothing on 1 partition/,
    );
  });
});
