import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ApiError } from "../../lib/api/error.ts";
import type { ClusterDescription, ClusterMetadata, KafkaCluster } from "../kafka/cluster.ts";
import { KafkaError } from "../kafka/error.ts";
import { HealthProbe } from "./health.ts";
import { broker, picture, topic } from "./picture.fixtures.ts";
import type { Snapshot } from "./snapshot.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const brokers = [1, 2, 3].map((id) => broker(id).broker);
const metadata: ClusterMetadata = { clusterId: "x", brokers, topics: [topic("a", [1n, 1n]).topic], asOf: 0 };
const description: ClusterDescription = {
  clusterId: "x",
  brokers,
  controllerId: 1,
  kafkaVersion: "4.3",
  features: [],
  capabilities: {},
};
type Asked = Pick<KafkaCluster, "metadata" | "describe" | "listGroups">;
const well: Asked = {
  metadata: async () => metadata,
  describe: async () => description,
  listGroups: async () => brokers.map(({ id }) => ({ key: id, ok: true as const, value: [] })),
};

function probe(asked: Partial<Asked>, pictures: { current: Snapshot | null; failure: ApiError | null } | null = null) {
  const kafka = { ...well, ...asked } as KafkaCluster;
  return new HealthProbe(kafka, ["kafka-1:9092"], pictures ?? { current: null, failure: null });
}

const never = () => new Promise<never>(() => {});
const silent = (id: number, code: number) => ({
  key: id,
  ok: false as const,
  error: new KafkaError(code, `broker ${id}`),
});

test("a cluster that answers is well, with its counts", async () => {
  expect(await probe({}).get()).toEqual({
    status: "ok",
    error: null,
    clusterId: "x",
    kafkaVersion: "4.3",
    brokerCount: 3,
    topicCount: 1,
    partitionCount: 2,
    underReplicatedPartitions: 0,
    offlinePartitions: 0,
  });
});

test("one that refuses is unreachable, in the words of the wire", async () => {
  const error = new KafkaError(-105, "kafka-1:9092");
  const metadata = async () => Promise.reject(error);
  expect(await probe({ metadata }).get()).toMatchObject({
    status: "unreachable",
    error: { code: "unreachable", message: error.message, hint: expect.stringContaining("SASL") },
    brokerCount: null,
  });
});

test("one that never answers is told so within 1.5 s", async () => {
  const health = probe({ metadata: never, describe: never, listGroups: never }).get();
  await vi.advanceTimersByTimeAsync(1_500);
  expect(await health).toMatchObject({
    status: "unreachable",
    error: { message: "Nobody at kafka-1:9092 answered within 1.5 s." },
  });
});

test("a broker that froze while it was asked about the whole does not speak for the others", async () => {
  const listGroups = async () => [
    { key: 1, ok: true as const, value: [] },
    { key: 3, ok: true as const, value: [] },
    silent(2, -102),
  ];
  const current = picture({ asOf: Date.now() - 60_000, topics: [topic("a", [1n])] });
  const health = probe({ metadata: never, listGroups }, { current, failure: null }).get();
  await vi.advanceTimersByTimeAsync(1_500);
  expect(await health).toMatchObject({
    status: "degraded",
    error: { message: "Broker 2 does not answer." },
    topicCount: 1,
  });
});

test("one whose brokers advertise addresses that lead nowhere is unreachable, and says which setting is wrong", async () => {
  const listGroups = async () => [1, 2, 3].map((id) => silent(id, -106));
  expect(await probe({ listGroups }).get()).toMatchObject({
    status: "unreachable",
    error: { hint: expect.stringContaining("advertised.listeners") },
  });
});

test("a silent broker and partitions in trouble make it degraded; not being allowed something does not", async () => {
  const others = [1, 3].map((id) => ({ key: id, ok: true as const, value: [] }));
  const listGroups = async () => [...others, silent(2, -103)];
  expect(await probe({ listGroups }).get()).toMatchObject({
    status: "degraded",
    error: { code: "unreachable", message: "Broker 2 does not answer." },
  });
  const partitions = [{ leader: null, isr: [] }, { isr: [1] }];
  const sick = async () => ({ ...metadata, topics: [topic("a", [1n, 1n], { partitions }).topic] });
  expect(await probe({ metadata: sick }).get()).toMatchObject({
    status: "degraded",
    error: { code: "kafka", message: "1 partition has no leader. 2 partitions lack replicas in sync." },
    offlinePartitions: 1,
    underReplicatedPartitions: 2,
  });
  const forbidden = async () => [1, 2, 3].map((id) => silent(id, 31));
  expect(await probe({ listGroups: forbidden }).get()).toMatchObject({ status: "ok" });
});

test("a fresh picture says it without asking anew, unless the last reading failed", async () => {
  const metadata = async () => Promise.reject(new KafkaError(-101, "kafka-1:9092"));
  const current = picture({ asOf: Date.now(), description, topics: [topic("a", [1n])] });
  expect(await probe({ metadata }, { current, failure: null }).get()).toMatchObject({ status: "ok", topicCount: 1 });
  const failure = new KafkaError(-101, "kafka-1:9092");
  expect(await probe({ metadata }, { current, failure }).get()).toMatchObject({ status: "unreachable" });
  const old = { ...current, asOf: Date.now() - 60_000 };
  expect(await probe({ metadata }, { current: old, failure: null }).get()).toMatchObject({ status: "unreachable" });
});
