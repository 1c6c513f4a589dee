import { Kafka, logLevel } from "kafkajs";
import { afterAll, describe, expect, it } from "vitest";
import { kafkaTool } from "../../e2e/support/rig.ts";
import type { Placed } from "./merge.ts";
import { bestOf, dice, openBench, placeOf, shown } from "./rig.fixtures.ts";
import { wholeMessage } from "./whole.ts";

const bench = openBench();
const kafkajs = new Kafka({ brokers: bench.bootstrap.split(","), logLevel: logLevel.NOTHING });
afterAll(() => bench.close());

type Isolation = "read_committed" | "read_uncommitted";
const start = 1_700_000_000_000;

/** The whole topic as Kafka's own consumer reads it, in each partition's order. */
async function readByJava(topic: string, count: number, isolation: Isolation): Promise<Placed[]> {
  const show = ["timestamp", "partition", "offset"].flatMap((part) => ["--formatter-property", `print.${part}=true`]);
  const argv = ["--topic", topic, "--from-beginning", "--isolation-level", isolation, "--timeout-ms", "20000"];
  const most = ["--max-messages", String(count), "--formatter-property", "print.value=false"];
  const { stdout } = await kafkaTool("console-consumer", [...argv, ...most, ...show], { bootstrap: bench.bootstrap });
  return [...stdout.matchAll(/^CreateTime:(\d+)\tPartition:(\d+)\tOffset:(\d+)/gm)].map(
    ([, timestamp, partition, offset]) => ({
      timestamp: Number(timestamp),
      partition: Number(partition),
      offset: BigInt(offset ?? -1),
    }),
  );
}

/** Reads page after page to the end and each page before again, comparing each with what the definition says is left. */
async function turnPages(topic: string, all: readonly Placed[], query: Record<string, string>) {
  const order = query.order === "oldest" ? "oldest" : "newest";
  const limit = Number(query.limit);
  const { order: _order, ...later } = query;
  const pages: string[][] = [];
  let left = [...all];
  let cursor: string | null = null;
  do {
    const { messages, scan } = await bench.read(topic, cursor === null ? query : { ...later, cursor });
    const got = messages.map(placeOf);
    expect(got).toEqual(bestOf(order, left, limit).map(placeOf));
    const delivered = new Set(got);
    left = left.filter((record) => !delivered.has(placeOf(record)));
    if (scan.cursor.previous !== null) {
      const before = await bench.read(topic, { ...later, cursor: scan.cursor.previous });
      expect(before.messages.map(placeOf)).toEqual(pages.at(-1));
    }
    pages.push(got);
    cursor = scan.cursor.next;
  } while (cursor !== null && pages.length < 200);
  expect(left).toEqual([]);
}

/** The first page again: what was learnt of the topic before is used now. */
async function readAgain(topic: string, all: readonly Placed[], query: Record<string, string>) {
  for (let turn = 0; turn < 3; turn++) {
    const { messages } = await bench.read(topic, query);
    expect(messages.map(placeOf)).toEqual(bestOf("newest", all, Number(query.limit)).map(placeOf));
  }
}

