import { afterAll, describe, expect, it } from "vitest";
import { openBench, placeOf, shown } from "./rig.fixtures.ts";
import { recordBytes, wholeMessage } from "./whole.ts";

const bench = openBench();
afterAll(() => bench.close());
const signal = AbortSignal.timeout(120_000);

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
      wholeMessage(bench.kafka, { topic, partition: "0", offset: String(gap) }, shown(10), signal),
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
    const whole = await wholeMessage(
      bench.kafka,
      { topic, partition: "0", offset: "0" },
      shown(32 * 1024 * 1024),
      signal,
    );
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
