import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type RunningCluster, startKafkaTool, withCluster } from "../../../e2e/support/rig.ts";
import type { KafkaCluster } from "../../kafka/cluster.ts";
import { openCluster } from "../../kafka/open.ts";
import { follow, messagesOf } from "../rig.fixtures.ts";

const count = 24_000;
const patient = { timeout: 90_000, interval: 50 };
type Sent = { partition: number; offset: number; value: string };

it(
  "a tail equals the ledger of Kafka's verifiable producer, through a broker's death and two cut connections",
  {
    timeout: 240_000,
  },
  () =>
    withCluster({ nodes: 3 }, async (cluster) => {
      const kafka = openCluster({ name: "own", bootstrapServers: cluster.bootstrap.split(",") });
      const directory = mkdtempSync(join(tmpdir(), "klar-ledger-"));
      try {
        await compare(cluster, kafka, directory);
      } finally {
        rmSync(directory, { recursive: true });
        await kafka.close();
      }
    }),
);

async function compare(cluster: RunningCluster, kafka: KafkaCluster, directory: string) {
  const topic = "verified";
  await kafka.createTopic({
    name: topic,
    partitions: 4,
    replicationFactor: 3,
    configs: { "min.insync.replicas": "2" },
  });
  const controller = (await kafka.quorum())?.leaderId;
  const victim = cluster.nodes.find(({ id }) => id !== controller);

  // without retries of its own it would give up what a dying broker did not answer
  const settings = join(directory, "producer.properties");
  writeFileSync(settings, "retries=2147483647\nenable.idempotence=true\nlinger.ms=5\n");
  const argv = ["--topic", topic, "--max-messages", String(count), "--throughput", "2000", "--acks", "-1"];
  const bench = { kafka };
  const shown = { maxPerSecond: "100000", from: "offset:0" };
  const seen: Sent[] = [];
  let reader = await follow(bench, topic, shown);
  const { lines, stop } = startKafkaTool("verifiable-producer", [...argv, "--command-config", settings], {
    bootstrap: cluster.bootstrap,
  });
  const ledger: Sent[] = [];
  const failed: string[] = [];
  const writing = (async () => {
    for await (const line of lines) {
      if (line.includes('"producer_send_success"')) ledger.push(JSON.parse(line));
      else if (line.includes('"producer_send_error"')) failed.push(line);
      if (line.includes('"shutdown_complete"') || line.includes('"tool_data"')) break;
    }
  })();
  const took = (heard: typeof reader.events) =>
    heard.flatMap(messagesOf).map(({ partition, offset, value }) => ({
      partition,
      offset: Number(offset),
      value: value?.text ?? "",
    }));
  const soFar = () => seen.length + reader.messages().length;
  /** The connection breaks off: what was under way then never arrived. */
  const cut = async () => {
    const upTo = Math.max(1, reader.events.length - 3);
    const heard = reader.events.slice(0, upTo);
    await reader.stop();
    seen.push(...took(heard));
    reader = await follow(bench, topic, { maxPerSecond: "100000" }, heard.at(-1)?.id ?? null);
  };

  await expect.poll(soFar, patient).toBeGreaterThan(3000);
  await victim?.kill();
  await expect.poll(() => ledger.length, patient).toBeGreaterThan(6000);
  await cut();
  const before = ledger.length;
  await expect.poll(() => ledger.length, patient).toBeGreaterThan(before + 1000);
  await victim?.start();
  await cut();
  await writing;
  await stop();
  expect(failed).toEqual([]);
  expect(ledger).toHaveLength(count);
  await expect.poll(soFar, patient).toBeGreaterThanOrEqual(count);
  await reader.stop();
  seen.push(...took(reader.events));
  const place = ({ partition, offset, value }: Sent) => `${partition}/${offset} ${value}`;
  expect(seen.map(place).toSorted()).toEqual(ledger.map(place).toSorted());
  for (let partition = 0; partition < 4; partition++) {
    const offsets = seen.filter((one) => one.partition === partition).map(({ offset }) => offset);
    expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
  }
}
