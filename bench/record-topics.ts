import { setTimeout as sleep } from "node:timers/promises";
import { kafkaTool } from "../rig/tools.mjs";
import { encodeBatch } from "../server/kafka/batch/encode.ts";
import type { KafkaCluster } from "../server/kafka/cluster.ts";
import { openCluster } from "../server/kafka/open.ts";

/** A number of the environment, so that a short run is possible. */
function sized(name: string, standard: number): number {
  const given = Number(process.env[name] ?? standard);
  if (!Number.isFinite(given) || given <= 0) throw new RangeError(`${name} must be a number above 0`);
  return given;
}

export const sizes = {
  /** of each text topic */
  textRecords: sized("KLAR_BENCH_TEXT_RECORDS", 2_000_000),
  jsonRecords: sized("KLAR_BENCH_JSON_RECORDS", 300_000),
  exportMegabytes: sized("KLAR_BENCH_EXPORT_MB", 1000),
  tailPerSecond: sized("KLAR_BENCH_TAIL_RATE", 50_000),
  tailSeconds: sized("KLAR_BENCH_TAIL_SECONDS", 20),
};

export const textCodecs = ["none", "lz4", "zstd"] as const;
export const topics = {
  text: (codec: (typeof textCodecs)[number]) => `text-${codec}`,
  json: "json-zstd",
  hundred: "hundred-partitions",
  gapped: "compacted-with-gaps",
  export: "export",
  tail: "tail",
} as const;
const partitions = 6;

/** The topics of the record measures; answers how many records each holds. */
export async function fillRecordTopics(bootstrap: string): Promise<void> {
  const kafka = openCluster({ name: "bench", bootstrapServers: bootstrap.split(",") });
  const make = (name: string, count: number, configs: Record<string, string> = {}) =>
    kafka.createTopic({ name, partitions: count, replicationFactor: 1, configs: { "retention.ms": "-1", ...configs } });
  try {
    for (const codec of textCodecs) {
      await make(topics.text(codec), partitions);
      await fillByJava(bootstrap, topics.text(codec), codec);
    }
    await make(topics.json, partitions);
    await write(kafka, topics.json, partitions, { codec: "zstd", records: sizes.jsonRecords, makeValue: orders() });
    await make(topics.hundred, 100);
    await write(kafka, topics.hundred, 100, { codec: "none", records: 2000, makeValue: orders(), each: 5 });
    await make(topics.export, partitions);
    const records = Math.ceil((sizes.exportMegabytes * 1e6) / orderBytes);
    await write(kafka, topics.export, partitions, { codec: "zstd", records, makeValue: orders() });
    await make(topics.tail, partitions);
    await makeGaps(kafka);
  } finally {
    await kafka.close();
  }
}

/** Random capital letters, written by Kafka's own producer. */
async function fillByJava(bootstrap: string, topic: string, codec: string): Promise<void> {
  const size = ["--num-records", String(sizes.textRecords), "--record-size", "100", "--throughput", "-1"];
  const fast = ["acks=1", "linger.ms=20", "batch.size=65536", `compression.type=${codec}`];
  const properties = [...fast, `bootstrap.servers=${bootstrap}`];
  await kafkaTool("producer-perf-test", ["--topic", topic, ...size, "--producer-props", ...properties], {
    timeout: 300_000,
  });
}

const orderBytes = 1000;

/** JSON of about 1 KB: a few fields and some text. */
function orders(): (nth: number) => Buffer {
  const words = ["lorem", "ipsum", "dolor", "amet", "elit", "tempor", "magna", "aliqua", "veniam", "quis"];
  let state = 7;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const text = Array.from({ length: 20_000 }, () => `${words[random(10)]}${random(1000)}`).join(" ");
  return (nth) => {
    const order = {
      id: nth,
      status: nth % 3 === 0 ? "OPEN" : "PAID",
      total: random(1_000_000) / 100,
      customer: { name: `customer ${random(5000)}`, city: "Berlin", since: "2021-04-01" },
      items: Array.from({ length: 3 }, () => ({
        sku: `sku-${random(100_000)}`,
        count: 1 + random(9),
        price: random(9999) / 100,
      })),
    };
    const head = JSON.stringify(order);
    const at = random(text.length - orderBytes);
    const note = text.slice(at, at + Math.max(0, orderBytes - head.length - 11));
    return Buffer.from(`${head.slice(0, -1)},"note":"${note}"}`);
  };
}

type Load = {
  codec: "none" | "zstd";
  records: number;
  makeValue: (nth: number) => Buffer;
  each?: number;
  keyOf?: (nth: number) => Buffer;
};

/** Batches of `each` records, to all partitions in turn. */
async function write(kafka: KafkaCluster, topic: string, count: number, load: Load): Promise<void> {
  const { codec, records, makeValue, each = 64, keyOf } = load;
  for (let nth = 0; nth < records; ) {
    let asks: Parameters<KafkaCluster["produce"]>[0][number][] = [];
    for (let partition = 0; partition < count && nth < records; partition++) {
      const batch = Array.from({ length: Math.min(each, records - nth) }, () => {
        const record = { key: keyOf?.(nth) ?? null, value: makeValue(nth), headers: [], timestamp: Date.now() };
        nth++;
        return record;
      });
      asks.push({ topic, partition, batch: encodeBatch({ records: batch, codec }) });
    }
    // a topic that was just made has no leaders for a moment
    for (let tries = 0; asks.length > 0; tries++) {
      const answers = await kafka.produce(asks, { acks: 1 });
      const failed = answers.find((answer) => !answer.ok);
      if (failed?.ok === false && tries > 100) throw failed.error;
      asks = asks.filter((_, i) => answers[i]?.ok === false);
      if (asks.length > 0) await sleep(100);
    }
  }
}

/** 300,000 records of 500 keys, compacted to little more than the last of each: offsets with wide gaps. */
async function makeGaps(kafka: KafkaCluster): Promise<void> {
  const topic = topics.gapped;
  const configs = {
    "cleanup.policy": "compact",
    "segment.bytes": "1048576",
    "segment.ms": "1000",
    "min.cleanable.dirty.ratio": "0.01",
    "max.compaction.lag.ms": "1000",
  };
  await kafka.createTopic({ name: topic, partitions, replicationFactor: 1, configs });
  const value = Buffer.from("a value that will be overwritten");
  const load = {
    codec: "none",
    makeValue: () => value,
    keyOf: (nth: number) => Buffer.from(`key-${nth % 500}`),
  } as const;
  await write(kafka, topic, partitions, { ...load, records: 300_000, each: 500 });
  for (let waited = 0; waited < 60; waited++) {
    await write(kafka, topic, partitions, { ...load, records: partitions * 10, each: 10 });
    const kept = await sizeOf(kafka, topic);
    if (kept < 2_000_000) return;
    await sleep(1000);
  }
}

async function sizeOf(kafka: KafkaCluster, topic: string): Promise<number> {
  let bytes = 0n;
  for (const answer of await kafka.logDirs()) {
    for (const directory of answer.ok ? answer.value : [])
      for (const replica of directory.replicas) if (replica.topic === topic) bytes += replica.sizeBytes;
  }
  return Number(bytes);
}
