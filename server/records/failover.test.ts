import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod/mini";
import type { RunningCluster } from "../../e2e/support/rig.ts";
import { type Message, tailMessages } from "../../lib/api/messages.ts";
import { startCluster } from "../../rig/start-cluster.mjs";
import { encodeBatch } from "../kafka/batch/encode.ts";
import type { KafkaCluster } from "../kafka/cluster.ts";
import { openCluster } from "../kafka/open.ts";
import { browseOnce } from "./browse-once.ts";
import { messagesOf, placeOf, queryOf } from "./rig.fixtures.ts";
import { type TailEvent, tail } from "./tail/tail.ts";

let cluster: RunningCluster;
let kafka: KafkaCluster;
beforeAll(async () => {
  cluster = await startCluster({ nodes: 3 });
  kafka = openCluster({ name: "own", bootstrapServers: cluster.bootstrap.split(",") });
});
afterAll(async () => {
  await kafka?.close();
  await cluster?.stop();
});

it("goes on after a broker was killed: nothing is lost, nothing comes twice, and what is missing meanwhile is named", () =>
  killAndReturn(cluster, kafka));

it("reads what is left while a broker is down, and names what is not", async () => {
  const topic = "one-copy";
  await kafka.createTopic({ name: topic, partitions: 3, replicationFactor: 1, configs: { "retention.ms": "-1" } });
  const record = { key: null, value: Buffer.from("x"), headers: [], timestamp: 1_700_000_000_000 };
  for (const partition of [0, 1, 2])
    await kafka.produce([{ topic, partition, batch: encodeBatch({ codec: "none", records: [record] }) }], {
      acks: -1,
    });
  const controller = (await kafka.quorum())?.leaderId;
  const victim = cluster.nodes.find(({ id }) => id !== controller);
  const lost = (await kafka.topic(topic)).partitions
    .filter(({ leader }) => leader === victim?.id)
    .map(({ partition }) => partition);
  await victim?.kill();
  for (const query of [{}, { contains: "x" }] as Record<string, string>[]) {
    const { messages, scan } = await browseOnce(kafka, topic, queryOf(query), AbortSignal.timeout(30_000));
    expect(messages.map(({ partition }) => partition).toSorted()).toEqual(
      [0, 1, 2].filter((partition) => !lost.includes(partition)),
    );
    expect(scan).toMatchObject({ reason: "end", cursor: { next: null } });
    expect(scan.plan.skipped.map(({ partition }) => partition)).toEqual(lost);
    expect(scan.problems.map(({ target }) => target)).toEqual(lost.map((partition) => `partition ${partition}`));
  }
});

async function killAndReturn(cluster: RunningCluster, kafka: KafkaCluster) {
  const topic = "failover";
  await kafka.createTopic({
    name: topic,
    partitions: 6,
    replicationFactor: 3,
    configs: { "min.insync.replicas": "2", "retention.ms": "-1" },
  });
  // the controller stays, so that the election is quick
  const controller = (await kafka.quorum())?.leaderId;
  const victim = cluster.nodes.find(({ id }) => id !== controller);
  const led = (await kafka.topic(topic)).partitions.filter(({ leader }) => leader === victim?.id);
  expect(led.length).toBeGreaterThan(0);

  const stopped = new AbortController();
  const written: string[] = [];
  const writing = (async () => {
    for (let i = 0; !stopped.signal.aborted; i++) {
      const partition = i % 6;
      const batch = encodeBatch({
        codec: "none",
        records: [{ key: null, value: Buffer.from(`${i}`), headers: [], timestamp: 1_700_000_000_000 + i }],
      });
      // what was not acknowledged may be in the log all the same; only what was acknowledged must be seen
      const [ack] = await kafka.produce([{ topic, partition, batch }], { acks: -1, timeoutMs: 5000 }).catch(() => []);
      if (ack?.ok)
        written.push(placeOf({ partition, offset: ack.value.baseOffset ?? -1n, timestamp: 1_700_000_000_000 + i }));
    }
  })();

  const events: TailEvent[] = [];
  const ending = new AbortController();
  const query = z.parse(tailMessages.query ?? z.never(), { from: "offset:0", maxPerSecond: "100000" }) as Parameters<
    typeof tail
  >[2];
  const reading = (async () => {
    for await (const event of await tail(kafka, topic, query, { signal: ending.signal, lastEventId: null }))
      events.push(event);
  })();
  const messages = (): Message[] => events.flatMap(messagesOf);
  const problems = () =>
    events.flatMap((event) => (event.event === "status" ? event.data.problems.map(({ target }) => target) : []));
  const ofLed = () => messages().filter(({ partition }) => led.some((one) => one.partition === partition)).length;

  await expect.poll(ofLed, { timeout: 20_000 }).toBeGreaterThan(5);
  await victim?.kill();
  const before = ofLed();
  await expect.poll(ofLed, { timeout: 60_000 }).toBeGreaterThan(before + 20);
  expect(problems().some((target) => target === `broker ${victim?.id}` || target.startsWith("partition"))).toBe(true);

  // a page is whole as soon as the partitions have leaders again
  const page = await browseOnce(
    kafka,
    topic,
    queryOf({ order: "oldest", limit: "10000" }),
    AbortSignal.timeout(30_000),
  );
  expect(page.scan.plan.partitions.map(({ partition }) => partition)).toEqual([0, 1, 2, 3, 4, 5]);

  await victim?.start();
  const back = messages().length;
  await expect.poll(() => messages().length, { timeout: 60_000 }).toBeGreaterThan(back + 50);
  stopped.abort();
  await writing;
  const seen = () => new Set(messages().map(placeOf));
  await expect.poll(() => written.filter((place) => !seen().has(place)), { timeout: 30_000 }).toEqual([]);
  ending.abort();
  await reading;
  expect(seen().size).toBe(messages().length);
  for (let partition = 0; partition < 6; partition++) {
    const offsets = messages()
      .filter((one) => one.partition === partition)
      .map(({ offset }) => Number(offset));
    expect(offsets).toEqual(Array.from({ length: offsets.length }, (_, i) => i));
  }
}
