import kafkajs from "kafkajs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startKafkaTool, uniqueName } from "../../../e2e/support/rig.ts";
import type { GroupOffsets } from "../groups.ts";
import { good, openBench, tableOf } from "./rig.fixtures.ts";

/** Offsets set and forgotten, and members removed, from outside of the group; Kafka's own tools look at what came of it. */
const bench = openBench();
const made: string[] = [];
const stops: (() => Promise<unknown>)[] = [];
let topic = "";

beforeAll(async () => {
  topic = await bench.ownTopic(3);
  await bench.fill(topic, [5, 4, 0]);
});

afterAll(async () => {
  await Promise.all(stops.map((stop) => stop()));
  await Promise.allSettled(made.map((id) => bench.deleteGroup(id)));
  await bench.close();
});

function ownGroup(): string {
  const id = uniqueName("g2-adm");
  made.push(id);
  return id;
}

const at = (partition: number) => ({ topic, partition });

async function commitsOf(id: string, type?: "share"): Promise<[partition: number, offset: bigint][]> {
  const [item] = await bench.groupOffsets([{ id, type }]);
  return good(item)
    .offsets.map(({ partition, offset }): [number, bigint] => [partition, offset])
    .sort(([a], [b]) => a - b);
}

async function consume(groupId: string): Promise<kafkajs.Consumer> {
  const logLevel = kafkajs.logLevel.NOTHING;
  const client = new kafkajs.Kafka({ clientId: "g2-adm", brokers: bench.bootstrap.split(","), logLevel });
  const consumer = client.consumer({ groupId, retry: { retries: 0, restartOnFailure: async () => false } });
  await consumer.connect();
  stops.push(() => consumer.disconnect());
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ eachMessage: async () => {} });
  return consumer;
}

function stable(id: string, count: number) {
  return eventually(`${id} has ${count} members`, async () => {
    const [item] = await bench.describeGroups([{ id }]);
    const group = good(item);
    return group.state === "Stable" && group.members.length === count ? group : undefined;
  });
}

describe("commitOffsets", () => {
  it("makes a group that never ran, and kafka-consumer-groups shows where it stands", async () => {
    const id = ownGroup();
    const asks = [
      { ...at(1), offset: 3n, metadata: "by hand" },
      { ...at(0), offset: 2n },
      { ...at(99), offset: 0n },
    ];
    const items = await bench.commitOffsets(id, asks);
    expect(items.map(({ key, ok }) => [key.partition, ok])).toEqual([
      [1, true],
      [0, true],
      [99, false],
    ]);
    expect(items[2]).toMatchObject({ error: { kafkaCode: 3, target: `${topic}-99` } });
    const rows = tableOf(await bench.kafka("consumer-groups", "--describe", "--group", id), "GROUP");
    expect(rows.map((row) => [row.PARTITION, row["CURRENT-OFFSET"], row.LAG]).sort()).toEqual([
      ["0", "2", "3"],
      ["1", "3", "1"],
    ]);
    const [fetched] = await bench.groupOffsets([{ id }]);
    expect(good(fetched).offsets.find(({ partition }) => partition === 1)).toMatchObject({ metadata: "by hand" });
  });

  it("is seen by whoever knows what was committed before, who else is given the same again", async () => {
    const id = ownGroup();
    const read = async (known?: GroupOffsets) => good((await bench.groupOffsets([{ id, known }]))[0]);
    for (const item of await bench.commitOffsets(id, [{ ...at(0), offset: 2n }])) good(item);
    const first = await read();
    expect(await read(first)).toBe(first);
    expect(await read()).not.toBe(first);
    for (const item of await bench.commitOffsets(id, [{ ...at(0), offset: 3n }])) good(item);
    const second = await read(first);
    expect(second.offsets.map(({ offset }) => offset)).toEqual([3n]);
    expect(first.offsets.map(({ offset }) => offset)).toEqual([2n]);
  });
});

