import { Kafka, logLevel } from "kafkajs";
import { afterAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { ProduceBody } from "../../../lib/api/produce.ts";
import { openBench } from "../rig.fixtures.ts";
import { partitionFor, produceRecords } from "./produce.ts";

const bench = openBench();
afterAll(() => bench.close());
const signal = AbortSignal.timeout(120_000);
const produce = (topic: string, body: z.input<typeof ProduceBody>) =>
  produceRecords(bench.kafka, topic, z.parse(ProduceBody, body), signal);

describe("producing", () => {
  it("writes what is read back: keys, nulls, tombstones, headers, binary, times", async () => {
    const topic = await bench.ownTopic(1);
    const binary = Buffer.from([0, 255, 1]).toString("base64");
    const { results, acknowledged } = await produce(topic, {
      records: [
        {
          key: "k",
          value: '{"a": 1}',
          headers: [
            { name: "h", value: "1" },
            { name: "h", value: { encoding: "base64", text: binary } },
            { name: "n" },
          ],
          timestamp: 1_700_000_000_000,
        },
        { key: { format: "binary", text: binary }, value: null },
        { value: "" },
        { key: "", value: { format: "json", text: "[12345678901234567890]" } },
      ],
    });
    expect(acknowledged).toBe(true);
    expect(results.map(({ partition, offset, error }) => [partition, offset, error])).toEqual(
      [0n, 1n, 2n, 3n].map((offset) => [0, offset, null]),
    );
    expect(results[0]?.timestamp).toBe(1_700_000_000_000);
    const { messages } = await bench.read(topic, { order: "oldest", partitions: "0" });
    const byOffset = messages.toSorted((a, b) => Number(a.offset - b.offset));
    expect(byOffset).toMatchObject([
      {
        key: { text: "k" },
        value: { text: '{"a": 1}', format: "json" },
        timestamp: 1_700_000_000_000,
        headers: [
          { name: "h", value: { text: "1" } },
          { name: "h", value: { text: binary, encoding: "base64" } },
          { name: "n", value: null },
        ],
      },
      { key: { text: binary, encoding: "base64" }, value: null },
      { key: null, value: { text: "", size: 0 } },
      { key: { text: "", size: 0 }, value: { text: "[12345678901234567890]" } },
    ]);
  });

  it("puts keys where partition-for and Java's partitioner put them, and spreads what has none", async () => {
    const topic = await bench.ownTopic(7);
    const keys = ["21", "foobar", "abc", "schlüssel", ""];
    const { results } = await produce(topic, { records: keys.map((key) => ({ key, value: "v" })) });
    for (const [i, key] of keys.entries())
      expect(await partitionFor(bench.kafka, topic, { key }, signal)).toEqual({ partition: results[i]?.partition });
    expect(await partitionFor(bench.kafka, topic, { key: "Zm9vYmFy", keyEncoding: "base64" }, signal)).toEqual({
      partition: results[1]?.partition,
    });
    await expect(partitionFor(bench.kafka, topic, { key: "%", keyEncoding: "base64" }, signal)).rejects.toMatchObject({
      code: "invalid-request",
    });
    const keyless = await produce(topic, { records: Array.from({ length: 14 }, () => ({ value: "x" })) });
    expect(new Set(keyless.results.map(({ partition }) => partition)).size).toBe(7);
  });

  it("names every field that is wrong and writes nothing then", async () => {
    const topic = await bench.ownTopic(2);
    const wrong = produce(topic, {
      records: [
        { value: "good" },
        { value: "x", partition: 2 },
        { key: { format: "binary", text: "%" } },
        { value: { format: "json", text: "{" } },
        { value: "late", timestamp: 9e15 },
      ],
      acks: "1",
      idempotent: true,
    });
    await expect(wrong).rejects.toMatchObject({
      code: "invalid-request",
      errors: [
        { path: "body.idempotent" },
        { path: "body.records[1].partition" },
        { path: "body.records[2].key.text" },
        { path: "body.records[3].value.text" },
        { path: "body.records[4].timestamp" },
      ],
    });
    expect((await bench.read(topic)).messages).toEqual([]);
    await expect(produce(`${topic}-not`, { records: [{ value: "x" }] })).rejects.toMatchObject({
      code: "no-such-topic",
    });
  });

  it("splits what is too large for one batch, and fails only the record that is too large by itself", async () => {
    const topic = await bench.ownTopic(1, { "max.message.bytes": "100000" });
    const small = "s".repeat(30_000);
    const { results } = await produce(topic, {
      records: [{ value: small }, { value: small }, { value: "L".repeat(200_000) }, { value: small }, { value: small }],
      idempotent: true,
    });
    expect(results.map(({ offset, error }) => [offset, error?.code ?? null])).toEqual([
      [0n, null],
      [1n, null],
      [null, "refused-by-kafka"],
      [2n, null],
      [3n, null],
    ]);
    const { messages } = await bench.read(topic, { order: "oldest" });
    expect(messages.map(({ valueSize }) => valueSize)).toEqual([30_000, 30_000, 30_000, 30_000]);
    const all = produce(topic, { records: [{ value: "L".repeat(200_000) }] });
    await expect(all).rejects.toMatchObject({
      code: "kafka",
      extra: { acknowledged: true, results: [{ partition: 0, offset: null, error: { code: "refused-by-kafka" } }] },
    });
  });

  it("says nothing of offsets with acks 0, and the broker's time where it gives one", async () => {
    const topic = await bench.ownTopic(1, { "message.timestamp.type": "LogAppendTime" });
    const { results, acknowledged } = await produce(topic, { records: [{ value: "unheard" }], acks: "0" });
    expect([acknowledged, results[0]?.offset]).toEqual([false, null]);
    await expect.poll(async () => (await bench.read(topic)).messages.length).toBe(1);
    const timed = await produce(topic, { records: [{ value: "timed", timestamp: 1_000 }], acks: "1" });
    expect(timed.results[0]?.offset).toBe(1n);
    // with acks 1 the high watermark follows a moment later
    await expect
      .poll(async () => (await bench.read(topic, { limit: "1" })).messages[0])
      .toMatchObject({ offset: 1n, timestampType: "append", timestamp: timed.results[0]?.timestamp });
  });

  it("is read by another client as it was written, in every compression it knows", async () => {
    const topic = await bench.ownTopic(1);
    for (const compression of ["none", "gzip"] as const)
      await produce(topic, {
        compression,
        idempotent: true,
        records: Array.from({ length: 200 }, (_, i) => ({ key: `${i}`, value: `${compression} ${i}` })),
      });
    const kafka = new Kafka({ brokers: bench.bootstrap.split(","), logLevel: logLevel.NOTHING });
    const consumer = kafka.consumer({ groupId: `${topic}-oracle` });
    const values: string[] = [];
    await consumer.connect();
    try {
      await consumer.subscribe({ topic, fromBeginning: true });
      await consumer.run({ eachMessage: async ({ message }) => void values.push(String(message.value)) });
      await expect.poll(() => values.length, { timeout: 30_000 }).toBe(400);
      expect([values[0], values[199], values[200], values[399]]).toEqual(["none 0", "none 199", "gzip 0", "gzip 199"]);
    } finally {
      await consumer.disconnect();
    }
    for (const compression of ["snappy", "lz4", "zstd"] as const)
      await produce(topic, { compression, records: [{ value: compression }] });
    const { messages } = await bench.read(topic, { order: "newest", limit: "3" });
    expect(messages.map(({ compression, value }) => [compression, value?.text])).toEqual([
      ["zstd", "zstd"],
      ["lz4", "lz4"],
      ["snappy", "snappy"],
    ]);
  });

  it("encodes much at once aside, to the same bytes and with the same words", async () => {
    const topic = await bench.ownTopic(1);
    const list = `[${Array.from({ length: 20_000 }, (_, i) => i).join(",")}]`;
    const value = { format: "cbor", text: list };
    const { results } = await produce(topic, {
      records: [{ value, headers: [{ name: "h", value }] }, { value: null }],
    });
    expect(results.map(({ offset }) => offset)).toEqual([0n, 1n]);
    const query = { order: "oldest", maxValueBytes: "1000000", valueFormat: "cbor" };
    const { messages } = await bench.read(topic, query);
    expect(messages[0]?.value).toMatchObject({ format: "cbor", text: list });
    expect(messages[0]?.headers[0]?.value?.size).toBe(messages[0]?.value?.size);
    const wrong = produce(topic, { records: [{ value: { format: "msgpack", text: `${list.slice(0, -1)},1e400]` } }] });
    await expect(wrong).rejects.toMatchObject({
      errors: [{ path: "body.records[0].value.text", message: "[20000] does not fit a double" }],
    });
    const unknown = produce(topic, { records: [{ value }, { value: { format: "nothing", text: "" } }] });
    await expect(unknown).rejects.toMatchObject({ errors: [{ path: "body.records[1].value.format" }] });
  });

  it("checks everything in a dry run, tells the bytes, and writes none", async () => {
    const topic = await bench.ownTopic(4);
    const long = "x".repeat(5000);
    const { results, acknowledged, encoded } = await produce(topic, {
      records: [{ key: "k", value: { format: "int32", text: "258" } }, { value: long, partition: 2 }, { value: null }],
      dryRun: true,
    });
    const { partition } = await partitionFor(bench.kafka, topic, { key: "k" }, signal);
    expect(results.map((one) => [one.partition, one.offset, one.error])).toEqual([
      [partition, null, null],
      [2, null, null],
      [null, null, null],
    ]);
    expect(acknowledged).toBe(false);
    expect(encoded).toEqual([
      { key: { size: 1, base64: "aw==" }, value: { size: 4, base64: "AAABAg==" } },
      { key: null, value: { size: 5000, base64: null } },
      { key: null, value: null },
    ]);
    await expect(
      produce(topic, { records: [{ value: { format: "int8", text: "300" } }], dryRun: true }),
    ).rejects.toMatchObject({
      errors: [{ path: "body.records[0].value.text", message: "does not fit a signed integer of 8 bits" }],
    });
    expect((await bench.read(topic)).messages).toEqual([]);
  });
});
