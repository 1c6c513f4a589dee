import { expect, it } from "vitest";
import type { KafkaCluster } from "../kafka/cluster.ts";
import { readSnapshot } from "./read-snapshot.ts";
import { TopicSettingsCache } from "./topic-settings.ts";

/** A cluster with one partition that grows between two questions, and a group that has read all of it when it is asked. */
function growingCluster(): KafkaCluster {
  let end = 100n;
  const partition = {
    partition: 0,
    leader: 1,
    leaderEpoch: 0,
    replicas: [1],
    isr: [1],
    offlineReplicas: [],
    errorCode: 0,
  };
  const broker = { id: 1, host: "localhost", port: 9092, rack: null, isFenced: false };
  const listing = { id: "reader", type: "classic" as const, protocolType: "consumer", state: "Empty", coordinator: 1 };
  const port: Partial<KafkaCluster> = {
    name: "growing",
    metadata: async () => ({
      clusterId: "c",
      brokers: [broker],
      topics: [{ name: "t", topicId: "id", internal: false, partitions: [partition] }],
      asOf: 0,
    }),
    describe: async () => ({
      clusterId: "c",
      brokers: [broker],
      controllerId: 1,
      kafkaVersion: "4.3",
      features: [],
      capabilities: {},
    }),
    quorum: async () => null,
    logDirs: async () => [{ key: 1, ok: true, value: [] }],
    listGroups: async () => [{ key: 1, ok: true, value: [listing] }],
    describeGroups: async () => [],
    describeConfigs: async () => [],
    groupOffsets: async () => {
      end += 100n;
      return [
        {
          key: "reader",
          ok: true,
          value: {
            id: "reader",
            offsets: [{ topic: "t", partition: 0, offset: end, leaderEpoch: null, metadata: null }],
            failed: [],
          },
        },
      ];
    },
    topicEnds: async (_topics, at) => ({ offsets: new Map([["t", [at === "earliest" ? 0n : end]]]), failed: [] }),
  };
  return port as KafkaCluster;
}

it("never has a group that keeps up ahead of the end: commits are read first", async () => {
  const kafka = growingCluster();
  const snapshot = await readSnapshot({ kafka, settings: new TopicSettingsCache(kafka), last: null, timeoutMs: 1000 });
  const committed = snapshot.groups.get("reader")?.offsets?.offsets[0]?.offset;
  expect(committed).toBe(200n);
  expect(snapshot.topics.get("t")?.latest[0]).toBe(200n);
});

it("describes a classic group without members by what its coordinator lists, and asks about all others", async () => {
  const kafka = growingCluster();
  const asked: string[] = [];
  const listing = { type: "classic" as const, protocolType: "consumer", coordinator: 1 };
  const listed = [
    { ...listing, id: "reader", state: "Empty" },
    { ...listing, id: "busy", state: "Stable" },
    { ...listing, id: "epochs", type: "consumer" as const, state: "Empty" },
    { ...listing, id: "old", state: "Unknown" },
  ];
  const port: KafkaCluster = Object.assign(kafka, {
    listGroups: async () => [{ key: 1, ok: true, value: listed }],
    describeGroups: async (groups: readonly { id: string }[]) => {
      asked.push(...groups.map(({ id }) => id));
      return [];
    },
  } satisfies Partial<KafkaCluster>);
  const settings = new TopicSettingsCache(port);
  const first = await readSnapshot({ kafka: port, settings, last: null, timeoutMs: 1000 });
  expect(asked).toEqual(["busy", "epochs", "old"]);
  const description = first.groups.get("reader")?.description;
  expect(description).toMatchObject({ id: "reader", type: "classic", state: "Empty", coordinator: 1, members: [] });
  const again = await readSnapshot({ kafka: port, settings, last: first, timeoutMs: 1000 });
  expect(again.groups.get("reader")?.description).toBe(description);
});
