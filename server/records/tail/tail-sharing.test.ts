import { afterAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { tailMessages } from "../../../lib/api/messages.ts";
import type { KafkaCluster } from "../../kafka/cluster.ts";
import { dice, follow, messagesOf, openBench, placeOf } from "../rig.fixtures.ts";
import { type TailEvent, tail } from "./tail.ts";

const bench = openBench();
afterAll(() => bench.close());
const soon = { timeout: 30_000, interval: 20 };
const text = (value: string) => ({ value: Buffer.from(value), timestamp: Date.now() });
const queryOf = (query: Record<string, string>) =>
  z.parse(tailMessages.query ?? z.never(), query) as Parameters<typeof tail>[2];

/** The same cluster, which counts the readers that fetched something. */
function counted(kafka: KafkaCluster) {
  const fetched = new Set<object>();
  const watched: KafkaCluster = {
    ...kafka,
    openFetch() {
      const session = kafka.openFetch();
      return {
        fetch(...asked) {
          fetched.add(session);
          return session.fetch(...asked);
        },
        close: () => session.close(),
      };
    },
  };
  return { kafka: watched, sessions: () => fetched.size };
}

describe("tails of one topic", () => {
  it("share what is fetched: ten readers at the end are one to the brokers", async () => {
    const topic = await bench.ownTopic(3);
    const { kafka, sessions } = counted(bench.kafka);
    const shared = { ...bench, kafka };
    const readers = await Promise.all(Array.from({ length: 10 }, () => follow(shared, topic)));
    for (let i = 0; i < 30; i++) await bench.append(topic, i % 3, [[text(`${i}`)]]);
    for (const reader of readers) await expect.poll(() => reader.messages().length, soon).toBe(30);
    const late = await follow(shared, topic, { from: "offset:0" });
    await expect.poll(() => late.messages().length, soon).toBe(30);
    await bench.append(topic, 0, [[text("for all")]]);
    for (const reader of [...readers, late])
      await expect.poll(() => reader.texts().filter((one) => one === "for all").length, soon).toBe(1);
    // what the late one asked for was still in memory
    expect(sessions()).toBe(1);
    await Promise.all([...readers, late].map((reader) => reader.stop()));
    for (const reader of readers) expect(new Set(reader.messages().map(placeOf)).size).toBe(reader.messages().length);
  });

  it("do not wait for one that is not read: it gets all the same when it is, after what fell out of memory too", async () => {
    const topic = await bench.ownTopic(2);
    const ending = new AbortController();
    const query = queryOf({ maxPerSecond: "100000", maxValueBytes: "64" });
    const stalled = await tail(bench.kafka, topic, query, { signal: ending.signal, lastEventId: null });
    expect((await stalled.next()).value).toMatchObject({ event: "status" });
    const reader = await follow(bench, topic, { maxPerSecond: "100000", maxValueBytes: "64" });

    const random = dice(5);
    const noise = Buffer.from(Array.from({ length: 20_000 }, () => random(256)));
    const written: string[] = [];
    // 40 MB: more than the rings of a topic may hold
    for (let turn = 0; turn < 50; turn++) {
      const timestamp = 1_700_000_000_000 + turn;
      const records = Array.from({ length: 40 }, () => ({ value: noise, timestamp }));
      const [base = -1n] = await bench.append(topic, turn % 2, [records]);
      for (let i = 0; i < 40; i++) written.push(placeOf({ partition: turn % 2, offset: base + BigInt(i), timestamp }));
    }
    await expect.poll(() => reader.messages().length, soon).toBe(written.length);
    await reader.stop();

    const seen: string[] = [];
    const take = (event: TailEvent) => {
      seen.push(...messagesOf(event).map(placeOf));
      return seen.length < written.length;
    };
    for (let step = await stalled.next(); !step.done; step = await stalled.next()) if (!take(step.value)) break;
    await stalled.return();
    ending.abort();
    expect(seen.toSorted()).toEqual(written.toSorted());
    expect(reader.messages().map(placeOf).toSorted()).toEqual(written.toSorted());
  });

  it("each count what they skip, whatever the others are shown", async () => {
    const topic = await bench.ownTopic(2);
    const caps = ["1", "50", "100000"];
    const readers = await Promise.all(caps.map((maxPerSecond) => follow(bench, topic, { maxPerSecond })));
    const filtered = await follow(bench, topic, { maxPerSecond: "20", contains: "even" });
    for (let turn = 0; turn < 12; turn++) {
      const records = Array.from({ length: 250 }, (_, i) => text(`${turn} ${i % 2 === 0 ? "even" : "odd"}`));
      await bench.append(topic, turn % 2, [records], turn % 3 === 0 ? "zstd" : "none");
    }
    for (const [i, reader] of readers.entries()) {
      const told = () => [
        reader.status()?.delivered,
        (reader.status()?.delivered ?? 0n) + (reader.status()?.skipped ?? 0n),
      ];
      await expect.poll(() => told()[1], soon).toBe(3000n);
      expect(told()[0]).toBe(BigInt(reader.messages().length));
      if (i === 2) expect(reader.messages()).toHaveLength(3000);
      else expect(reader.messages().length).toBeLessThan(1500);
    }
    const { delivered = 0n, skipped = 0n } =
      (await expect
        .poll(() => filtered.status()?.filtered, soon)
        .toBe(1500n)
        .then(() => filtered.status())) ?? {};
    expect(delivered + skipped).toBe(1500n);
    await Promise.all([...readers, filtered].map((reader) => reader.stop()));
  });

  it("of other partitions or another isolation get what is theirs at once", async () => {
    const topic = await bench.ownTopic(3);
    const first = await follow(bench, topic, { partitions: "0" });
    await bench.append(topic, 0, [[text("a")]]);
    await expect.poll(first.texts, soon).toEqual(["a"]);
    // the loop of the first waits for partition 0 alone when these come
    const second = await follow(bench, topic, { partitions: "1-2" });
    const third = await follow(bench, topic, { isolation: "read_uncommitted" });
    await bench.append(topic, 1, [[text("b")]]);
    await bench.append(topic, 2, [[text("c")]]);
    await expect.poll(() => second.texts().toSorted(), soon).toEqual(["b", "c"]);
    await expect.poll(() => third.texts().toSorted(), soon).toEqual(["b", "c"]);
    await first.stop();
    await bench.append(topic, 2, [[text("d")]]);
    await expect.poll(() => second.texts().length, soon).toBe(3);
    expect(first.texts()).toEqual(["a"]);
    await Promise.all([second.stop(), third.stop()]);
  });
});
