import kafkajs from "kafkajs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { eventually, kafkaTool, startKafkaTool, uniqueName } from "../../e2e/support/rig.ts";
import { deleteGroupOffsets, removeGroupMembers, resetGroupOffsets } from "../../lib/api/group-changes.ts";
import { offsetsCsv, parseOffsetsCsv } from "../../lib/kafka/offsets-csv.ts";
import { deleteGroupOffsetsView } from "./delete-group-offsets.ts";
import { committed, fromFile, isoText, rowsOf, thrown, toolRows } from "./offset-tool.fixtures.ts";
import { removeGroupMembersView } from "./remove-group-members.ts";
import { resetGroupOffsetsView } from "./reset-group-offsets.ts";
import { type Stand, sent, standOn } from "./rig.fixtures.ts";

/** Two topics whose records are of known times, and groups that are moved about on them; Kafka's own tool has the last word. */
let stand: Stand;
let orders: string;
let parts: string;
const groups: string[] = [];
const stops: (() => Promise<unknown>)[] = [];
const hour = 3_600_000;
const now = Date.now();

beforeAll(async () => {
  stand = standOn();
  orders = await stand.ownTopic({ partitions: 3 });
  parts = await stand.ownTopic({ partitions: 1 });
  for (const age of [5, 4, 3, 2, 1]) await stand.fill(orders, [2, 1, 0], now - age * hour);
  await stand.fill(parts, [4], now - 2 * hour);
  // the log of partition 0 begins at 3
  await stand.cluster.kafka.deleteRecords([{ topic: orders, partition: 0, before: 3n }]);
});

afterAll(async () => {
  await Promise.all(stops.map((stop) => stop()));
  await Promise.allSettled(groups.map((id) => stand.cluster.kafka.deleteGroup(id)));
  await stand.close();
});

type Commit = [topic: string, partition: number, offset: bigint];

async function ownGroup(...commits: Commit[]): Promise<string> {
  const id = uniqueName("g2-vw");
  groups.push(id);
  const asks = commits.map(([topic, partition, offset]) => ({ topic, partition, offset }));
  for (const item of await stand.cluster.kafka.commitOffsets(id, asks)) if (!item.ok) throw item.error;
  return id;
}

type Body = z.input<NonNullable<typeof resetGroupOffsets.body>>;

/** The answer in wire form to a body in wire form, as over HTTP. */
async function reset(id: string, body: Body) {
  const parsed = z.parse(resetGroupOffsets.body as NonNullable<typeof resetGroupOffsets.body>, body);
  return sent(resetGroupOffsets, await resetGroupOffsetsView(stand.cluster, id, parsed)).changes;
}