describe("deleteOffsets", () => {
  it("forgets the named partitions and no others", async () => {
    const id = ownGroup();
    for (const item of await bench.commitOffsets(
      id,
      [0, 1, 2].map((p) => ({ ...at(p), offset: 0n })),
    ))
      good(item);
    const items = await bench.deleteOffsets(id, [at(2), at(0)]);
    expect(items.map(({ key, ok }) => [key.partition, ok])).toEqual([
      [2, true],
      [0, true],
    ]);
    expect(await commitsOf(id)).toEqual([[1, 0n]]);
  });

  it("of a group that is not there is refused as a whole", async () => {
    await expect(bench.deleteOffsets(uniqueName("g2-nobody"), [at(0)])).rejects.toMatchObject({
      code: "no-such-group",
    });
  });
});

describe("a group with members", () => {
  it("keeps its offsets, and loses the members that are removed from outside", async () => {
    const id = ownGroup();
    await consume(id);
    await consume(id);
    const { members } = await stable(id, 2);
    const [commit] = await bench.commitOffsets(id, [{ ...at(0), offset: 1n }]);
    expect(commit).toMatchObject({ ok: false, error: { kafkaName: "UNKNOWN_MEMBER_ID", code: "group-active" } });
    const [deleted] = await bench.deleteOffsets(id, [at(0)]);
    expect(deleted).toMatchObject({ ok: false, error: { kafkaName: "GROUP_SUBSCRIBED_TO_TOPIC" } });
    const [first] = members;
    if (!first) throw new Error("there is no member");
    const stranger = { memberId: "g2-stranger", instanceId: null };
    const removed = await bench.removeMembers(id, [first, stranger], { reason: "removed by a test" });
    expect(removed.map(({ ok }) => ok)).toEqual([true, false]);
    expect(removed[1]).toMatchObject({ key: stranger, error: { kafkaName: "UNKNOWN_MEMBER_ID" } });
    await eventually("the member is gone", async () => {
      const [item] = await bench.describeGroups([{ id }]);
      return good(item).members.every(({ memberId }) => memberId !== first.memberId) ? true : undefined;
    });
  });

  it("of Java's classic protocol loses a static member by its instance id", async () => {
    const id = ownGroup();
    const instance = uniqueName("g2-static");
    const argv = ["--topic", topic, "--group", id, "--command-property", `group.instance.id=${instance}`];
    stops.push(startKafkaTool("console-consumer", argv, { bootstrap: bench.bootstrap }).stop);
    const { members } = await stable(id, 1);
    expect(members[0]?.instanceId).toBe(instance);
    // a static member that is stopped does not leave: that is what its removal is for
    await stops.pop()?.();
    const [item] = await bench.removeMembers(id, [{ memberId: "", instanceId: instance }]);
    good(item);
    const [left] = await bench.describeGroups([{ id }]);
    expect(good(left).members).toEqual([]);
  });
});

describe("a share group", () => {
  it("without members starts where it is told, as kafka-share-groups shows, and forgets topics", async () => {
    const id = ownGroup();
    const consumer = startKafkaTool("console-share-consumer", ["--topic", topic, "--group", id], {
      bootstrap: bench.bootstrap,
    });
    stops.push(consumer.stop);
    await stable(id, 1);
    await expect(bench.alterShareOffsets(id, [{ ...at(0), offset: 1n }])).rejects.toMatchObject({
      kafkaName: "NON_EMPTY_GROUP",
      code: "group-active",
    });
    await consumer.stop();
    const items = await eventually("the group takes new starts", async () => {
      const answers = await bench.alterShareOffsets(id, [
        { ...at(0), offset: 1n },
        { ...at(1), offset: 4n },
      ]);
      return answers.every(({ ok }) => ok) ? answers : undefined;
    });
    expect(items.map(({ key }) => key.partition)).toEqual([0, 1]);
    expect((await commitsOf(id, "share")).filter(([partition]) => partition < 2)).toEqual([
      [0, 1n],
      [1, 4n],
    ]);
    const rows = tableOf(await bench.kafka("share-groups", "--describe", "--group", id), "GROUP");
    expect(rows.find((row) => row.PARTITION === "1")?.["START-OFFSET"]).toBe("4");
    const deleted = await bench.deleteShareOffsets(id, [topic, "g2-no-such-topic"]);
    expect(deleted.map(({ ok }) => ok)).toEqual([true, false]);
    expect(await commitsOf(id, "share")).toEqual([]);
  });
});
