import { afterAll, describe, expect, it } from "vitest";
import { follow as followOn, messagesOf, openBench, placeOf } from "../rig.fixtures.ts";
import { decodeTailId, encodeTailId } from "./tail-position.ts";

const bench = openBench();
afterAll(() => bench.close());

const follow = (topic: string, query: Record<string, string> = {}, lastEventId: string | null = null) =>
  followOn(bench, topic, query, lastEventId);
const text = (value: string) => ({ value: Buffer.from(value), timestamp: Date.now() });
const soon = { timeout: 20_000, interval: 20 };

describe("a tail", () => {
  it("begins at the end and shows what comes, each partition in its order", async () => {
    const topic = await bench.ownTopic(3);
    await bench.append(topic, 0, [[text("before")]]);
    const tail = await follow(topic);
    await expect.poll(() => tail.events.length, soon).toBeGreaterThan(0);
    for (const partition of [0, 1, 2])
      await bench.append(
        topic,
        partition,
        [[text(`${partition}a`), text(`${partition}b`)], [text(`${partition}c`)]],
        "zstd",
      );
    await expect.poll(() => tail.texts().length, soon).toBe(9);
    await tail.stop();
    for (const partition of [0, 1, 2])
      expect(
        tail
          .messages()
          .filter((one) => one.partition === partition)
          .map(({ value }) => value?.text),
      ).toEqual([`${partition}a`, `${partition}b`, `${partition}c`]);
    expect(tail.events.at(-1)).toMatchObject({ event: "done", data: { reason: "cancelled" } });
  });

  it("resumes from any event's id without a gap or a duplicate", async () => {
    const topic = await bench.ownTopic(4);
    const written: string[] = [];
    const stopped = new AbortController();
    const writing = (async () => {
      for (let i = 0; !stopped.signal.aborted; i++) {
        const partition = i % 4;
        const records = Array.from({ length: 1 + (i % 5) }, (_, n) => text(`${i}-${n}`));
        const [base = 0n] = await bench.append(topic, partition, [records], i % 2 ? "lz4" : "none");
        for (const [n, { timestamp }] of records.entries())
          written.push(placeOf({ partition, offset: base + BigInt(n), timestamp }));
      }
    })();
    const seen: string[] = [];
    let id: string | null = null;
    for (let turn = 0; turn < 6; turn++) {
      const tail = await follow(topic, { maxPerSecond: "100000", ...(id === null ? { from: "offset:0" } : {}) }, id);
      await expect.poll(() => tail.messages().length, soon).toBeGreaterThan(40);
      // an EventSource that was cut off has seen some of the events, not all of them
      const until = tail.events.findIndex((event) => event.event === "messages") + 1 + turn;
      const heard = tail.events.slice(0, until);
      seen.push(...heard.flatMap((event) => messagesOf(event).map(placeOf)));
      id = heard.at(-1)?.id ?? null;
      await tail.stop();
    }
    stopped.abort();
    await writing;
    const rest = await follow(topic, { maxPerSecond: "100000" }, id);
    await expect.poll(() => seen.length + rest.messages().length, soon).toBeGreaterThanOrEqual(written.length);
    await rest.stop();
    seen.push(...rest.messages().map(placeOf));
    expect(seen.toSorted()).toEqual(written.toSorted());
  });

  it("counts what a filter hides and what a limit skips, exactly", async () => {
    const topic = await bench.ownTopic(1);
    const filtered = await follow(topic, { contains: "yes" });
    const limited = await follow(topic, { maxPerSecond: "10" });
    await bench.append(topic, 0, [Array.from({ length: 300 }, (_, i) => text(i % 3 === 0 ? "yes" : "no"))]);
    await expect.poll(() => filtered.status()?.delivered, soon).toBe(100n);
    expect(filtered.status()?.filtered).toBe(200n);
    await expect.poll(() => (limited.status()?.delivered ?? 0n) + (limited.status()?.skipped ?? 0n), soon).toBe(300n);
    expect(BigInt(limited.messages().length)).toBe(limited.status()?.delivered);
    expect(limited.messages().length).toBeLessThanOrEqual(20);
    // what was filtered or skipped is behind the position, as what was shown
    expect(decodeTailId(filtered.lastId() ?? "").next.get(0)).toBe(300n);
    await Promise.all([filtered.stop(), limited.stop()]);
  });

  it("takes in partitions that are added, from their first record", async () => {
    const topic = await bench.ownTopic(1);
    const tail = await follow(topic);
    await bench.kafka.createPartitions(topic, 3);
    await expect
      .poll(
        () =>
          bench.append(topic, 2, [[text("first of the new")]]).then(
            () => true,
            () => false,
          ),
        soon,
      )
      .toBe(true);
    await expect.poll(tail.texts, soon).toEqual(["first of the new"]);
    await tail.stop();
  });

  it("ends with the reason when its topic is deleted, and refuses to resume in one of the same name", async () => {
    const topic = await bench.ownTopic(2);
    const tail = await follow(topic);
    await bench.append(topic, 0, [[text("a")]]);
    await expect.poll(tail.texts, soon).toEqual(["a"]);
    const id = tail.lastId();
    await bench.kafka.deleteTopic(topic);
    await tail.ended();
    expect(tail.problem()).toMatchObject({
      code: "no-such-topic",
      fatal: true,
      message: `Topic ${topic} was deleted.`,
    });
    expect(tail.events.at(-1)).toMatchObject({ event: "done", data: { reason: "failed" } });
    await expect
      .poll(
        () =>
          bench.kafka.createTopic({ name: topic, partitions: 1 }).then(
            () => true,
            () => false,
          ),
        soon,
      )
      .toBe(true);
    const again = await follow(topic, {}, id);
    await again.ended();
    expect(again.events.map(({ event }) => event)).toEqual(["problem", "done"]);
    expect(again.problem()).toMatchObject({
      code: "conflict",
      fatal: true,
      message: expect.stringContaining("deleted and created again"),
    });
  });

  it("says what was deleted before it could be read, and goes on behind it", async () => {
    const topic = await bench.ownTopic(1);
    const first = await follow(topic);
    await expect.poll(first.lastId, soon).not.toBeNull();
    const id = first.lastId();
    await first.stop();
    await bench.append(topic, 0, [[text("lost")], [text("lost too")], [text("kept")]]);
    await bench.kafka.deleteRecords([{ topic, partition: 0, before: 2n }]);
    const tail = await follow(topic, {}, id);
    await expect.poll(tail.texts, soon).toEqual(["kept"]);
    expect(tail.problem()).toMatchObject({
      target: "partition 0",
      fatal: false,
      message: expect.stringContaining("2 offsets were deleted"),
    });
    await tail.stop();
  });

  it("refuses an id that is none of ours", async () => {
    const topic = await bench.ownTopic(1);
    await expect(follow(topic, {}, "12345")).rejects.toMatchObject({
      code: "invalid-request",
      errors: [{ path: "header.last-event-id" }],
    });
  });

  it("has ids that fit a request header with a thousand partitions", () => {
    const position = {
      topicId: "AAECAwQFBgcICQoLDA0ODw",
      next: new Map(Array.from({ length: 1000 }, (_, i) => [i, 3_000_000_000n + BigInt(i)])),
    };
    const id = encodeTailId(position);
    expect(id.length).toBeLessThan(8000);
    expect(decodeTailId(id)).toEqual(position);
  });
});
