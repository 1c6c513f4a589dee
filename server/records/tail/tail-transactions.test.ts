import { Kafka, logLevel } from "kafkajs";
import { afterAll, describe, expect, it } from "vitest";
import { kafkaTool } from "../../../e2e/support/rig.ts";
import type { Message } from "../../../lib/api/messages.ts";
import { follow, openBench } from "../rig.fixtures.ts";

const bench = openBench();
const kafkajs = new Kafka({ brokers: bench.bootstrap.split(","), logLevel: logLevel.NOTHING });
afterAll(() => bench.close());
const soon = { timeout: 30_000, interval: 20 };

const told = ({ offset, control, value, transaction }: Message) => [offset, control?.type ?? value?.text, transaction];

describe("a tail through transactions", () => {
  it("shows their ends to who asks, marks what is open or aborted, and filters neither in", async () => {
    const topic = await bench.ownTopic(1);
    const uncommitted = { isolation: "read_uncommitted" };
    const all = await follow(bench, topic, { ...uncommitted, control: "true" });
    const unmarked = await follow(bench, topic, uncommitted);
    const committed = await follow(bench, topic, { control: "true" });
    const searched = await follow(bench, topic, { ...uncommitted, control: "true", contains: "o" });
    const producer = kafkajs.producer({ transactionalId: `${topic}-tx`, idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    try {
      const kept = await producer.transaction();
      await kept.send({ topic, messages: [{ value: "kept", partition: 0 }] });
      await kept.commit();
      const given = await producer.transaction();
      await given.send({ topic, messages: [{ value: "given over", partition: 0 }] });
      await expect.poll(() => all.messages().map(told).at(-1), soon).toEqual([2n, "given over", "open"]);
      await given.abort();
    } finally {
      await producer.disconnect();
    }
    const ends = [1n, 3n].map((offset, i) => [offset, i === 0 ? "commit" : "abort", null]);
    await expect.poll(() => all.messages().length, soon).toBe(4);
    expect(
      all
        .messages()
        .map(told)
        .filter(([offset]) => offset === 1n || offset === 3n),
    ).toEqual(ends);
    await expect.poll(() => committed.messages().length, soon).toBe(3);
    expect(committed.messages().map(told)).toEqual([[0n, "kept", "committed"], ...ends]);
    expect(unmarked.messages().map(({ offset }) => offset)).toEqual([0n, 2n]);
    await expect.poll(() => searched.messages().map(({ offset }) => offset), soon).toEqual([2n]);

    // who comes later reads how it ended, from what those who follow hold in memory and when nobody follows
    const ended = [
      [0n, "kept", "committed"],
      [1n, "commit", null],
      [2n, "given over", "aborted"],
      [3n, "abort", null],
    ];
    const early = [all, unmarked, committed, searched];
    for (const isFollowed of [true, false]) {
      if (!isFollowed) await Promise.all(early.map((tail) => tail.stop()));
      const late = await follow(bench, topic, { ...uncommitted, control: "true", from: "offset:0" });
      const lateSearch = await follow(bench, topic, { ...uncommitted, contains: "o", from: "offset:0" });
      await expect.poll(() => late.messages().length, soon).toBe(4);
      expect(late.messages().map(told)).toEqual(ended);
      await expect.poll(() => lateSearch.messages().map(told), soon).toEqual([ended[2]]);
      const { control, producerId, batch } = late.messages()[3] ?? {};
      expect(control).toEqual({ type: "abort", coordinatorEpoch: expect.any(Number) });
      expect([producerId, batch?.recordCount]).toEqual([late.messages()[2]?.producerId, 1]);
      await Promise.all([late.stop(), lateSearch.stop()]);
    }
  });

  it("tells one producer's end while another's transaction holds the last stable offset back", async () => {
    const topic = await bench.ownTopic(1);
    const uncommitted = { isolation: "read_uncommitted" };
    const first = await follow(bench, topic, { ...uncommitted, control: "true" });
    const [held, ending] = ["held", "ending"].map((name) =>
      kafkajs.producer({ transactionalId: `${topic}-${name}`, idempotent: true, maxInFlightRequests: 1 }),
    );
    if (!held || !ending) throw new Error("two producers");
    await Promise.all([held.connect(), ending.connect()]);
    try {
      const open = await held.transaction();
      const send = (one: typeof open, value: string) => one.send({ topic, messages: [{ value, partition: 0 }] });
      await send(open, "held");
      for (const end of ["abort", "commit"] as const) {
        const one = await ending.transaction();
        await send(one, `first, ${end}`);
        await expect.poll(() => first.texts().at(-1), soon).toBe(`first, ${end}`);
        await send(one, `second, ${end}`);
        await one[end]();
      }
      await send(open, "still held");
      await expect.poll(() => first.messages().map(told).at(-1), soon).toEqual([7n, "still held", "open"]);
      const late = await follow(bench, topic, { ...uncommitted, from: "offset:0" });
      await expect.poll(() => late.messages().length, soon).toBe(6);
      expect(late.messages().map(told)).toEqual([
        [0n, "held", "open"],
        [1n, "first, abort", "aborted"],
        [2n, "second, abort", "aborted"],
        [4n, "first, commit", "committed"],
        [5n, "second, commit", "committed"],
        [7n, "still held", "open"],
      ]);
      await open.commit();
      await expect.poll(() => first.messages().map(told).at(-1), soon).toEqual([8n, "commit", null]);
      const last = await follow(bench, topic, { ...uncommitted, from: "offset:0" });
      await expect.poll(() => last.messages().length, soon).toBe(6);
      expect(last.messages().map(({ transaction }) => transaction)).not.toContain("open");
      await Promise.all([late.stop(), last.stop(), first.stop()]);
    } finally {
      await Promise.all([held.disconnect(), ending.disconnect()]);
    }
  });

  it("tells each transaction of Java's producer, whose markers and records fill the log without a gap", async () => {
    const topic = await bench.ownTopic(1);
    const tail = await follow(bench, topic, { control: "true" });
    const [count, size] = [60, 20];
    const { stdout } = await kafkaTool(
      "producer-perf-test",
      [
        ...["--topic", topic, "--num-records", String(count), "--record-size", String(size), "--throughput", "100"],
        ...["--transactional-id", `${topic}-java`, "--transaction-duration-ms", "100"],
        ...["--producer-props", `bootstrap.servers=${bench.bootstrap}`],
      ],
      { timeout: 120_000 },
    );
    expect(stdout).toContain(`${count} records sent`);
    const [end] = await bench.kafka.listOffsets([{ topic, partition: 0, at: "latest" }]);
    const latest = end?.ok ? end.value.offset : -1n;
    await expect.poll(() => BigInt(tail.messages().length), soon).toBe(latest);
    await tail.stop();
    const messages = tail.messages();
    expect(messages.map(({ offset }) => offset)).toEqual(messages.map((_, i) => BigInt(i)));
    const markers = messages.filter(({ control }) => control !== undefined);
    expect(messages.length - markers.length).toBe(count);
    expect(markers.length).toBeGreaterThan(1);
    expect(new Set(markers.map(({ control }) => control?.type))).toEqual(new Set(["commit"]));
    expect(messages.at(-1)?.control?.type).toBe("commit");
    const records = messages.filter(({ control }) => control === undefined);
    expect(records.every(({ transaction, valueSize }) => transaction === "committed" && valueSize === size)).toBe(true);
    expect(new Set(messages.map(({ producerId }) => producerId)).size).toBe(1);
  });
});
