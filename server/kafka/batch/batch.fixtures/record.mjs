/**
 * Records the samples beside this file from the running rig: `node server/kafka/batch/batch.fixtures/record.mjs`.
 * Written by Kafka's ConsoleProducer, kcat and kafkajs; the bytes are those of a Fetch v4 answer over a plain socket; what
 * they should mean is told by kcat or by the ledger of what kafkajs was given, never by Klar's own codec.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import net from "node:net";
import { Kafka, logLevel } from "kafkajs";
import { kafkaTool } from "../../../../rig/tools.mjs";

const BOOTSTRAP = "127.0.0.1:19092";
const kafka = new Kafka({ clientId: "batch-fixtures", brokers: [BOOTSTRAP], logLevel: logLevel.ERROR });
const admin = kafka.admin();
await admin.connect();
const leader = (await admin.describeCluster()).brokers.find((broker) => broker.port === 19092);
if (!leader) throw new Error("no broker on port 19092");

const stamp = Date.now().toString(36);
const topics = [];

async function topic(name, configs = {}) {
  const full = `batch-${name}-${stamp}`;
  topics.push(full);
  const configEntries = Object.entries(configs).map(([key, value]) => ({ name: key, value }));
  await admin.createTopics({
    waitForLeaders: true,
    topics: [{ topic: full, configEntries, replicaAssignment: [{ partition: 0, replicas: [leader.nodeId] }] }],
  });
  return full;
}

const string = (text) => {
  const length = Buffer.alloc(2);
  length.writeInt16BE(Buffer.byteLength(text));
  return Buffer.concat([length, Buffer.from(text)]);
};
const int = (value, size) => {
  const bytes = Buffer.alloc(size);
  if (size === 8) bytes.writeBigInt64BE(BigInt(value));
  else bytes.writeIntBE(value, 0, size);
  return bytes;
};

/** Fetch v4 of partition 0 from offset 0. */
function fetchRaw(name, { committed = false, partitionMaxBytes = 8 << 20 } = {}) {
  const body = Buffer.concat([
    int(1, 2),
    int(4, 2),
    int(7, 4),
    string("batch-fixtures"),
    int(-1, 4),
    int(500, 4),
    int(1, 4),
    int(16 << 20, 4),
    int(committed ? 1 : 0, 1),
    int(1, 4),
    string(name),
    int(1, 4),
    int(0, 4),
    int(0, 8),
    int(partitionMaxBytes, 4),
  ]);
  return new Promise((resolve, reject) => {
    const socket = net.connect(19092, "127.0.0.1", () => socket.write(Buffer.concat([int(body.length, 4), body])));
    const parts = [];
    socket.on("error", reject).on("data", (part) => {
      parts.push(part);
      const all = Buffer.concat(parts);
      if (all.length < 4 || all.length < 4 + all.readInt32BE(0)) return;
      socket.destroy();
      let at = 4 + 4 + 4 + 4;
      at += 2 + all.readInt16BE(at) + 4 + 4;
      const error = all.readInt16BE(at);
      if (error !== 0) return reject(new Error(`fetch answered ${error}`));
      const highWatermark = all.readBigInt64BE(at + 2);
      const lastStableOffset = all.readBigInt64BE(at + 10);
      const count = all.readInt32BE(at + 18);
      at += 22;
      const aborted = [];
      for (let i = 0; i < count; i++, at += 16)
        aborted.push({ producerId: String(all.readBigInt64BE(at)), firstOffset: String(all.readBigInt64BE(at + 8)) });
      const length = all.readInt32BE(at);
      resolve({
        highWatermark: String(highWatermark),
        lastStableOffset: String(lastStableOffset),
        aborted,
        bytes: Buffer.from(all.subarray(at + 4, at + 4 + Math.max(length, 0))),
      });
    });
  });
}

const base64 = (text) => (text === null || text === undefined ? null : Buffer.from(text).toString("base64"));

function kcatReads(name, { committed = false } = {}) {
  const out = execFileSync(
    "kcat",
    [
      "-b",
      BOOTSTRAP,
      "-C",
      "-t",
      name,
      "-p",
      "0",
      "-o",
      "beginning",
      "-e",
      "-q",
      "-J",
      "-X",
      `isolation.level=${committed ? "read_committed" : "read_uncommitted"}`,
    ],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  return out
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const { offset, ts, key, payload, headers = [] } = JSON.parse(line);
      const pairs = [];
      for (let i = 0; i < headers.length; i += 2) pairs.push([base64(headers[i]), base64(headers[i + 1])]);
      return { offset: String(offset), timestamp: ts, key: base64(key), value: base64(payload), headers: pairs };
    });
}

