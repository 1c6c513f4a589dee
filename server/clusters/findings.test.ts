import { expect, test } from "vitest";
import type { LogDir } from "../kafka/cluster.ts";
import { FindingLog } from "./finding-log.ts";
import { findingsOf } from "./findings.ts";
import { groupLags } from "./group-lags.ts";
import { broker, group, picture, topic } from "./picture.fixtures.ts";
import { Ring } from "./ring.ts";
import type { Snapshot } from "./snapshot.ts";

const found = (snapshot: Snapshot, ring = new Ring()) =>
  findingsOf("c", snapshot, ring).map(({ kind, severity, subject, message }) => ({
    is: `${severity} ${kind} ${subject.type} ${subject.name}`,
    message,
  }));
const kinds = (snapshot: Snapshot, ring?: Ring) => found(snapshot, ring).map(({ is }) => is);

test("a cluster that is well has nothing to say", () => {
  const members = [{ id: "m", assignments: { a: [0] } }];
  const well = picture({
    topics: [topic("a", [5n], { minIsr: 2 })],
    groups: [group("g", { commits: [["a", 0, 5n]], members })],
  });
  expect(kinds(well)).toEqual([]);
});

test("each partition is told of in its worst trouble, with what it means", () => {
  const partitions = [{ leader: null, isr: [] }, { isr: [1] }, { isr: [1, 3] }, {}];
  const sick = picture({ topics: [topic("a", [1n, 1n, 1n, 1n], { minIsr: 2, partitions })] });
  expect(found(sick)).toEqual([
    { is: "bad offline-partitions partition a-0", message: expect.stringContaining("Partition 0 has no leader") },
    {
      is: "bad under-min-isr partition a-1",
      message: expect.stringContaining("min.insync.replicas=2: writes with acks=all are refused"),
    },
    { is: "warn under-replicated partition a-2", message: expect.stringContaining("behind on broker 2") },
  ]);
});

test("many topics in the same trouble are one finding", () => {
  const topics = [1, 2, 3, 1, 2, 3, 1, 2, 3].map((leader, nth) =>
    topic(`t${nth}`, [1n, 1n], {
      partitions: [
        { leader, isr: [leader] },
        { leader, isr: [leader] },
      ],
    }),
  );
  expect(found(picture({ topics }))).toEqual([
    { is: "warn under-replicated cluster c", message: expect.stringContaining("18 partitions of 9 topics") },
  ]);
});

test("copies: one only, or as many asked for as there are", () => {
  const single = { replicas: [1], isr: [1] };
  const topics = [
    topic("alone", [1n], { partitions: [single] }),
    topic("__consumer_offsets", [1n], { partitions: [single], internal: true }),
    topic("strict", [1n], { minIsr: 3 }),
  ];
  expect(kinds(picture({ topics }))).toEqual([
    "warn single-copy-offsets topic __consumer_offsets",
    "info single-copy topic alone",
    "info no-slack topic strict",
  ]);
  // with one broker there is no choice
  expect(kinds(picture({ topics: topics.slice(0, 2), brokers: [broker(1)] }))).toEqual([]);
});

test("brokers that are silent, fenced, or lose their disks", () => {
  const dir = (parts: Partial<LogDir>): LogDir => ({
    path: "/d",
    error: null,
    totalBytes: 100n,
    usableBytes: 50n,
    replicas: [],
    ...parts,
  });
  const fenced = broker(2);
  const brokers = [
    broker(1, { isAnswering: false, logDirs: null }),
    { ...fenced, broker: { ...fenced.broker, isFenced: true } },
    broker(3, { logDirs: [dir({ error: "no disk" }), dir({ usableBytes: 10n }), dir({ usableBytes: 1n }), dir({})] }),
  ];
  expect(kinds(picture({ brokers, topics: [topic("a", [1n])] }))).toEqual([
    "bad broker-gone broker 1",
    "bad broker-fenced broker 2",
    "bad log-dir-failed broker 3",
    "warn disk-full broker 3",
    "bad disk-full broker 3",
  ]);
});

test("leaders that gather on one broker", () => {
  const even = Array.from({ length: 30 }, (_, nth) => ({ leader: (nth % 3) + 1 }));
  const uneven = even.map(({ leader }) => ({ leader: leader === 3 ? 1 : leader }));
  const led = (partitions: { leader: number }[]) =>
    kinds(
      picture({
        topics: [
          topic(
            "a",
            partitions.map(() => 1n),
            { partitions },
          ),
        ],
      }),
    );
  expect(led(even)).toEqual([]);
  expect(led(uneven)).toEqual(["warn uneven-leaders broker 1"]);
});

test("a controller nobody knows, and an upgrade nobody finished", () => {
  const features = [{ name: "metadata.version", finalized: 20, supportedMin: 1, supportedMax: 30 }];
  const description = {
    clusterId: "x",
    brokers: [],
    controllerId: null,
    kafkaVersion: null,
    features,
    capabilities: {},
  };
  expect(kinds(picture({ description }))).toEqual([
    "bad controller-unknown cluster c",
    "info upgrade-unfinished cluster c",
  ]);
});

test("groups that stand still, fall behind, have idle members or commits from another life", () => {
  const members = [
    { id: "busy", assignments: { a: [0] } },
    { id: "idle", assignments: {} },
  ];
  const at = (committed: bigint) =>
    picture({
      topics: [topic("a", [1_000n])],
      groups: [
        group("stopped", { commits: [["a", 0, 500n]] }),
        group("behind", { commits: [["a", 0, committed]], members }),
        group("beyond", { commits: [["a", 0, 1_001n]] }),
        group("lost", { remembered: true }),
      ],
    });
  const ring = new Ring();
  [900n, 800n, 700n, 600n, 500n].forEach((committed, nth) => {
    const one = { ...at(committed), offsetsAt: nth * 5_000 };
    ring.push(one, groupLags(one));
  });
  expect(found(at(500n), ring)).toEqual([
    { is: "bad coordinator-lost group lost", message: expect.stringContaining("cannot commit") },
    { is: "warn group-stopped group stopped", message: "It has no members: 500 records wait until one comes back." },
    {
      is: "warn lag-growing group behind",
      message: expect.stringContaining("500 records behind, growing by 1.20 k a minute"),
    },
    { is: "info idle-members group behind", message: expect.stringContaining("1 of 2 members has nothing to do") },
    { is: "warn beyond-end group beyond", message: expect.stringContaining("auto.offset.reset") },
  ]);
});

test("since is when it was first seen, unknown for what was there at the first look", () => {
  const log = new FindingLog();
  const sighting = (kind: "broker-gone" | "beyond-end") => ({
    severity: kind === "broker-gone" ? ("bad" as const) : ("warn" as const),
    kind,
    subject: { type: "cluster" as const, name: "c" },
    message: "",
    href: "/",
  });
  log.take([sighting("beyond-end")], 1);
  log.take([sighting("beyond-end"), sighting("broker-gone")], 2);
  expect(log.current.map(({ kind, since }) => [kind, since])).toEqual([
    ["broker-gone", 2],
    ["beyond-end", null],
  ]);
  log.take([], 3);
  log.take([sighting("beyond-end")], 4);
  expect(log.current.map(({ since }) => since)).toEqual([4]);
});