describe("pages of topics with gaps, held against a brute-force reading", () => {
  it("transactions, many of them aborted, among plain records with timestamps out of order", {
    timeout: 120_000,
  }, async () => {
    const random = dice(4711);
    const topic = await bench.ownTopic(4);
    const committed: Placed[] = [];
    const aborted: Placed[] = [];
    let ended = 0;
    const producer = kafkajs.producer({
      transactionalId: `${topic}-tx`,
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
    });
    await producer.connect();
    const time = (nth: number) => start + nth * 50 + random(4000);
    try {
      for (let step = 0; step < 40; step++) {
        const partition = random(4);
        const times = Array.from({ length: 1 + random(12) }, () => time(step));
        if (random(2) === 0) {
          const records = times.map((timestamp) => ({ value: Buffer.from("plain"), timestamp }));
          const [base = 0n] = await bench.append(topic, partition, [records], random(2) === 0 ? "lz4" : "none");
          committed.push(...times.map((timestamp, i) => ({ partition, offset: base + BigInt(i), timestamp })));
          continue;
        }
        const isAborted = random(2) === 0;
        const transaction = await producer.transaction();
        const [sent] = await transaction.send({
          topic,
          messages: times.map((timestamp) => ({ value: "transactional", partition, timestamp: String(timestamp) })),
        });
        if (isAborted) await transaction.abort();
        else await transaction.commit();
        const base = BigInt(sent?.baseOffset ?? -1);
        ended++;
        (isAborted ? aborted : committed).push(
          ...times.map((timestamp, i) => ({ partition, offset: base + BigInt(i), timestamp })),
        );
      }
    } finally {
      await producer.disconnect();
    }
    expect(aborted.length).toBeGreaterThan(20);
    const byJava = await readByJava(topic, committed.length, "read_committed");
    expect(byJava.map(placeOf).toSorted()).toEqual(committed.map(placeOf).toSorted());
    const everything = [...committed, ...aborted];
    for (const order of ["newest", "oldest"]) {
      await turnPages(topic, committed, { order, limit: "17" });
      await turnPages(topic, everything, { order, limit: "23", isolation: "read_uncommitted" });
    }
    // each transaction has left a marker somewhere behind its records, dated by the broker
    const taken = new Set(everything.map(({ partition, offset }) => `${partition}:${offset}`));
    const latest = await bench.kafka.listOffsets(
      [0, 1, 2, 3].map((partition) => ({ topic, partition, at: "latest" as const })),
    );
    const others = latest.flatMap((item) =>
      Array.from({ length: Number(item.ok ? item.value.offset : 0n) }, (_, offset) => ({
        partition: item.key.partition,
        offset: BigInt(offset),
      })).filter(({ partition, offset }) => !taken.has(`${partition}:${offset}`)),
    );
    expect(others).toHaveLength(ended);
    const markers = await Promise.all(
      others.map(async ({ partition, offset }) => {
        const address = { topic, partition: String(partition), offset: String(offset) };
        const { control, timestamp } = await wholeMessage(
          bench.kafka,
          address,
          shown(100),
          AbortSignal.timeout(30_000),
        );
        expect(control).toBeDefined();
        return { partition, offset, timestamp };
      }),
    );
    for (const order of ["newest", "oldest"])
      for (const [isolation, records] of [
        ["read_committed", committed],
        ["read_uncommitted", everything],
      ] as const)
        await turnPages(topic, [...records, ...markers], { order, limit: "19", isolation, control: "true" });
    await readAgain(topic, [...committed, ...markers], { limit: "11", control: "true" });
    await readAgain(topic, committed, { limit: "11" });
    await readAgain(topic, everything, { limit: "11", isolation: "read_uncommitted" });
  });

  it("compaction, which leaves batches empty and offsets out", { timeout: 120_000 }, async () => {
    const random = dice(815);
    const topic = await bench.ownTopic(3, {
      "cleanup.policy": "compact",
      "segment.ms": "100",
      "min.cleanable.dirty.ratio": "0.001",
      "max.compaction.lag.ms": "100",
      "min.compaction.lag.ms": "0",
    });
    let written = 0;
    const write = async (keys: number) => {
      for (const partition of [0, 1, 2]) {
        const records = Array.from({ length: 1 + random(9) }, () => ({
          key: Buffer.from(`k${random(keys)}`),
          value: Buffer.from("v"),
          timestamp: start + ++written * 10 + random(500),
        }));
        await bench.append(topic, partition, [records]);
      }
    };
    for (let i = 0; i < 25; i++) await write(60);
    // a closed segment is cleaned when a later one exists
    const remaining = () => bench.read(topic, { order: "oldest", limit: "10000" });
    await expect
      .poll(
        async () => {
          await write(6);
          const { messages } = await remaining();
          return [0, 1, 2].every((partition) => {
            const offsets = messages.filter((one) => one.partition === partition).map(({ offset }) => Number(offset));
            return offsets.length < (offsets.at(-1) ?? 0) - 60;
          });
        },
        { timeout: 60_000, interval: 500 },
      )
      .toBe(true);
    // what it has not cleaned yet stays as it is from now on; a cleaning under way is over when two readings agree
    await bench.kafka.alterConfigs([{ resource: { type: "topic", name: topic }, set: { "cleanup.policy": "delete" } }]);
    const settled = async () => {
      const before = (await remaining()).messages.length;
      const byJava = await readByJava(topic, before, "read_committed");
      return (await remaining()).messages.length === before ? byJava : null;
    };
    let all = await settled();
    for (let tries = 0; all === null && tries < 5; tries++) all = await settled();
    for (const order of ["newest", "oldest"]) await turnPages(topic, all ?? [], { order, limit: "13" });
    await readAgain(topic, all ?? [], { limit: "40" });
  });
});