async function save(name, topicName, expected, options = {}) {
  const { bytes, ...told } = await fetchRaw(topicName, options);
  writeFileSync(new URL(`${name}.bin`, import.meta.url), bytes);
  writeFileSync(new URL(`${name}.json`, import.meta.url), `${JSON.stringify({ ...told, ...expected })}\n`);
  console.log(name, bytes.length, "bytes", expected.records?.length, "records");
}

const words = ["order", "paid", "größe", "東京", "null", "shipped", '{"total":12.5}', ""];
const line = (i) => `${words[i % words.length]} ${i} ${"lorem ipsum ".repeat(i % 7)}`;

for (const codec of ["none", "gzip", "snappy", "lz4", "zstd"]) {
  const name = await topic(`console-${codec}`);
  const input = Array.from({ length: 220 }, (_, i) => `trace:${i},empty:\tkey-${i % 13}\t${line(i)}`).join("\n");
  await kafkaTool(
    "console-producer",
    [
      "--topic",
      name,
      "--compression-codec",
      codec,
      "--reader-property",
      "parse.key=true",
      "--reader-property",
      "parse.headers=true",
    ],
    { bootstrap: BOOTSTRAP, input: `${input}\n` },
  );
  await save(`console-producer-${codec}`, name, { reader: "kcat", codec, records: kcatReads(name) });
}

for (const codec of ["gzip", "snappy", "lz4", "zstd"]) {
  const name = await topic(`kcat-${codec}`);
  const input = Array.from({ length: 150 }, (_, i) => `k${i}|${line(i)}`).join("\n");
  execFileSync(
    "kcat",
    ["-b", BOOTSTRAP, "-P", "-t", name, "-p", "0", "-K", "|", "-z", codec, "-H", "source=kcat", "-X", "linger.ms=200"],
    { input },
  );
  await save(`kcat-${codec}`, name, { reader: "kcat", codec, records: kcatReads(name) });
}

const appended = await topic("append", { "message.timestamp.type": "LogAppendTime" });
execFileSync("kcat", ["-b", BOOTSTRAP, "-P", "-t", appended, "-p", "0", "-z", "lz4", "-X", "linger.ms=200"], {
  input: Array.from({ length: 40 }, (_, i) => line(i + 1)).join("\n"),
});
await save("log-append-time", appended, { reader: "kcat", codec: "lz4", records: kcatReads(appended) });

/** Binary keys, values and headers, duplicates, null against empty, out-of-order timestamps. */
const odd = await topic("odd");
const producer = kafka.producer();
await producer.connect();
const strange = [
  {
    key: Buffer.from([0, 255, 254, 128]),
    value: Buffer.from([0xc3, 0x28, 0]),
    headers: { raw: Buffer.from([1, 2, 255]), twice: ["a", "b"] },
    timestamp: "1700000005000",
  },
  { key: null, value: Buffer.from("no key"), headers: {}, timestamp: "1700000001000" },
  { key: Buffer.from("dead"), value: null, headers: { größe: "ü" }, timestamp: "1700000009000" },
  { key: Buffer.alloc(0), value: Buffer.alloc(0), headers: { empty: "" }, timestamp: "1600000000000" },
  { key: Buffer.from("big"), value: Buffer.alloc(70_000, "klar "), headers: {}, timestamp: "1700000002000" },
];
await producer.send({ topic: odd, acks: -1, messages: strange.map((message) => ({ ...message, partition: 0 })) });
await save("kafkajs-odd-records", odd, {
  reader: "ledger",
  codec: "none",
  records: strange.map((message, i) => ({
    offset: String(i),
    timestamp: Number(message.timestamp),
    key: base64(message.key),
    value: base64(message.value),
    headers: Object.entries(message.headers).flatMap(([key, value]) =>
      [value].flat().map((one) => [base64(key), base64(one)]),
    ),
  })),
});

