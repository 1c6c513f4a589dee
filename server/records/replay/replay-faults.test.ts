import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { eventually, type RunningCluster, withCluster, withConnect } from "../../../e2e/support/rig.ts";
import { encodeBatch } from "../../kafka/batch/encode.ts";
import type { KafkaCluster } from "../../kafka/cluster.ts";
import { openCluster } from "../../kafka/open.ts";
import { replaying, witness } from "./replay.fixtures.ts";

const badCount = 1_500;
const goodCount = 300;

it(
  "sends what a Connect sink could not read back to where it came from, each once, although a broker is killed meanwhile",
  () =>
    withCluster({ nodes: 3, configOverrides: quickly }, async (cluster) => {
      const kafka = openCluster({ name: "own", bootstrapServers: cluster.bootstrap.split(",") });
      try {
        const configs = { "min.insync.replicas": "2", "retention.ms": "-1" };
        await kafka.createTopic({ name: "orders", partitions: 3, replicationFactor: 3, configs });
        await kafka.createTopic({ name: "orders.dlq", partitions: 3, replicationFactor: 3, configs });
        await fill(kafka);
        await throughConnect(cluster, kafka);
        await backAgain(cluster, kafka);
      } finally {
        await kafka.close();
      }
    }),
  300_000,
);

/** the coordinators' own topics survive a broker too */
const quickly = {
  "offsets.topic.replication.factor": "3",
  "transaction.state.log.replication.factor": "3",
  "transaction.state.log.min.isr": "2",
  "offsets.topic.num.partitions": "6",
  "transaction.state.log.num.partitions": "6",
};

async function fill(kafka: KafkaCluster): Promise<void> {
  for (const partition of [0, 1, 2]) {
    const records = Array.from({ length: (badCount + goodCount) / 3 }, (_, i) => {
      const isBad = i < badCount / 3;
      const value = isBad ? `{"broken ${partition}-${i}` : `{"whole":${i}}`;
      return { key: Buffer.from(`${i}`), value: Buffer.from(value), headers: [], timestamp: Date.now() };
    });
    const batch = encodeBatch({ codec: "none", records });
    const [ack] = await kafka.produce([{ topic: "orders", partition, batch }], { acks: -1 });
    if (!ack?.ok) throw ack?.error ?? new Error("not written");
  }
}

async function throughConnect(cluster: RunningCluster, kafka: KafkaCluster): Promise<void> {
  await withConnect(cluster.bootstrap, async ({ url, group }) => {
    const config = {
      "connector.class": "org.apache.kafka.connect.file.FileStreamSinkConnector",
      "tasks.max": "1",
      topics: "orders",
      file: join(tmpdir(), `${group}.sink`),
      "consumer.override.auto.offset.reset": "earliest",
      "errors.tolerance": "all",
      "errors.deadletterqueue.topic.name": "orders.dlq",
      "errors.deadletterqueue.topic.replication.factor": "3",
      "errors.deadletterqueue.context.headers.enable": "true",
    };
    const made = await fetch(`${url}/connectors`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "sink", config }),
    });
    expect(made.status).toBe(201);
    await eventually(
      "every bad record in the queue",
      async () => {
        const asks = [0, 1, 2].map((partition) => ({ topic: "orders.dlq", partition, at: "latest" as const }));
        const ends = await kafka.listOffsets(asks);
        const count = ends.reduce((sum, end) => sum + (end.ok ? Number(end.value.offset) : 0), 0);
        if (count >= badCount) return true;
        throw new Error(`${count}: ${await (await fetch(`${url}/connectors/sink/status`)).text()}`);
      },
      { within: 150_000, every: 300 },
    );
  });
}

async function backAgain(cluster: RunningCluster, kafka: KafkaCluster): Promise<void> {
  const { start, ended, jobs, preview } = replaying(kafka);
  const target = { origin: true, partition: "same", headers: "without-errors" } as const;
  const told = await preview("orders.dlq", { target });
  expect(told).toMatchObject({ selected: BigInt(badCount), withoutOrigin: 0n, isComplete: true });
  expect(told.destinations.map(({ topic, partition, records }) => `${topic}-${partition} ${records}`).sort()).toEqual(
    [0, 1, 2].map((partition) => `orders-${partition} ${badCount / 3}`),
  );
  const id = await start("orders.dlq", { target, rate: 300 });
  await eventually("the first copies", () => (jobs.get(id).done > 150 ? true : undefined));
  const lead = await leaderToKill(kafka, "orders");
  const victim = cluster.nodes.find((node) => node.id === lead);
  await victim?.kill();
  const job = await ended(id);
  expect(job).toMatchObject({ state: "done", done: badCount, result: { copied: `${badCount}`, withoutOrigin: "0" } });
  await victim?.start();
  const bad = (await witness(cluster.bootstrap, "orders")).filter(({ value }) => value?.startsWith('{"broken'));
  expect(bad).toHaveLength(2 * badCount);
  const times = Map.groupBy(bad, ({ partition, value }) => `${partition} ${value}`);
  expect(times.size).toBe(badCount);
  expect([...times.values()].filter((all) => all.length !== 2)).toEqual([]);
}

/** a broker that leads a partition that is read or written, and is not the controller */
async function leaderToKill(kafka: KafkaCluster, topic: string): Promise<number | undefined> {
  const controller = (await kafka.quorum())?.leaderId;
  const { partitions } = await kafka.topic(topic);
  const leaders = partitions.map(({ leader }) => leader);
  return leaders.find((leader) => leader !== controller && leader !== null) ?? undefined;
}