describe("a preview is what kafka-consumer-groups --reset-offsets --dry-run prints", () => {
  const kinds: [name: string, to: Body["to"], argv: string[]][] = [
    ["earliest", "earliest", ["--to-earliest"]],
    ["latest", "latest", ["--to-latest"]],
    ["where it is", "current", ["--to-current"]],
    ["an offset", { offset: "4" }, ["--to-offset", "4"]],
    ["an offset before the log", { offset: "1" }, ["--to-offset", "1"]],
    ["an offset beyond the end", { offset: "1000" }, ["--to-offset", "1000"]],
    ["forward", { shift: "2" }, ["--shift-by", "2"]],
    ["back", { shift: "-3" }, ["--shift-by", "-3"]],
    ["back beyond the beginning", { shift: "-99999" }, ["--shift-by", "-99999"]],
    ["a time", { time: now - 3 * hour }, ["--to-datetime", isoText(now - 3 * hour)]],
    ["a time between records", { time: now - 3 * hour - 1 }, ["--to-datetime", isoText(now - 3 * hour - 1)]],
    ["a time after the last record", { time: now + hour }, ["--to-datetime", isoText(now + hour)]],
    ["a time before the first", { time: 0 }, ["--to-datetime", "1970-01-01T00:00:00.000"]],
    ["so long ago", { ago: "PT2H30M" }, ["--by-duration", "PT2H30M"]],
    ["longer ago than the log", { ago: "P30D" }, ["--by-duration", "P30D"]],
  ];

  const ofParts = ["earliest", "an offset", "forward", "a time between records"];

  it.each(kinds)("to %s", async (_name, to, argv) => {
    const id = await ownGroup([orders, 0, 7n], [orders, 1, 2n], [orders, 2, 0n], [parts, 0, 1n]);
    const changes = await reset(id, { to, dryRun: true });
    expect(changes.every(({ error }) => error === null)).toBe(true);
    expect(rowsOf(changes)).toEqual(await toolRows(stand.bootstrap, id, [...argv, "--all-topics"], "--dry-run"));
    expect((await committed(stand.cluster.kafka, id))[`${orders}-0`]).toBe(7n);
  });

  it.each(kinds.filter(([name]) => ofParts.includes(name)))("of some partitions to %s", async (_name, to, argv) => {
    const id = await ownGroup([orders, 0, 7n], [orders, 1, 2n], [orders, 2, 0n], [parts, 0, 1n]);
    const topics = [{ topic: orders, partitions: [0, 2] }, { topic: parts }];
    const some = await reset(id, { to, topics, dryRun: true });
    const scope = ["--topic", `${orders}:0,2`, "--topic", parts];
    expect(rowsOf(some)).toEqual(await toolRows(stand.bootstrap, id, [...argv, ...scope], "--dry-run"));
  });

  it("where it stands before the log, and where it has no commit", async () => {
    const id = await ownGroup([orders, 0, 1n], [parts, 0, 1n]);
    const changes = await reset(id, { to: "current", topics: [{ topic: orders }], dryRun: true });
    expect(rowsOf(changes)).toEqual(
      await toolRows(stand.bootstrap, id, ["--to-current", "--topic", orders], "--dry-run"),
    );
    expect(changes.map(({ before, after }) => [before, after])).toEqual([
      ["1", "1"],
      [null, "5"],
      [null, "0"],
    ]);
  });

  it("from a file", async () => {
    const id = await ownGroup([orders, 0, 7n], [parts, 0, 1n]);
    const lines: Commit[] = [
      [orders, 0, 0n],
      [orders, 1, 3n],
      [parts, 0, 77n],
    ];
    const offsets = lines.map(([topic, partition, offset]) => ({ topic, partition, offset: `${offset}` }));
    const changes = await reset(id, { to: { offsets }, dryRun: true });
    expect(rowsOf(changes)).toEqual(
      await fromFile(stand.bootstrap, id, lines.map((line) => line.join(",")).join("\n")),
    );
    expect(changes.map(({ clamped }) => clamped)).toEqual([true, false, true]);
  });

  it("from the file the tool exports, and the tool from the one that is made here", async () => {
    const id = await ownGroup([orders, 0, 7n], [orders, 1, 2n], [parts, 0, 1n]);
    const argv = ["--reset-offsets", "--group", id, "--shift-by", "1", "--all-topics", "--dry-run", "--export"];
    const { stdout } = await kafkaTool("consumer-groups", argv, { bootstrap: stand.bootstrap });
    const exported = parseOffsetsCsv(stdout, id);
    if ("problem" in exported) throw new Error(`${exported.problem}: ${stdout}`);
    const offsets = exported.lines.map((line) => ({ ...line, offset: String(line.offset) }));
    const changes = await reset(id, { to: { offsets }, dryRun: true });
    expect(rowsOf(changes)).toEqual(
      [
        [orders, 0, "8"],
        [orders, 1, "3"],
        [parts, 0, "2"],
      ].sort(),
    );
    const csv = offsetsCsv(changes.map((change) => ({ ...change, offset: BigInt(change.after ?? -1) })));
    expect(csv.split("\n").sort()).toEqual(stdout.trim().concat("\n").split("\n").sort());
    expect(await fromFile(stand.bootstrap, id, csv)).toEqual(rowsOf(changes));
  });
});