/** Two producers interleaved, aborts and commits of both, plain records between, one transaction left open. */
const mixed = await topic("transactions");
const first = kafka.producer({ transactionalId: `batch-a-${stamp}`, maxInFlightRequests: 1, idempotent: true });
const second = kafka.producer({ transactionalId: `batch-b-${stamp}`, maxInFlightRequests: 1, idempotent: true });
await first.connect();
await second.connect();
const send = (sender, ...values) =>
  sender.send({ topic: mixed, acks: -1, messages: values.map((value) => ({ value, partition: 0 })) });
const a1 = await first.transaction();
const b1 = await second.transaction();
await send(a1, "a1 aborted 1", "a1 aborted 2");
await send(b1, "b1 committed 1");
await send(producer, "plain 1");
await a1.abort();
const a2 = await first.transaction();
await send(a2, "a2 committed 1");
await send(b1, "b1 committed 2");
await a2.commit();
await b1.commit();
const a3 = await first.transaction();
await send(a3, "a3 aborted 1");
await a3.abort();
const b2 = await second.transaction();
await send(b2, "b2 aborted 1");
await send(producer, "plain 2");
await b2.abort();
const a4 = await first.transaction();
await send(a4, "a4 committed 1");
await a4.commit();
const b3 = await second.transaction();
await send(b3, "b3 open 1");
await send(producer, "plain 3, above the last stable offset");
await save(
  "transactions-committed",
  mixed,
  { reader: "kcat read_committed", records: kcatReads(mixed, { committed: true }) },
  { committed: true },
);
await save("transactions-uncommitted", mixed, { reader: "kcat read_uncommitted", records: kcatReads(mixed) });
await b3.abort();

/** A fetch whose byte limit ends inside the third batch. */
const cut = await topic("cut");
for (let i = 0; i < 5; i++)
  await producer.send({
    topic: cut,
    acks: -1,
    messages: [{ partition: 0, key: `k${i}`, value: line(i + 1).repeat(40) }],
  });
const whole = await fetchRaw(cut);
const sizes = [];
for (let at = 0; at < whole.bytes.length; at += 12 + whole.bytes.readInt32BE(at + 8))
  sizes.push(12 + whole.bytes.readInt32BE(at + 8));
await save(
  "cut-in-third-batch",
  cut,
  { reader: "kcat", cutBytes: 100, records: kcatReads(cut).slice(0, 2) },
  { partitionMaxBytes: sizes[0] + sizes[1] + 100 },
);

/** Compaction leaves gaps between offsets, inside batches and at their ends. */
const compacted = await topic("compacted", {
  "cleanup.policy": "compact",
  "segment.ms": "100",
  "min.cleanable.dirty.ratio": "0.0001",
  "delete.retention.ms": "100",
  "max.compaction.lag.ms": "100",
  "min.compaction.lag.ms": "0",
});
await producer.send({
  topic: compacted,
  acks: -1,
  messages: Array.from({ length: 12 }, (_, i) => ({ partition: 0, key: `k${i % 5}`, value: `first ${i}` })),
});
await producer.send({
  topic: compacted,
  acks: -1,
  messages: Array.from({ length: 6 }, (_, i) => ({
    partition: 0,
    key: `k${i % 3}`,
    value: i === 5 ? null : `second ${i}`,
  })),
});
const until = Date.now() + 90_000;
let seen = kcatReads(compacted);
while (seen.length > 12 && Date.now() < until) {
  await new Promise((resolve) => setTimeout(resolve, 3000));
  await producer.send({ topic: compacted, acks: -1, messages: [{ partition: 0, key: "roll", value: "the segment" }] });
  seen = kcatReads(compacted);
}
// One Fetch answers from one segment: what the other reader found behind it is not in the sample.
const { bytes: oneSegment } = await fetchRaw(compacted);
let fetchedUntil = 0n;
for (let at = 0; at < oneSegment.length; at += 12 + oneSegment.readInt32BE(at + 8))
  fetchedUntil = oneSegment.readBigInt64BE(at) + BigInt(oneSegment.readInt32BE(at + 23));
await save("compacted", compacted, {
  reader: "kcat",
  records: kcatReads(compacted).filter(({ offset }) => BigInt(offset) <= fetchedUntil),
});

await admin.deleteTopics({ topics });
for (const client of [producer, first, second, admin]) await client.disconnect();
