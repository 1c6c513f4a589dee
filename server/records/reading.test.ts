import { Kafka, logLevel } from "kafkajs";
import { afterAll, describe, expect, it } from "vitest";
import { openBench, placeOf } from "./rig.fixtures.ts";
import { recordBytes, wholeMessage } from "./whole.ts";

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
      const marker = wholeMessage(bench.kafka, { topic, partition: "0", offset: "2" }, 1000, signal);
      await expect(marker).rejects.toMatchObject({ code: "no-such-record", extra: { next: "3" } });
      const aborted = await wholeMessage(bench.kafka, { topic, partition: "0", offset: "3" }, 1000, signal);
      expect(aborted).toMatchObject({ transaction: "aborted", value: { text: "aborted" } });
      const undecided = await wholeMessage(bench.kafka, { topic, partition: "0", offset: "7" }, 1000, signal);
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
      wholeMessage(bench.kafka, { topic, partition, offset }, 10, signal);
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

describe("records that are not like others", () => {
  it("reads across the gaps compaction leaves, both ways", async () => {
    const topic = await bench.ownTopic(1, {
      "cleanup.policy": "compact",
      "segment.ms": "100",
      "min.cleanable.dirty.ratio": "0.001",
      "max.compaction.lag.ms": "100",
      "min.compaction.lag.ms": "0",
    });
    const write = (from: number, count: number) =>
      bench.append(
        topic,
        0,
        Array.from({ length: count }, (_, i) => [
          { key: Buffer.from(`k${(from + i) % 5}`), value: Buffer.from(`v${from + i}`), timestamp: Date.now() },
        ]),
      );
    await write(0, 60);
    const kept = () => bench.read(topic, { order: "oldest", limit: "1000" });
    // a closed segment is cleaned when a later one exists
    let written = 60;
    await expect
      .poll(
        async () => {
          await write(written++, 1);
          return (await kept()).messages.length < written - 20;
        },
        { timeout: 50_000, interval: 500 },
      )
      .toBe(true);
    const { messages, scan } = await kept();
    expect(scan.reason).toBe("end");
    expect(messages.at(-1)?.value?.text).toBe(`v${written - 1}`);
    const offsets = messages.map(({ offset }) => Number(offset));
    const back = await bench.read(topic, { limit: "4" });
    expect(back.messages.map(placeOf)).toEqual(messages.map(placeOf).reverse().slice(0, 4));
    const gap =
      Array.from({ length: written }, (_, i) => i).find(
        (offset) => !offsets.includes(offset) && offset < (offsets.at(-1) ?? 0),
      ) ?? -1;
    const next = offsets.find((offset) => offset > gap);
    await expect(
      wholeMessage(bench.kafka, { topic, partition: "0", offset: String(gap) }, 10, signal),
    ).rejects.toMatchObject({ code: "no-such-record", extra: { next: String(next) } });
  });

  it("shows a value of 10 MB cut, and gives it whole", async () => {
    const topic = await bench.ownTopic(2, { "max.message.bytes": "12000000" });
    const large = Buffer.alloc(10_000_000, "0123456789");
    await bench.append(topic, 0, [[{ value: large }], [{ value: Buffer.from("small") }]]);
    await bench.append(topic, 1, [[{ value: large }], [{ value: large }]]);
    const { messages, scan } = await bench.read(topic, { order: "oldest", limit: "1", partitions: "0" });
    expect(messages[0]?.value).toMatchObject({
      truncated: true,
      size: 10_000_000,
      text: large.subarray(0, 65_536).toString(),
    });
    expect(scan.cursor.next).not.toBeNull();
    const whole = await wholeMessage(bench.kafka, { topic, partition: "0", offset: "0" }, 32 * 1024 * 1024, signal);
    expect(whole.value?.text.length).toBe(10_000_000);
    const { bytes, fileName, contentType } = await recordBytes(
      bench.kafka,
      { topic, partition: "1", offset: "1" },
      "value",
      signal,
    );
    expect(large.equals(bytes)).toBe(true);
    expect([fileName, contentType]).toEqual([`${topic}-1-1.value.bin`, "application/octet-stream"]);

    // four records, page by page whatever the budget lets through
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await bench.read(topic, cursor === null ? { limit: "4" } : { limit: "4", cursor });
      expect(page.messages.length).toBeGreaterThan(0);
      seen.push(...page.messages.map(placeOf));
      cursor = page.scan.cursor.next;
    } while (cursor !== null && seen.length < 10);
    expect(seen.toSorted()).toEqual([
      "0/0@1700000000000",
      "0/1@1700000000000",
      "1/0@1700000000000",
      "1/1@1700000000000",
    ]);
  });

  it("ends a page at its budgets and goes on exactly there", async () => {
    const topic = await bench.ownTopic(3);
    const written: string[] = [];
    for (let i = 0; i < 45; i++) {
      const partition = i % 3;
      const timestamp = 1_700_000_000_000 + i;
      const [offset = -1n] = await bench.append(topic, partition, [
        [{ value: Buffer.alloc(700_000, `${i} "quoted" `), timestamp }],
      ]);
      written.push(placeOf({ partition, offset, timestamp }));
    }
    for (const [query, most] of [
      // 16 MiB of batches, unless told otherwise
      [{ limit: "50", order: "newest" }, 40],
      [{ limit: "50", order: "oldest" }, 40],
      [{ limit: "1000", order: "oldest", maxBytes: "1000000000", maxValueBytes: "1000000" }, 44],
    ] as [Record<string, string>, number][]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const { order: _order, ...rest } = query;
        const { messages, scan } = await bench.read(topic, cursor === null ? query : { ...rest, cursor });
        expect(messages.length).toBeGreaterThan(3);
        expect(messages.length).toBeLessThanOrEqual(most);
        seen.push(...messages.map(placeOf));
        cursor = scan.cursor.next;
        if (cursor !== null) expect(scan.reason).toBe("budget");
      } while (cursor !== null && seen.length < 100);
      expect(seen).toEqual(query.order === "newest" ? written.toReversed() : written);
    }
  });

  it("gives bytes exactly: invalid UTF-8, nulls, duplicate and binary headers", async () => {
    const topic = await bench.ownTopic(1);
    const odd = Buffer.from([0xc3, 0x28, 0x00, 0xff]);
    await bench.append(topic, 0, [
      [
        {
          key: odd,
          value: null,
          headers: [
            { name: "h", value: odd },
            { name: "h", value: null },
            { name: "", value: Buffer.from("<script>") },
          ],
        },
        { key: Buffer.from(""), value: Buffer.from("") },
      ],
    ]);
    const { messages } = await bench.read(topic, { order: "oldest" });
    const base64 = odd.toString("base64");
    expect(messages[0]).toMatchObject({
      key: { encoding: "base64", text: base64 },
      value: null,
      keySize: 4,
      valueSize: 0,
      headers: [
        { name: "h", value: { text: base64 } },
        { name: "h", value: null },
        { name: "", value: { text: "<script>" } },
      ],
    });
    expect(messages[1]).toMatchObject({ key: { text: "", size: 0 }, value: { text: "", size: 0 } });
    await expect(
      recordBytes(bench.kafka, { topic, partition: "0", offset: "0" }, "value", signal),
    ).rejects.toMatchObject({ code: "no-such-record" });
  });
});