describe("a reset", () => {
  it("sets what its preview showed, and Kafka's tool sees it", async () => {
    const id = await ownGroup([orders, 0, 7n], [orders, 1, 2n]);
    const preview = await reset(id, { to: { time: now - 2 * hour }, dryRun: true });
    const offsets = preview.map(({ topic, partition, after }) => ({ topic, partition, offset: after ?? "" }));
    expect(await reset(id, { to: { offsets } })).toEqual(preview);
    expect(await committed(stand.cluster.kafka, id)).toEqual({ [`${orders}-0`]: 6n, [`${orders}-1`]: 3n });
    expect(preview).toMatchObject([
      { partition: 0, before: "7", after: "6", lagAfter: "4", earliest: "3", latest: "10", clamped: false },
      { partition: 1, before: "2", after: "3", lagAfter: "2", earliest: "0", latest: "5", clamped: false },
    ]);
    const again = await toolRows(stand.bootstrap, id, ["--shift-by", "0", "--all-topics"], "--dry-run");
    expect(rowsOf(preview)).toEqual(again);
  });

  it("makes a group that never ran", async () => {
    const id = uniqueName("g2-vw new/grüppe");
    groups.push(id);
    expect(await thrown(reset(id, { to: "earliest" }))).toMatchObject({ code: "no-such-group" });
    const changes = await reset(id, { to: "earliest", topics: [{ topic: orders }] });
    expect(changes.map(({ before, after, error }) => [before, after, error])).toEqual([
      [null, "3", null],
      [null, "0", null],
      [null, "0", null],
    ]);
    expect(await committed(stand.cluster.kafka, id)).toEqual({
      [`${orders}-0`]: 3n,
      [`${orders}-1`]: 0n,
      [`${orders}-2`]: 0n,
    });
  });

  it("takes the place of another group, and says where that has none", async () => {
    const other = await ownGroup([orders, 0, 5n], [orders, 1, 1n]);
    const id = await ownGroup();
    expect(rowsOf(await reset(id, { to: { group: other }, dryRun: true }))).toEqual([
      [orders, 0, "5"],
      [orders, 1, "1"],
    ]);
    const changes = await reset(id, { to: { group: other }, topics: [{ topic: orders, partitions: [1, 2] }] });
    expect(changes).toMatchObject([
      { partition: 1, after: "1", error: null },
      { partition: 2, after: null, lagAfter: null, error: expect.stringContaining("no commit") },
    ]);
    expect(await committed(stand.cluster.kafka, id)).toEqual({ [`${orders}-1`]: 1n });
    const nobody = { group: uniqueName("g2-nobody") };
    expect(await thrown(reset(id, { to: nobody, dryRun: true }))).toMatchObject({ code: "no-such-group" });
  });

  it("tells per partition what cannot be done, and does the rest", async () => {
    const id = await ownGroup([orders, 0, 7n]);
    const shifted = await reset(id, { to: { shift: "1" }, topics: [{ topic: orders, partitions: [0, 1] }] });
    expect(shifted).toMatchObject([
      { partition: 0, after: "8", error: null },
      { partition: 1, before: null, after: null, error: expect.stringContaining("no commit") },
    ]);
    const gone = { topic: "g2-no-such-topic", partition: 0, offset: "1" };
    const changes = await reset(id, { to: { offsets: [gone, { topic: orders, partition: 9, offset: "1" }] } });
    expect(changes.map(({ error }) => error)).toEqual(["There is no such topic.", "The topic has no such partition."]);
  });

  it.each([
    [{ to: "earliest", topics: [{ topic: "g2-no-such-topic" }] }, "no-such-topic"],
    [{ to: "earliest", topics: [{ topic: "ORDERS", partitions: [7] }] }, "no-such-partition"],
    [{ to: { offsets: [1, 2].map((n) => ({ topic: "t", partition: 0, offset: `${n}` })) } }, "invalid-request"],
  ] satisfies [Body, string][])("refuses %j", async (body, code) => {
    const id = await ownGroup([orders, 0, 7n]);
    const real: Body = JSON.parse(JSON.stringify(body).replaceAll("ORDERS", orders));
    for (const dryRun of [true, false]) expect(await thrown(reset(id, { ...real, dryRun }))).toMatchObject({ code });
  });
});

describe("a group with members", () => {
  async function running(): Promise<string> {
    const id = await ownGroup([orders, 0, 7n]);
    const logLevel = kafkajs.logLevel.NOTHING;
    const kafka = new kafkajs.Kafka({ clientId: "g2-vw", brokers: stand.bootstrap.split(","), logLevel });
    const consumer = kafka.consumer({ groupId: id });
    await consumer.connect();
    stops.push(() => consumer.disconnect());
    await consumer.subscribe({ topics: [orders] });
    await consumer.run({ autoCommit: false, eachMessage: async () => {} });
    await eventually("its member has joined", async () => {
      const [item] = await stand.cluster.kafka.describeGroups([{ id }]);
      return item?.ok && item.value.state === "Stable" ? true : undefined;
    });
    return id;
  }

  it("shows the plan, refuses the change with the members named, and lets them be removed", async () => {
    const id = await running();
    expect(rowsOf(await reset(id, { to: "earliest", dryRun: true }))).toEqual([[orders, 0, "3"]]);
    const error = await thrown(reset(id, { to: "earliest" }));
    expect(error).toMatchObject({ code: "group-active", status: 409, extra: { members: [{ clientId: "g2-vw" }] } });
    expect(await committed(stand.cluster.kafka, id)).toEqual({ [`${orders}-0`]: 7n });
    const choice = { topics: [{ topic: orders }] };
    const refused = sent(deleteGroupOffsets, await deleteGroupOffsetsView(stand.cluster, id, choice));
    expect(refused.results).toMatchObject([{ partition: 0, error: expect.stringContaining("reading this topic") }]);

    const stranger = await removeGroupMembersView(stand.cluster, id, { members: ["nobody"] });
    expect(stranger.results).toMatchObject([{ memberId: "nobody", error: expect.any(String) }]);
    const dry = await removeGroupMembersView(stand.cluster, id, { dryRun: true });
    const { results } = sent(removeGroupMembers, await removeGroupMembersView(stand.cluster, id, {}));
    expect(results).toEqual(dry.results);
    expect(results).toMatchObject([{ instanceId: null, error: null }]);
  });
});

