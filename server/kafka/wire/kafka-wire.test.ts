import { afterAll, describe, expect, it } from "vitest";
import { kafkaTool, testBootstrap, uniqueName } from "../../../e2e/support/rig.ts";
import { describeCluster } from "../protocol/60-describe-cluster.ts";
import type { ApiCall } from "../protocol/api-call.ts";
import { describeCluster as tellOfCluster } from "./describe-cluster.ts";
import { newTopic, openWire } from "./rig.fixtures.ts";

const wire = openWire();
afterAll(() => wire.close());

describe("metadata", () => {
  it("names every broker, the internal topics too, and topic ids as Kafka prints them", async () => {
    const topic = await newTopic(wire, 2);
    const { brokers, topics, clusterId } = await wire.metadata({ fresh: true });
    expect(brokers.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(clusterId).toMatch(/^[\w-]{22}$/);
    const seen = topics.find(({ name }) => name === topic);
    const { stdout } = await kafkaTool("topics", ["--describe", "--topic", topic], { bootstrap: testBootstrap() });
    expect(stdout).toContain(`TopicId: ${seen?.topicId}`);
    await wire.coordinatorsOf("group", [uniqueName("group")]);
    const again = await wire.metadata({ fresh: true });
    expect(again.topics.find(({ name }) => name === "__consumer_offsets")?.internal).toBe(true);
  });

  it("answers from what it knows until somebody asks for fresh or says that it is stale", async () => {
    const first = await wire.metadata();
    expect(await wire.metadata()).toBe(first);
    const fresh = await wire.metadata({ fresh: true });
    expect(fresh).not.toBe(first);
    wire.staleMetadata();
    expect(await wire.metadata()).not.toBe(fresh);
  });

  it("asks once for many who ask at the same time, and again for those who came after it had begun", async () => {
    wire.staleMetadata();
    const [one, two, late] = await Promise.all([wire.metadata(), wire.metadata(), wire.metadata({ fresh: true })]);
    expect(two).toBe(one);
    expect(late).not.toBe(one);
  });

  it("says that there is no topic of a name, also of a name that Kafka does not allow", async () => {
    for (const name of [uniqueName("nothing"), "..", "a b", "ключ", "%2e"]) {
      await expect(wire.topic(name)).rejects.toMatchObject({ code: "no-such-topic", kafkaCode: 3 });
    }
  });
});

describe("routing", () => {
  it("sorts partitions by their leaders and names those that have none", async () => {
    const topic = await newTopic(wire, 6);
    const asks = [0, 1, 2, 3, 4, 5, 99].map((partition) => ({ topic, partition }));
    const { byNode, failed } = await wire.leadersOf(asks);
    expect([...byNode.values()].flat()).toHaveLength(6);
    expect(byNode.size).toBe(3);
    expect(failed.map(({ key, error }) => [key.partition, error.kafkaCode])).toEqual([[99, 3]]);
  });

  it("finds the coordinators of many groups in one look", async () => {
    const groups = Array.from({ length: 200 }, () => uniqueName("group"));
    const { byNode, failed } = await wire.coordinatorsOf("group", groups);
    expect(failed).toEqual([]);
    expect([...byNode.values()].flat().sort()).toEqual([...groups].sort());
  });

  it("reaches one certain broker, and says which broker there is not", async () => {
    const answer = await wire.call({ kind: "node", id: 2 }, describeCluster, []);
    expect(answer.brokers.map(({ id }) => id).sort()).toEqual([1, 2, 3]);
    await expect(wire.call({ kind: "node", id: 77 }, describeCluster, [])).rejects.toMatchObject({
      code: "unreachable",
      target: "broker 77",
    });
  });

  it("goes round a bootstrap address where nobody listens", async () => {
    const detour = openWire({ bootstrap: `127.0.0.1:1,${testBootstrap()}` });
    expect((await detour.nodes()).length).toBe(3);
    await detour.close();
  });
});

describe("versions", () => {
  const fromTheFuture: ApiCall<[], unknown> = {
    ...describeCluster,
    versions: { 99: describeCluster.versions[2] as NonNullable<(typeof describeCluster.versions)[2]> },
  };

  it("picks the highest version both sides know", async () => {
    expect(await wire.versionOf("any", describeCluster)).toBe(2);
    expect(await wire.versionOf(1, fromTheFuture)).toBeNull();
    expect(await wire.apiRange(1, 12_345)).toBeNull();
  });

  it("names API and versions when there is none in common", async () => {
    const asked = wire.call({ kind: "any" }, fromTheFuture, []);
    await expect(asked).rejects.toMatchObject({ kafkaCode: -107 });
    await expect(asked).rejects.toThrow(/DescribeCluster in versions 0 to \d+; Klar speaks 99/);
  });
});

describe("describing the cluster", () => {
  it("tells the release, the features and what the cluster can do", async () => {
    const quorum = async () => ({ leaderId: 2, leaderEpoch: 1, highWatermark: 0n, voters: [], observers: [] });
    const cluster = await tellOfCluster(wire, quorum);
    expect(cluster.kafkaVersion).toBe("4.3");
    expect(cluster.controllerId).toBe(2);
    expect(cluster.brokers.map(({ id, isFenced }) => [id, isFenced])).toEqual([
      [1, false],
      [2, false],
      [3, false],
    ]);
    expect(cluster.features).toContainEqual({
      name: "metadata.version",
      finalized: 30,
      supportedMin: 7,
      supportedMax: 30,
    });
    expect(cluster.capabilities).toMatchObject({
      incrementalAlterConfigs: true,
      describeQuorum: true,
      shareGroupDescribe: true,
    });
  });
});

describe("ends", () => {
  it("gives an aborted caller its reason and serves the others", async () => {
    const controller = new AbortController();
    const aborted = wire
      .metadata({ fresh: true })
      .then(() => wire.call({ kind: "any" }, describeCluster, [], { signal: controller.signal }));
    controller.abort(new Error("not wanted any more"));
    await expect(aborted).rejects.toThrow("not wanted any more");
    expect((await wire.call({ kind: "any" }, describeCluster, [])).errorCode).toBe(0);
  });

  it("refuses calls after close", async () => {
    const closed = openWire();
    await closed.nodes();
    await closed.close();
    await expect(closed.metadata({ fresh: true })).rejects.toMatchObject({ kafkaCode: -103 });
  });

  it("gives out producer ids", async () => {
    const [one, two] = await Promise.all([wire.initProducerId(), wire.initProducerId()]);
    expect(one.producerId).not.toBe(two.producerId);
    expect(one.producerEpoch).toBe(0);
  });
});
