import { afterAll, describe, expect, it } from "vitest";
import type { OffsetAt } from "../cluster.ts";
import { good, openBench } from "./rig.fixtures.ts";

const bench = openBench();
afterAll(() => bench.close());

/** `kafka-get-offsets` prints topic:partition:offset, and no line or no offset where there is none: -1 for us. */
async function offsetsByTool(topic: string, count: number, time: string): Promise<bigint[]> {
  const lines = (await bench.kafka("get-offsets", "--topic", topic, "--time", time)).trim().split("\n");
  const byPartition = new Map(lines.map((line) => line.split(":")).map(([, partition, offset]) => [partition, offset]));
  return Array.from({ length: count }, (_, partition) => BigInt(byPartition.get(String(partition)) || -1));
}

async function offsets(topic: string, count: number, at: OffsetAt): Promise<bigint[]> {
  const asks = Array.from({ length: count }, (_, partition) => ({ topic, partition, at }));
  return (await bench.listOffsets(asks)).map((item) => good(item).offset);
}

describe("listOffsets", () => {
  it("agrees with kafka-get-offsets on every kind of place", async () => {
    const topic = await bench.ownTopic(4);
    const firstAt = Date.now() - 60_000;
    await bench.fill(topic, [7, 2, 1, 4], firstAt);
    await bench.fill(topic, [3, 1, 0, 1], firstAt + 1_000);
    await bench.deleteRecords([{ topic, partition: 0, before: 2n }]);

    expect(await offsets(topic, 4, "latest")).toEqual([10n, 3n, 1n, 5n]);
    expect(await offsetsByTool(topic, 4, "-1")).toEqual([10n, 3n, 1n, 5n]);
    expect(await offsets(topic, 4, "earliest")).toEqual([2n, 0n, 0n, 0n]);
    expect(await offsetsByTool(topic, 4, "-2")).toEqual([2n, 0n, 0n, 0n]);
    expect(await offsets(topic, 4, "max-timestamp")).toEqual([9n, 2n, 0n, 4n]);
    expect(await offsetsByTool(topic, 4, "-3")).toEqual([9n, 2n, 0n, 4n]);
    expect(await offsets(topic, 4, { time: firstAt + 500 })).toEqual([7n, 2n, -1n, 4n]);
    expect(await offsetsByTool(topic, 4, String(firstAt + 500))).toEqual([7n, 2n, -1n, 4n]);
  });

  it("answers several questions about one partition in the order they were asked", async () => {
    const topic = await bench.ownTopic(1);
    await bench.fill(topic, [3]);
    const places: OffsetAt[] = ["latest", "earliest", "max-timestamp", { time: 0 }, "latest"];
    const items = await bench.listOffsets(places.map((at) => ({ topic, partition: 0, at })));
    expect(items.map((item) => good(item).offset)).toEqual([3n, 0n, 2n, 0n, 3n]);
    expect(good(items[2]).timestamp).toBeGreaterThan(Date.now() - 120_000);
    expect(good(items[0])).toMatchObject({ timestamp: null, leaderEpoch: 0 });
  });

  it("keeps what fails with its own partition", async () => {
    const topic = await bench.ownTopic(2);
    const items = await bench.listOffsets([
      { topic, partition: 0, at: "latest" },
      { topic, partition: 99, at: "latest" },
      { topic: "adm-no-such-topic", partition: 0, at: "latest" },
      { topic, partition: 1, at: "latest" },
    ]);
    expect(items.map((item) => (item.ok ? item.value.offset : item.error.code))).toEqual([
      0n,
      "no-such-topic",
      "no-such-topic",
      0n,
    ]);
  });

  it("knows the offsets of internal topics", async () => {
    const topics = (await bench.wire.metadata()).topics.filter(({ name }) => name === "__consumer_offsets");
    const asks = topics.flatMap(({ name, partitions }) =>
      partitions.map(({ partition }) => ({ topic: name, partition, at: "latest" as const })),
    );
    const items = await bench.listOffsets(asks);
    expect(items.every(({ ok }) => ok)).toBe(true);
  });
});

describe("deleteRecords", () => {
  it("moves the log start of each partition, as kafka-get-offsets sees it", async () => {
    const topic = await bench.ownTopic(3);
    await bench.fill(topic, [5, 5, 5]);
    const items = await bench.deleteRecords([
      { topic, partition: 2, before: -1n },
      { topic, partition: 0, before: 3n },
    ]);
    expect(items.map((item) => [item.key.partition, good(item)])).toEqual([
      [2, 5n],
      [0, 3n],
    ]);
    expect(await offsetsByTool(topic, 3, "-2")).toEqual([3n, 0n, 5n]);
  });

  it("fails only the partition that cannot", async () => {
    const topic = await bench.ownTopic(2);
    await bench.fill(topic, [2, 2]);
    const items = await bench.deleteRecords([
      { topic, partition: 0, before: 900n },
      { topic, partition: 1, before: 1n },
    ]);
    expect(items.map((item) => (item.ok ? item.value : item.error.kafkaName))).toEqual(["OFFSET_OUT_OF_RANGE", 1n]);
  });
});

describe("topicEnds", () => {
  it("has both ends of every partition, and what did not change is the same object", async () => {
    const [one, other] = [await bench.ownTopic(3), await bench.ownTopic(2)];
    await bench.fill(one, [4, 0, 2]);
    const named = async () =>
      (await bench.wire.metadata({ fresh: true })).topics.filter(({ name }) => name === one || name === other);
    const topics = await named();
    const latest = await bench.topicEnds(topics, "latest");
    expect(latest.failed).toEqual([]);
    expect(latest.offsets.get(one)).toEqual([4n, 0n, 2n]);
    expect(latest.offsets.get(other)).toEqual([0n, 0n]);
    expect((await bench.topicEnds(topics, "earliest")).offsets.get(one)).toEqual([0n, 0n, 0n]);
    await bench.fill(other, [1]);
    const later = await bench.topicEnds(topics, "latest");
    expect(later.offsets.get(other)).toEqual([1n, 0n]);
    expect(later.offsets.get(one)).toBe(latest.offsets.get(one));
    expect(await bench.topicEnds(topics, "latest")).toBe(later);
  });

  it("says of a partition that has no leader, and of one that is not there, that it could not be had", async () => {
    const topic = await bench.ownTopic(1);
    const [known] = (await bench.wire.metadata({ fresh: true })).topics.filter(({ name }) => name === topic);
    const [first] = known?.partitions ?? [];
    if (!known || !first) throw new Error("no topic");
    const partitions = [first, { ...first, partition: 1 }, { ...first, partition: 2, leader: null }];
    const { offsets: columns, failed } = await bench.topicEnds([{ ...known, partitions }], "latest");
    expect(columns.get(topic)).toEqual([0n, null, null]);
    expect(failed.map(({ partition, error }) => [partition, error.kafkaCode]).sort()).toEqual([
      [1, 3],
      [2, 5],
    ]);
  });
});
