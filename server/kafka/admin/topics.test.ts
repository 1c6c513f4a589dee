import { afterAll, describe, expect, it } from "vitest";
import { uniqueName } from "../../../e2e/support/rig.ts";
import { good, openBench } from "./rig.fixtures.ts";

const bench = openBench();
afterAll(() => bench.close());

/** `kafka-topics --describe`: the head line's fields and one map of fields per partition */
async function describeByTool(
  topic: string,
): Promise<{ head: Map<string, string>; partitions: Map<string, string>[] }> {
  const [head = "", ...lines] = (await bench.kafka("topics", "--describe", "--topic", topic)).trim().split("\n");
  const fields = (line: string): Map<string, string> =>
    new Map(line.split("\t").map((cell) => cell.split(/:\s*/, 2) as [string, string]));
  return { head: fields(head), partitions: lines.map(fields) };
}

describe("createTopic", () => {
  it("makes what kafka-topics then describes, and answers when it can be used", async () => {
    const name = uniqueName("adm-made");
    const created = await bench.createTopic({
      name,
      partitions: 5,
      replicationFactor: 2,
      configs: { "retention.ms": "3600000" },
    });
    const offsets = await bench.listOffsets(
      [0, 1, 2, 3, 4].map((partition) => ({ topic: name, partition, at: "latest" })),
    );
    expect(offsets.map((item) => good(item).offset)).toEqual([0n, 0n, 0n, 0n, 0n]);
    expect((await bench.wire.metadata()).topics.map((topic) => topic.name)).toContain(name);

    const [{ head, partitions }, topic, elr] = await Promise.all([
      describeByTool(name),
      bench.wire.topic(name),
      bench.elr(name),
    ]);
    expect(created).toMatchObject({ name, topicId: head.get("TopicId"), partitionCount: 5, replicationFactor: 2 });
    expect(created.configs).toContainEqual({
      name: "retention.ms",
      value: "3600000",
      source: "DYNAMIC_TOPIC_CONFIG",
    });
    expect(head.get("Configs")).toContain("retention.ms=3600000");
    expect(topic.partitions).toHaveLength(5);
    for (const { partition, leader, replicas, isr } of topic.partitions) {
      const told = partitions.find((each) => each.get("Partition") === String(partition));
      expect(told?.get("Leader")).toBe(String(leader));
      expect(told?.get("Replicas")).toBe(replicas.join(","));
      expect(told?.get("Isr")).toBe(isr.join(","));
      expect(elr.find((each) => each.partition === partition)).toEqual({
        topic: name,
        partition,
        eligibleLeaderReplicas: [],
        lastKnownElr: [],
      });
    }
    await bench.deleteTopic(name);
  });

  it("as a dry run says what would be there and makes nothing", async () => {
    const name = uniqueName("adm-dry");
    const planned = await bench.createTopic({ name, configs: { "cleanup.policy": "compact" } }, { validateOnly: true });
    expect(planned).toMatchObject({ name, topicId: null, partitionCount: 3, replicationFactor: 3 });
    expect(planned.configs).toContainEqual({
      name: "cleanup.policy",
      value: "compact",
      source: "DYNAMIC_TOPIC_CONFIG",
    });
    await expect(bench.wire.topic(name)).rejects.toMatchObject({ kafkaCode: 3, code: "no-such-topic" });
  });

  it("puts replicas where it is told to", async () => {
    const name = uniqueName("adm-placed");
    const created = await bench.createTopic({ name, assignments: { 0: [3, 1], 1: [2, 3] } });
    expect(created).toMatchObject({ partitionCount: 2, replicationFactor: 2 });
    expect((await bench.wire.topic(name)).partitions.map(({ replicas }) => replicas)).toEqual([
      [3, 1],
      [2, 3],
    ]);
    await bench.deleteTopic(name);
  });

  it("says in Kafka's words why it cannot", async () => {
    const name = await bench.ownTopic(1);
    await expect(bench.createTopic({ name })).rejects.toMatchObject({
      kafkaName: "TOPIC_ALREADY_EXISTS",
      code: "exists",
    });
    for (const odd of [".", "..", "a b", "a//b", "%", "топик", "x".repeat(250)]) {
      await expect(bench.createTopic({ name: odd }), odd).rejects.toMatchObject({
        kafkaName: "INVALID_TOPIC_EXCEPTION",
        code: "refused-by-kafka",
      });
    }
    await expect(bench.createTopic({ name: uniqueName("adm"), replicationFactor: 9 })).rejects.toMatchObject({
      kafkaName: "INVALID_REPLICATION_FACTOR",
      code: "refused-by-kafka",
    });
    await expect(
      bench.createTopic({ name: uniqueName("adm"), configs: { "retention.ms": "soon" } }),
    ).rejects.toMatchObject({ kafkaName: "INVALID_CONFIG", brokerMessage: expect.stringContaining("soon") });
  });
});

describe("createPartitions", () => {
  it("adds partitions that can be used at once, and only adds", async () => {
    const topic = await bench.ownTopic(2);
    await bench.createPartitions(topic, 6, { validateOnly: true });
    expect((await bench.wire.topic(topic)).partitions).toHaveLength(2);
    await bench.createPartitions(topic, 4);
    expect((await bench.wire.topic(topic)).partitions).toHaveLength(4);
    const [fresh] = await bench.listOffsets([{ topic, partition: 3, at: "latest" }]);
    expect(good(fresh).offset).toBe(0n);
    await expect(bench.createPartitions(topic, 3)).rejects.toMatchObject({ kafkaName: "INVALID_PARTITIONS" });
    await expect(bench.createPartitions("adm-none", 3)).rejects.toMatchObject({ code: "no-such-topic" });
  });
});

describe("deleteTopic", () => {
  it("is done when no broker lists the topic any more", async () => {
    const topic = uniqueName("adm-gone");
    await bench.createTopic({ name: topic, partitions: 1 });
    await bench.deleteTopic(topic);
    expect((await bench.wire.metadata()).topics.map(({ name }) => name)).not.toContain(topic);
    expect(await bench.kafka("topics", "--list")).not.toContain(topic);
    await expect(bench.deleteTopic(topic)).rejects.toMatchObject({ code: "no-such-topic" });
    await expect(bench.elr(topic)).rejects.toMatchObject({ code: "no-such-topic" });
  });
});
