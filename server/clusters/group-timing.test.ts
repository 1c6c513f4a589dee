import { describe, expect, it } from "vitest";
import { groupFindings } from "./group-findings.ts";
import { groupLags } from "./group-lags.ts";
import { groupRows } from "./group-rows.ts";
import { groupTiming, timingInPicture } from "./group-timing.ts";
import { group, picture, topic } from "./picture.fixtures.ts";
import { Ring } from "./ring.ts";

const every = 5_000;
const members = [{ id: "m", assignments: { a: [0, 1] } }];

/** A minute of pictures: the end of both partitions grows by 50 a second from 10,000 on; `at` says where the group stands. */
function seen(at: (second: number) => [bigint, bigint], parts: Parameters<typeof group>[1] = { members }) {
  const ring = new Ring();
  let last = picture();
  for (let second = 0; second <= 60; second += every / 1_000) {
    const end = BigInt(10_000 + second * 50);
    const [first, other] = at(second);
    last = picture({
      offsetsAt: second * 1_000,
      topics: [topic("a", [end, end])],
      groups: [
        group("g", {
          ...parts,
          commits: [
            ["a", 0, first],
            ["a", 1, other],
          ],
        }),
      ],
    });
    ring.push(last, groupLags(last));
  }
  const [row] = groupRows(last, ring);
  if (!row) throw new Error("no row");
  return { row, findings: groupFindings("c", last, ring).map(({ severity, kind }) => `${severity} ${kind}`) };
}

const endAt = (second: number) => BigInt(10_000 + second * 50);

describe("a group over a minute of pictures", () => {
  it("is as far behind as the partition that is furthest", () => {
    const { row } = seen((second) => [endAt(second), endAt(Math.max(0, second - 20))]);
    expect(row.lagMs).toBeGreaterThan(19_000);
    expect(row.lagMs).toBeLessThan(21_000);
  });

  it("that holds a partition and does not move is stalled, which is told first", () => {
    const { row, findings } = seen((second) => [endAt(second), 9_000n]);
    expect(row).toMatchObject({
      status: "stalled",
      statusReason: expect.stringContaining("a, partition 1: Its commit"),
    });
    expect(findings).toContain("bad group-stalled");
    expect(findings).not.toContain("warn lag-growing");
  });

  it("without members is stopped", () => {
    const { row, findings } = seen(() => [9_000n, 10_000n], {});
    expect(row).toMatchObject({
      status: "stopped",
      statusReason: expect.stringContaining("The same in 1 more partition"),
    });
    expect(findings).toEqual(["warn group-stopped"]);
  });

  it("that keeps up is ok and clear", () => {
    const { row, findings } = seen((second) => [endAt(second), endAt(second)]);
    expect(row).toMatchObject({ status: "ok", lagMs: 0, lagMsIsLeast: false, forecast: { kind: "clear", ms: 0 } });
    expect(findings).toEqual([]);
  });

  it("that drains is clear when the forecast says, within a fifth", () => {
    // 10,000 behind on one partition, 150 a second read, 50 a second written: 100 a second less
    const { row } = seen((second) => [endAt(second), BigInt(second * 150)]);
    const left = Number(row.lag) / 100;
    expect(row).toMatchObject({ status: "ok", forecast: { kind: "clear" } });
    expect((row.forecast?.ms ?? 0) / 1_000 / left).toBeGreaterThan(0.8);
    expect((row.forecast?.ms ?? 0) / 1_000 / left).toBeLessThan(1.2);
  });

  it("that reads too slowly is a warning and will never be done", () => {
    const { row, findings } = seen((second) => [endAt(second), BigInt(9_900 + second * 20)]);
    expect(row).toMatchObject({ status: "warning", forecast: { kind: "never", ms: null } });
    expect(findings).toEqual(["warn lag-growing"]);
  });

  it("that is only remembered has no status and no time", () => {
    const { row } = seen(() => [10_000n, 10_000n], { remembered: true });
    expect(row).toMatchObject({ status: null, lagMs: null, forecast: null });
  });
});

/** Pictures ten seconds apart in which only the clock moves, once all groups have rested; what is told of each group beside what would be. */
function resting(seconds: number, endAt: (second: number) => bigint) {
  const ring = new Ring();
  let last = picture();
  const told: unknown[] = [];
  const worked: unknown[] = [];
  const groups = [
    group("behind", { members, commits: [["a", 0, 9_000n]] }),
    group("before", { commits: [["a", 1, 50n]] }),
    group("level", { members, commits: [["a", 0, endAt(seconds)]] }),
  ];
  for (let second = 0; second <= seconds; second += 10) {
    const ends = last.topics.get("a");
    const end = endAt(second);
    const now = topic("a", [end, end]);
    const same = ends?.latest[0] === end ? { ...now, earliest: ends.earliest, latest: ends.latest } : now;
    const next = picture({ offsetsAt: second * 1_000, topics: [same], groups });
    const lags = groupLags(next, last);
    ring.push(next, lags);
    for (const one of groups) {
      const lag = lags.byGroup.get(one.listing.id);
      if (!lag) throw new Error("no lag");
      const { lagMs, isLeast, status } = timingInPicture(one, lag, ring.watch, next.offsetsAt);
      const anew = groupTiming(one, lag, ring.watch, next.offsetsAt);
      told.push([second, lagMs, isLeast, status]);
      worked.push([second, anew.lagMs, anew.isLeast, anew.status]);
    }
    last = next;
  }
  return { told, worked };
}

describe("a group that rests", () => {
  it.each([
    ["whose topics rest, too", () => 10_000n],
    ["on topics that grew before", (second: number) => 8_500n + BigInt(Math.min(second, 60) * 25)],
  ])("%s is told of as if it were worked out anew", (_, end) => {
    const { told, worked } = resting(400, end);
    expect(told).toEqual(worked);
  });
});

it("tells of very many groups in the same trouble together, and of few one by one", () => {
  const found = (count: number) => {
    const groups = Array.from({ length: count }, (_, n) => group(`g${n}`, { commits: [["a", 0, 0n]] }));
    const snapshot = picture({ topics: [topic("a", [500n])], groups });
    const ring = new Ring();
    ring.push(snapshot, groupLags(snapshot));
    return groupFindings("c", snapshot, ring);
  };
  expect(found(100)).toHaveLength(100);
  expect(found(4_000)).toEqual([
    {
      ...{
        severity: "warn",
        kind: "group-stopped",
        subject: { type: "cluster", name: "c" },
        href: "/c/c/groups",
        groups: 4_000,
      },
      message: "4,000 groups have records waiting that no member reads. The list of groups has each of them.",
    },
  ]);
});