describe("forgetting offsets", () => {
  it("takes the named commits, also of a topic that is gone", async () => {
    const gone = await stand.ownTopic({ partitions: 1 });
    const id = await ownGroup([orders, 0, 7n], [orders, 1, 2n], [parts, 0, 1n]);
    const choice = { topics: [{ topic: orders, partitions: [1, 2] }, { topic: gone }] };
    const dry = await deleteGroupOffsetsView(stand.cluster, id, { ...choice, dryRun: true });
    const { results } = sent(deleteGroupOffsets, await deleteGroupOffsetsView(stand.cluster, id, choice));
    expect(results).toEqual(dry.results);
    expect(results).toMatchObject([
      { topic: orders, partition: 1, error: null },
      { topic: orders, partition: 2, error: expect.stringContaining("no commit") },
      { topic: gone, error: expect.stringContaining("no commit") },
    ]);
    expect(await committed(stand.cluster.kafka, id)).toEqual({ [`${orders}-0`]: 7n, [`${parts}-0`]: 1n });
    const nobody = deleteGroupOffsetsView(stand.cluster, uniqueName("g2-nobody"), choice);
    expect(await thrown(nobody)).toMatchObject({ code: "no-such-group" });
  });
});

describe("a share group", () => {
  it("is moved by its own API, to where kafka-share-groups would move it", async () => {
    const id = uniqueName("g2-share");
    groups.push(id);
    const { kafka } = stand.cluster;
    const set = { "share.auto.offset.reset": "earliest" };
    await kafka.alterConfigs([{ resource: { type: "group", name: id }, set }]);
    const consumer = startKafkaTool("console-share-consumer", ["--topic", orders, "--group", id], {
      bootstrap: stand.bootstrap,
    });
    stops.push(consumer.stop);
    await eventually("it has begun on the topic", async () => {
      const [item] = await stand.cluster.kafka.groupOffsets([{ id, type: "share" }]);
      return item?.ok && item.value.offsets.length >= 2 ? true : undefined;
    });
    expect(await thrown(reset(id, { to: "earliest" }))).toMatchObject({ code: "group-active" });
    await consumer.stop();
    const applied = await eventually("it is empty", () => reset(id, { to: { time: now - 3 * hour } }));
    expect(rowsOf(applied)).toEqual([
      [orders, 0, "4"],
      [orders, 1, "2"],
      [orders, 2, "0"],
    ]);
    const topics = [{ topic: orders }];
    const asTold: [body: Body, argv: string[]][] = [
      [{ to: "earliest" }, ["--to-earliest", "--all-topics"]],
      [{ to: "latest", topics }, ["--to-latest", "--topic", orders]],
      [{ to: { time: now - 2 * hour } }, ["--to-datetime", isoText(now - 2 * hour), "--all-topics"]],
    ];
    for (const [body, argv] of asTold) {
      const told = await toolRows(stand.bootstrap, id, argv, "--dry-run", "share-groups");
      expect(told).toHaveLength(3);
      expect(rowsOf(await reset(id, { ...body, dryRun: true }))).toEqual(told);
    }
    const [moved] = await kafka.groupOffsets([{ id, type: "share" }]);
    expect(moved?.ok && moved.value.offsets.map(({ offset }) => offset).sort()).toEqual([0n, 2n, 4n]);
    const { results } = await deleteGroupOffsetsView(stand.cluster, id, { topics: [{ topic: orders }] });
    expect(results.map(({ error }) => error)).toEqual([null, null, null]);
  }, 180_000);
});
