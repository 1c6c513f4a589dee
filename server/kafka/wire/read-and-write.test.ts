import { afterAll, describe, expect, it } from "vitest";
import { scanBatches } from "../batch/scan.ts";
import { noTopicId } from "../protocol/topic-id.ts";
import { fulfilled, rejected } from "../settled.ts";
import type { FetchAsk, RawFetch } from "../transfer.ts";
import { batchOf, newTopic, openWire } from "./rig.fixtures.ts";

const wire = openWire();
afterAll(() => wire.close());
const limits = { maxBytes: 8_388_608, maxWaitMs: 500, minBytes: 1, isolation: "read_committed" } as const;

async function asksOf(topic: string, byName = false): Promise<Map<number, FetchAsk[]>> {
  const { topicId, partitions } = await wire.topic(topic);
  const asks = partitions.map(({ partition }) => ({
    topic,
    partition,
    topicId: byName ? noTopicId : topicId,
    offset: 0n,
    maxBytes: 1_048_576,
  }));
  return (await wire.leadersOf(asks)).byNode;
}

function valuesIn({ batches }: RawFetch): number {
  return [...scanBatches(batches)].reduce((count, batch) => count + batch.recordCount, 0);
}

describe("produce", () => {
  it("answers with the offset of each partition, in the order asked", async () => {
    const topic = await newTopic(wire, 3);
    const results = await wire.produce(
      [2, 0, 1].map((partition) => ({ topic, partition, batch: batchOf("a", "b") })),
      { acks: -1 },
    );
    expect(fulfilled(results).map(({ partition, baseOffset }) => [partition, baseOffset])).toEqual([
      [2, 0n],
      [0, 0n],
      [1, 0n],
    ]);
    const [next] = await wire.produce([{ topic, partition: 2, batch: batchOf("c") }], { acks: 1 });
    expect(next).toMatchObject({ ok: true, value: { baseOffset: 2n, logAppendTime: null, logStartOffset: 0n } });
  });

  it("keeps the order of several batches for one partition", async () => {
    const topic = await newTopic(wire, 1);
    const asks = ["one", "two", "three"].map((value) => ({ topic, partition: 0, batch: batchOf(value) }));
    const results = fulfilled(await wire.produce(asks, { acks: -1 }));
    expect(results.map(({ baseOffset }) => baseOffset)).toEqual([0n, 1n, 2n]);
  });

  it("with acks 0 knows no offsets, but the records arrive", async () => {
    const topic = await newTopic(wire, 1);
    const [result] = await wire.produce([{ topic, partition: 0, batch: batchOf("unseen") }], { acks: 0 });
    expect(result).toMatchObject({ ok: true, value: { baseOffset: null } });
    const [[node, asks] = []] = await asksOf(topic);
    const session = wire.openFetch();
    const [answer] = await session.fetch(node ?? -1, asks ?? [], { ...limits, maxWaitMs: 10_000 });
    expect(answer?.ok && valuesIn(answer.value)).toBe(1);
    session.close();
  });

  it("stamps the append time where the topic says so", async () => {
    const topic = await newTopic(wire, 1, { "message.timestamp.type": "LogAppendTime" });
    const [result] = await wire.produce([{ topic, partition: 0, batch: batchOf("x") }], { acks: -1 });
    expect(result?.ok && Math.abs((result.value.logAppendTime ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it("leaves a failure with its partition", async () => {
    const topic = await newTopic(wire, 1, { "max.message.bytes": "1000" });
    const results = await wire.produce(
      [
        { topic, partition: 0, batch: batchOf("x".repeat(5_000)) },
        { topic, partition: 7, batch: batchOf("nowhere") },
      ],
      { acks: -1 },
    );
    expect(rejected(results).map(({ key, error }) => [key.partition, error.kafkaName, error.code])).toEqual([
      [0, "MESSAGE_TOO_LARGE", "refused-by-kafka"],
      [7, "UNKNOWN_TOPIC_OR_PARTITION", "no-such-topic"],
    ]);
  });
});

describe("fetch", () => {
  it("brings whole batches of all partitions a broker leads, by topic id and by name alike", async () => {
    const topic = await newTopic(wire, 6);
    const asks = Array.from({ length: 6 }, (_, partition) => ({ topic, partition, batch: batchOf("a", "b", "c") }));
    await wire.produce(asks, { acks: -1 });
    for (const byName of [false, true]) {
      const session = wire.openFetch();
      const answers = await Promise.all(
        [...(await asksOf(topic, byName))].map(([node, there]) => session.fetch(node, there, limits)),
      );
      const parts = fulfilled(answers.flat());
      expect(parts).toHaveLength(6);
      for (const part of parts) {
        expect(part).toMatchObject({ highWatermark: 3n, lastStableOffset: 3n, logStartOffset: 0n, aborted: [] });
        expect(valuesIn(part)).toBe(3);
      }
      session.close();
    }
  });

  it("hands out buffers that can be given to a worker", async () => {
    const topic = await newTopic(wire, 1);
    await wire.produce([{ topic, partition: 0, batch: batchOf("moving") }], { acks: -1 });
    const [[node, asks] = []] = await asksOf(topic);
    const session = wire.openFetch();
    const [answer] = await session.fetch(node ?? -1, asks ?? [], limits);
    if (!answer?.ok) throw answer?.error ?? new Error("no answer");
    const { batches } = answer.value;
    const moved = structuredClone(batches, { transfer: [batches.buffer as ArrayBuffer] });
    expect(batches.length).toBe(0);
    expect(Buffer.from(moved).includes("moving")).toBe(true);
    session.close();
  });

  it("leaves a failure with its partition: an offset beyond the end, a partition that is not there", async () => {
    const topic = await newTopic(wire, 1);
    const [[node, [ask] = []] = []] = await asksOf(topic);
    if (!ask) throw new Error("no leader");
    const asks = [
      { ...ask, partition: 99 },
      { ...ask, offset: 1_000n },
    ];
    const session = wire.openFetch();
    const answers = await session.fetch(node ?? -1, asks, limits);
    expect(rejected(answers).map(({ error }) => error.kafkaName)).toEqual([
      "UNKNOWN_TOPIC_OR_PARTITION",
      "OFFSET_OUT_OF_RANGE",
    ]);
    session.close();
  });

  it("ends a waiting fetch at once when the session is closed or the signal fires, and goes on after a signal", async () => {
    const topic = await newTopic(wire, 1);
    const [[node = -1, asks = []] = []] = await asksOf(topic);
    const patient = { ...limits, maxWaitMs: 60_000 };
    const session = wire.openFetch();
    const controller = new AbortController();
    const aborted = session.fetch(node, asks, patient, { signal: controller.signal });
    const why = new Error("enough");
    setImmediate(() => controller.abort(why));
    await expect(aborted).rejects.toBe(why);
    expect(fulfilled(await session.fetch(node, asks, { ...limits, maxWaitMs: 0 }))).toHaveLength(1);
    const waiting = session.fetch(node, asks, patient);
    setImmediate(() => session.close());
    await expect(waiting).rejects.toMatchObject({ kafkaCode: -103 });
    await expect(session.fetch(node, asks, limits)).rejects.toMatchObject({ kafkaCode: -103 });
  });

  it("gives a reader's socket to the next reader, unless it was given up while it waited", async () => {
    const topic = await newTopic(wire, 1);
    const [[node = -1, asks = []] = []] = await asksOf(topic);
    const sockets = () => process.getActiveResourcesInfo().filter((kind) => kind === "TCPSocketWrap").length;
    const read = async () => {
      const session = wire.openFetch();
      expect(fulfilled(await session.fetch(node, asks, { ...limits, maxWaitMs: 0 }))).toHaveLength(1);
      const open = sockets();
      session.close();
      // a socket that is closed is gone a turn later
      await new Promise((turn) => setTimeout(turn));
      expect(sockets()).toBe(open);
      return open;
    };
    const open = await read();
    for (let reader = 0; reader < 5; reader++) expect(await read()).toBe(open);
    const given = wire.openFetch();
    const waiting = given.fetch(node, asks, { ...limits, maxWaitMs: 60_000 });
    setImmediate(() => given.close());
    await expect(waiting).rejects.toMatchObject({ kafkaCode: -103 });
    await expect.poll(sockets).toBe(open - 1);
    expect(await read()).toBe(open);
  });
});
