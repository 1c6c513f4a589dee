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

    // what is in memory stays as it was when it came: whoever comes when nobody follows reads how it ended
    await Promise.all([all, unmarked, committed, searched].map((tail) => tail.stop()));
    const again = await follow(bench, topic, { ...uncommitted, control: "true", from: "offset:0" });
    await expect.poll(() => again.messages().length, soon).toBe(4);
    expect(again.messages().map(told)).toEqual([
      [0n, "kept", "committed"],
      [1n, "commit", null],
      [2n, "given over", "aborted"],
      [3n, "abort", null],
    ]);
    const { control, producerId, batch } = again.messages()[3] ?? {};
    expect(control).toEqual({ type: "abort", coordinatorEpoch: expect.any(Number) });
    expect([producerId, batch?.recordCount]).toEqual([again.messages()[2]?.producerId, 1]);
    await again.stop();
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
