import { afterAll, describe, expect, it } from "vitest";
import { eventually } from "../../../e2e/support/rig.ts";
import type { RecordToWrite } from "../../kafka/batch/encode.ts";
import type { KafkaCluster } from "../../kafka/cluster.ts";
import { KafkaError } from "../../kafka/error.ts";
import { openCluster } from "../../kafka/open.ts";
import type { TransactionalProducer } from "../../kafka/transfer.ts";
import { openBench } from "../rig.fixtures.ts";
import { replaying, witness } from "./replay.fixtures.ts";
import { discardReplay } from "./replay.ts";

const bench = openBench();
afterAll(() => bench.close());
const { run, preview, start, ended, jobs } = replaying(bench.kafka);
const text = (value: string) => Buffer.from(value);
const numbered = (count: number, stem = "v"): Partial<RecordToWrite>[] =>
  Array.from({ length: count }, (_, i) => ({ key: text(`k${i}`), value: text(`${stem}${i}`) }));
const valuesOf = async (topic: string) =>
  (await witness(bench.bootstrap, topic))
    .map(({ value }) => value)
    .toSorted((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1));
const isBehind = (topic: string) => ({ topic, partition: "same", timestamp: "same", headers: "same" }) as const;

describe("a replay", () => {
  it("copies records byte for byte: keys, tombstones, empty values, headers that come twice, times", async () => {
    const [source, target] = [await bench.ownTopic(2), await bench.ownTopic(2)];
    const odd: Partial<RecordToWrite>[] = [
      { key: null, value: text("no key") },
      { key: text("gone"), value: null },
      { key: text(""), value: text("") },
      { key: Buffer.from([0, 255, 128]), value: Buffer.from([254, 0, 1]), timestamp: 1_600_000_000_123 },
      {
        value: text("headers"),
        headers: [
          { name: "h", value: text("1") },
          { name: "h", value: text("2") },
          { name: "none", value: null },
        ],
      },
    ];
    await bench.append(source, 0, [odd], "zstd");
    await bench.append(source, 1, [numbered(20)], "lz4");
    const job = await run(source, { target: isBehind(target) });
    expect(job).toMatchObject({ state: "done", done: 25, total: 25, result: { copied: "25", resume: null } });
    const [before, after] = [
      await bench.read(source, { order: "oldest" }),
      await bench.read(target, { order: "oldest" }),
    ];
    const told = ({ messages }: typeof before) =>
      messages.map(({ partition, key, value, headers, timestamp, compression }) => ({
        ...{ partition, key, value, timestamp, compression },
        headers: headers.map(({ name, value: of }) => [name, of?.text ?? null]),
      }));
    expect(told(after)).toEqual(told(before));
    expect(await witness(bench.bootstrap, target)).toHaveLength(25);
  });

  it("copies what a search finds, and what is named by its place", async () => {
    const [source, target] = [await bench.ownTopic(1), await bench.ownTopic(3)];
    await bench.append(source, 0, [numbered(30)]);
    const found = await run(source, { where: 'value.endsWith("7")', target: { topic: target } });
    expect(found).toMatchObject({ state: "done", done: 3, total: 3, result: { copied: "3", span: "30" } });
    const named = [
      { partition: 0, offset: "0" },
      { partition: 0, offset: "29" },
      { partition: 0, offset: "900" },
    ];
    const chosen = await run(source, { records: named, target: { topic: target } });
    expect(chosen).toMatchObject({ state: "done", done: 2, result: { copied: "2", missing: "1" } });
    expect(await valuesOf(target)).toEqual(["v0", "v17", "v27", "v29", "v7"]);
    const page = await run(source, { order: "newest", limit: 2, target: { topic: target } });
    expect(page.done).toBe(2);
    expect((await valuesOf(target)).filter((value) => value === "v29" || value === "v28")).toEqual([
      "v28",
      "v29",
      "v29",
    ]);
  });

  it("puts keys where Java's partitioner does, and says where each came from", async () => {
    const [source, target] = [await bench.ownTopic(1), await bench.ownTopic(4)];
    await bench.append(source, 0, [[{ key: text("user-1"), value: text("x") }]]);
    await run(source, { target: { topic: target, partition: "by-key", timestamp: "now", headers: "with-origin" } });
    const [copy] = (await bench.read(target)).messages;
    expect(copy?.headers.map(({ name, value }) => [name, value?.text])).toEqual([
      ["klar.origin.topic", source],
      ["klar.origin.partition", "0"],
      ["klar.origin.offset", "0"],
      ["klar.origin.timestamp", "1700000000000"],
    ]);
    expect(copy?.timestamp).toBeGreaterThan(1_700_000_000_000);
  });

  it("sends dead letters of Connect and of Spring back to where they came from, without what the queue added", async () => {
    const [origin, queue] = [await bench.ownTopic(3), await bench.ownTopic(1)];
    const partition = Buffer.alloc(4);
    partition.writeInt32BE(2);
    const time = Buffer.alloc(8);
    time.writeBigInt64BE(1_650_000_000_000n);
    await bench.append(queue, 0, [
      [
        {
          value: text("from connect"),
          headers: [
            { name: "kept", value: text("yes") },
            { name: "__connect.errors.topic", value: text(origin) },
            { name: "__connect.errors.partition", value: text("1") },
            { name: "__connect.errors.offset", value: text("41") },
          ],
        },
        {
          value: text("from spring"),
          headers: [
            { name: "kafka_dlt-original-topic", value: text(origin) },
            { name: "kafka_dlt-original-partition", value: partition },
            { name: "kafka_dlt-original-timestamp", value: time },
          ],
        },
        { value: text("from nowhere") },
      ],
    ]);
    const target = { origin: true, partition: "same", headers: "without-errors" } as const;
    const told = await preview(queue, { target });
    expect(told).toMatchObject({ selected: 3n, withoutOrigin: 1n, isComplete: true, resumable: true, problems: [] });
    expect(told.destinations).toEqual([
      { topic: origin, partition: 1, records: 1n },
      { topic: origin, partition: 2, records: 1n },
    ]);
    expect(told.samples.map(({ value, target: to, problem }) => [value?.text, to?.partition ?? problem])).toEqual([
      ["from connect", 1],
      ["from spring", 2],
      ["from nowhere", "It has no header that says where it came from."],
    ]);
    expect((await bench.read(origin)).messages).toEqual([]);
    const job = await run(queue, { target });
    expect(job).toMatchObject({ state: "done", done: 2, result: { copied: "2", withoutOrigin: "1" } });
    const copies = (await bench.read(origin, { order: "oldest" })).messages;
    expect(
      copies.map((one) => [one.value?.text, one.partition, one.timestamp, one.headers.map(({ name }) => name)]),
    ).toEqual([
      ["from spring", 2, 1_650_000_000_000, []],
      ["from connect", 1, 1_700_000_000_000, ["kept"]],
    ]);
  });

  it("is refused where it cannot be done, and the preview says so", async () => {
    const [source, small] = [await bench.ownTopic(3), await bench.ownTopic(1)];
    await bench.append(source, 2, [numbered(1)]);
    const target = { topic: small, partition: "same" } as const;
    expect((await preview(source, { target })).problems[0]?.message).toMatch(/Partition 2 .* no counterpart/);
    await expect(start(source, { target })).rejects.toMatchObject({ code: "invalid-request" });
    await expect(start(source, { target: { topic: "nowhere-at-all" } })).rejects.toThrow(/no topic nowhere-at-all/);
    await expect(start(source, { target: { topic: "__consumer_offsets" } })).rejects.toThrow(/Kafka's own/);
    await expect(start(source, { resume: "nobody-knows", target: { topic: small } })).rejects.toMatchObject({
      code: "no-such-job",
    });
    await expect(start(source, { where: "1 +", target: { topic: small } })).rejects.toMatchObject({
      errors: [{ path: "body.where", message: expect.any(String) }],
    });
  });

  it("that is cancelled goes on where it was, in another console, and copies nothing twice", async () => {
    const [source, target] = [await bench.ownTopic(3), await bench.ownTopic(3)];
    for (const partition of [0, 1, 2]) await bench.append(source, partition, [numbered(400, `p${partition}-`)]);
    const id = await start(source, { rate: 600, contains: "p", target: isBehind(target) });
    await eventually("a few copies", () => (jobs.get(id).done > 100 ? true : undefined));
    await jobs.cancel(id);
    const { state, result, done } = jobs.get(id);
    expect(state).toBe("cancelled");
    expect(result?.resume).toBe(id);
    expect(done).toBeLessThan(1200);
    // what is written meanwhile is beyond the end that was fixed
    await bench.append(source, 0, [numbered(5, "p-late-")]);
    const other = replaying(bench.kafka);
    const job = await other.run(source, { resume: id });
    expect(job).toMatchObject({ id, state: "done", done: 1200, result: { copied: "1200", resume: null } });
    const values = await valuesOf(target);
    expect(values).toHaveLength(1200);
    expect(new Set(values).size).toBe(1200);
    await expect(other.start(source, { resume: id })).rejects.toMatchObject({ code: "no-such-job" });
  });

  it("fails when its target is deleted meanwhile: what is left is neither passed over nor counted", async () => {
    const [source, target] = [await bench.ownTopic(1), await bench.ownTopic(1)];
    await bench.append(source, 0, [numbered(400)]);
    const id = await start(source, { rate: 100, target: isBehind(target) });
    await eventually("the first copies", () => (jobs.get(id).done > 0 ? true : undefined));
    await bench.kafka.deleteTopic(target);
    const { state, done, problem, result } = await ended(id);
    expect(state).toBe("failed");
    expect(problem).toMatchObject({ message: `There is no topic ${target}.`, hint: expect.stringContaining(id) });
    expect(done).toBeLessThan(400);
    expect(result).toMatchObject({ copied: `${done}`, withoutOrigin: "0", resume: id });
  });

  it("goes on in another console when the first one dies in the middle of a transaction", async () => {
    const [source, target] = [await bench.ownTopic(2), await bench.ownTopic(2)];
    for (const partition of [0, 1]) await bench.append(source, partition, [numbered(300, `p${partition}-`)]);
    const dying = openCluster({ name: "dying", bootstrapServers: bench.bootstrap.split(",") });
    const left = Promise.withResolvers<void>();
    const first = replaying(leavingOpen(dying, left));
    const id = await first.start(source, { rate: 400, target: isBehind(target) });
    await left.promise;
    expect(first.jobs.get(id).done).toBeGreaterThan(0);
    await dying.close();
    const job = await replaying(bench.kafka).run(source, { resume: id });
    expect(job).toMatchObject({ state: "done", done: 600, result: { copied: "600" } });
    const values = await valuesOf(target);
    expect(values).toHaveLength(600);
    expect(new Set(values).size).toBe(600);
    await first.jobs.cancel(id);
  });

  it("copies each record once, whatever answer is lost on the way", async () => {
    const [source, target] = [await bench.ownTopic(2), await bench.ownTopic(2)];
    for (const partition of [0, 1]) await bench.append(source, partition, [numbered(300, `p${partition}-`)]);
    const losing = replaying(losingAnswers(bench.kafka));
    const job = await losing.run(source, { rate: 2_000, target: isBehind(target) });
    expect(job).toMatchObject({ state: "done", done: 600, result: { copied: "600" } });
    expect(Number(job.result?.retried)).toBeGreaterThan(2);
    const values = await valuesOf(target);
    expect(values).toHaveLength(600);
    expect(new Set(values).size).toBe(600);
  });

  it("that was broken off is discarded: its open transaction ends, what was copied stays, nothing is left to take up", async () => {
    const [source, target] = [await bench.ownTopic(2), await bench.ownTopic(2)];
    for (const partition of [0, 1]) await bench.append(source, partition, [numbered(300, `p${partition}-`)]);
    const dying = openCluster({ name: "dying", bootstrapServers: bench.bootstrap.split(",") });
    const left = Promise.withResolvers<void>();
    const first = replaying(leavingOpen(dying, left));
    const id = await first.start(source, { rate: 400, target: isBehind(target) });
    await expect(discardReplay(dying, source, id, first.jobs, AbortSignal.timeout(60_000))).rejects.toMatchObject({
      code: "conflict",
    });
    await left.promise;
    const copied = first.jobs.get(id).done;
    await dying.close();
    await first.jobs.cancel(id);
    const discard = (topic: string) => discardReplay(bench.kafka, topic, id, first.jobs, AbortSignal.timeout(60_000));
    await expect(discard(target)).rejects.toMatchObject({ code: "invalid-request" });
    await discard(source);
    expect(first.jobs.get(id)).toMatchObject({ state: "cancelled", result: { resume: null } });
    await expect(discard(source)).rejects.toMatchObject({ code: "no-such-job" });
    await expect(replaying(bench.kafka).start(source, { resume: id })).rejects.toMatchObject({ code: "no-such-job" });
    expect(await valuesOf(target)).toHaveLength(copied);
    await bench.append(target, 0, [numbered(1, "after-")]);
    expect(await valuesOf(target)).toHaveLength(copied + 1);
  });

  it("ends when another console has taken it up", async () => {
    const [source, target] = [await bench.ownTopic(1), await bench.ownTopic(1)];
    await bench.append(source, 0, [numbered(400)]);
    const id = await start(source, { rate: 200, target: isBehind(target) });
    await eventually("a few copies", () => (jobs.get(id).done > 20 ? true : undefined));
    const other = replaying(bench.kafka);
    const taken = await other.run(source, { resume: id, rate: 100_000 });
    expect(taken).toMatchObject({ state: "done", done: 400 });
    expect(await ended(id)).toMatchObject({ state: "failed" });
    expect(await valuesOf(target)).toHaveLength(400);
  });
});

/** The third transaction is written and never ends, as when the process is gone. */
function leavingOpen(kafka: KafkaCluster, left: PromiseWithResolvers<void>): KafkaCluster {
  let ends = 0;
  return {
    ...kafka,
    openTransactions(id) {
      const producer = kafka.openTransactions(id);
      const told: TransactionalProducer = {
        transactionalId: id,
        init: (call) => producer.init(call),
        addPartitions: (places, call) => producer.addPartitions(places, call),
        produce: (asks, call) => producer.produce(asks, call),
        commitOffsets: (group, commits, call) => producer.commitOffsets(group, commits, call),
        async end(outcome, call) {
          if (++ends !== 3) return producer.end(outcome, call);
          left.resolve();
          await new Promise((_, reject) => call?.signal?.addEventListener("abort", () => reject(call.signal?.reason)));
        },
      };
      return told;
    },
  };
}

/** Every few requests something is done and its answer lost, or not done at all. */
function losingAnswers(kafka: KafkaCluster): KafkaCluster {
  let count = 0;
  const lost = () => new KafkaError(-103, "broker", { outcome: "unknown" });
  const disturbed = async <T>(work: () => Promise<T>): Promise<T> => {
    count++;
    if (count % 7 === 0) throw lost();
    const answer = await work();
    if (count % 5 === 0) throw lost();
    return answer;
  };
  return {
    ...kafka,
    openTransactions(id) {
      const producer = kafka.openTransactions(id);
      const told: TransactionalProducer = {
        transactionalId: id,
        init: (call) => producer.init(call),
        addPartitions: (places, call) => disturbed(() => producer.addPartitions(places, call)),
        produce: (asks, call) => disturbed(() => producer.produce(asks, call)),
        commitOffsets: (group, commits, call) => disturbed(() => producer.commitOffsets(group, commits, call)),
        end: (outcome, call) => disturbed(() => producer.end(outcome, call)),
      };
      return told;
    },
  };
}
