import { Kafka, logLevel } from "kafkajs";
import { afterAll, describe, expect, it } from "vitest";
import { openBench, shown } from "./rig.fixtures.ts";
import { wholeMessage } from "./whole.ts";

const bench = openBench();
const kafkajs = new Kafka({ brokers: bench.bootstrap.split(","), logLevel: logLevel.NOTHING });
afterAll(() => bench.close());
const signal = AbortSignal.timeout(120_000);

const text = (value: string) => [{ value: Buffer.from(value) }];
const now = (value: string) => [{ value: Buffer.from(value), timestamp: Date.now() }];
const textsOf = (messages: { value: { text: string } | null }[]) => messages.map(({ value }) => value?.text);

describe("transactions", () => {
  it("are read as Java's consumers read them, and shown with their state to whoever asks for all", async () => {
    const topic = await bench.ownTopic(1);
    const producer = kafkajs.producer({
      transactionalId: `${topic}-tx`,
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
    });
    await producer.connect();
    try {
      const send = async (value: string, end: "commit" | "abort" | null) => {
        const transaction = await producer.transaction();
        await transaction.send({ topic, messages: [{ value, partition: 0 }] });
        if (end) await transaction[end]();
        return transaction;
      };
      await bench.append(topic, 0, [now("plain")]);
      await send("committed", "commit");
      await send("aborted", "abort");
      await send("committed too", "commit");
      const open = await send("open", null);
      await bench.append(topic, 0, [now("behind the open one")]);

      const committed = await bench.read(topic, { order: "oldest" });
      expect(committed.messages.map(({ value, transaction }) => [value?.text, transaction])).toEqual([
        ["plain", null],
        ["committed", "committed"],
        ["committed too", "committed"],
      ]);
      expect(committed.scan.plan.notes.join()).toContain("held back by an open transaction");
      expect(committed.scan.plan.notes.join()).toContain("2 offsets before the end");

      for (const order of ["oldest", "newest"]) {
        const all = await bench.read(topic, { order, isolation: "read_uncommitted" });
        const states = all.messages.map(({ value, transaction }) => [value?.text, transaction]);
        expect(order === "oldest" ? states : states.reverse()).toEqual([
          ["plain", null],
          ["committed", "committed"],
          ["aborted", "aborted"],
          ["committed too", "committed"],
          ["open", "open"],
          ["behind the open one", null],
        ]);
      }

      // offsets 2, 4 and 6 are markers
      for (const order of ["oldest", "newest"]) {
        const shownAll = await bench.read(topic, { order, isolation: "read_uncommitted", control: "true" });
        const kinds = shownAll.messages.map(({ offset, control, value }) => [offset, control?.type ?? value?.text]);
        expect(order === "oldest" ? kinds : kinds.reverse()).toEqual([
          [0n, "plain"],
          [1n, "committed"],
          [2n, "commit"],
          [3n, "aborted"],
          [4n, "abort"],
          [5n, "committed too"],
          [6n, "commit"],
          [7n, "open"],
          [8n, "behind the open one"],
        ]);
      }
      const searched = await bench.read(topic, { contains: "commit", control: "true" });
      expect(searched.messages.map(({ value }) => value?.text)).toEqual(["committed too", "committed"]);
      expect(searched.scan.plan.notes.join()).toContain("a filter finds none of them");
      const marker = await wholeMessage(bench.kafka, { topic, partition: "0", offset: "2" }, shown(1000), signal);
      expect(marker).toMatchObject({
        key: null,
        control: { type: "commit", coordinatorEpoch: expect.any(Number) },
        value: {
          format: "kafka",
          syntax: "json",
          text: expect.stringMatching(/^{"type":"commit","coordinatorEpoch":/),
        },
        transaction: null,
        batch: { producerEpoch: 0, recordCount: 1 },
      });
      const sent = await wholeMessage(bench.kafka, { topic, partition: "0", offset: "1" }, shown(1000), signal);
      expect(marker.producerId).toBe(sent.producerId);
      const aborted = await wholeMessage(bench.kafka, { topic, partition: "0", offset: "3" }, shown(1000), signal);
      expect(aborted).toMatchObject({ transaction: "aborted", value: { text: "aborted" } });
      const undecided = await wholeMessage(bench.kafka, { topic, partition: "0", offset: "7" }, shown(1000), signal);
      expect(undecided).toMatchObject({ transaction: "open", value: { text: "open" } });
      await open.commit();
    } finally {
      await producer.disconnect();
    }
  });
});

describe("where a reading begins and ends", () => {
  it("takes offsets, times and a group's positions, and says what it moved", async () => {
    const topic = await bench.ownTopic(2);
    for (const partition of [0, 1])
      await bench.append(topic, partition, [
        Array.from({ length: 10 }, (_, i) => ({ value: Buffer.from(`${i}`), timestamp: 1_700_000_000_000 + i * 1000 })),
      ]);
    const places = async (query: Record<string, string>) =>
      (await bench.read(topic, { order: "oldest", limit: "100", ...query })).messages.map(
        ({ partition, offset }) => `${partition}/${offset}`,
      );

    expect(await places({ from: "offset:8" })).toEqual(["0/8", "1/8", "0/9", "1/9"]);
    expect(await places({ to: "offset:1" })).toEqual(["0/0", "1/0"]);
    expect(await places({ from: "offsets:0=9", partitions: "0" })).toEqual(["0/9"]);
    expect(await places({ from: "time:1700000008500" })).toEqual(["0/9", "1/9"]);
    expect(await places({ to: "time:1700000001000" })).toEqual(["0/0", "1/0"]);
    expect(await places({ from: "time:2023-11-14T22:13:28Z", to: "time:2023-11-14T22:13:29Z" })).toEqual([
      "0/8",
      "1/8",
    ]);
    expect(await places({ from: "time:-1m" })).toEqual([]);

    const beyond = await bench.read(topic, { from: "offset:50", partitions: "1" });
    expect(beyond.scan).toMatchObject({ reason: "end", plan: { partitions: [], skipped: [{ partition: 1 }] } });
    expect(beyond.scan.plan.notes).toEqual(["Partition 1: from 50 lies beyond the end and was moved to 10."]);

    const admin = kafkajs.admin();
    await admin.setOffsets({ groupId: `${topic}-g`, topic, partitions: [{ partition: 0, offset: "7" }] });
    await admin.disconnect();
    expect(await places({ from: `group:${topic}-g`, partitions: "0" })).toEqual(["0/7", "0/8", "0/9"]);
    expect(await places({ to: `group:${topic}-g` })).toHaveLength(7);
    await expect(places({ from: "group:nobody-ever" })).rejects.toMatchObject({ code: "no-such-group" });
  });

  it("says what does not exist", async () => {
    const topic = await bench.ownTopic(2);
    await expect(bench.read(`${topic}-not`)).rejects.toMatchObject({ code: "no-such-topic" });
    await expect(bench.read(topic, { partitions: "0,7" })).rejects.toMatchObject({ code: "no-such-partition" });
    await expect(bench.read(topic, { cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid-request" });
    const empty = await bench.read(topic);
    expect(empty.scan).toMatchObject({
      reason: "end",
      scanned: 0n,
      plan: { span: 0n, skipped: [{ reason: "it is empty" }, { reason: "it is empty" }] },
    });
    const whole = (partition: string, offset: string) =>
      wholeMessage(bench.kafka, { topic, partition, offset }, shown(10), signal);
    await expect(whole("9", "0")).rejects.toMatchObject({ code: "no-such-partition" });
    await expect(whole("0", "0")).rejects.toMatchObject({ code: "no-such-record", extra: { next: null } });
    await expect(whole("x", "-1")).rejects.toMatchObject({
      code: "invalid-request",
      errors: [{ path: "params.partition" }, { path: "params.offset" }],
    });
  });
});

describe("cursors", () => {
  it("of a topic that was deleted and created again are refused", async () => {
    const topic = await bench.ownTopic(1);
    await bench.append(topic, 0, [text("a"), text("b")]);
    const { scan } = await bench.read(topic, { limit: "1" });
    await bench.kafka.deleteTopic(topic);
    await expect
      .poll(
        () =>
          bench.kafka.createTopic({ name: topic, partitions: 1 }).then(
            () => true,
            () => false,
          ),
        { timeout: 20_000 },
      )
      .toBe(true);
    await expect(bench.read(topic, { cursor: scan.cursor.next ?? "" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("deleted and created again"),
    });
  });

  it("go on at the log start where the records before it were deleted, and say so", async () => {
    const topic = await bench.ownTopic(1);
    await bench.append(topic, 0, ["a", "b", "c", "d", "e", "f"].map(text));
    const oldest = await bench.read(topic, { order: "oldest", limit: "1" });
    const newest = await bench.read(topic, { order: "newest", limit: "1" });
    await bench.kafka.deleteRecords([{ topic, partition: 0, before: 4n }]);
    const on = await bench.read(topic, { cursor: oldest.scan.cursor.next ?? "" });
    expect(textsOf(on.messages)).toEqual(["e", "f"]);
    expect(on.scan.plan.notes).toEqual([
      "Partition 0: 3 offsets the cursor had still before it were deleted; it goes on at the log start, 4.",
    ]);
    const back = await bench.read(topic, { cursor: newest.scan.cursor.next ?? "" });
    expect(textsOf(back.messages)).toEqual(["e"]);
    expect(back.scan.reason).toBe("end");
  });

  it("that were changed are refused", async () => {
    const topic = await bench.ownTopic(1);
    await bench.append(topic, 0, [text("a"), text("b")]);
    const cursor = (await bench.read(topic, { limit: "1" })).scan.cursor.next ?? "";
    for (const changed of [
      cursor.slice(0, -1),
      `${cursor}A`,
      `B${cursor.slice(1)}`,
      cursor.replace(/.$/, (c) => (c === "A" ? "B" : "A")),
    ])
      await expect(bench.read(topic, { cursor: changed })).rejects.toMatchObject({
        code: "invalid-request",
        errors: [{ path: "query.cursor" }],
      });
  });
});
