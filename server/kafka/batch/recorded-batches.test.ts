import { describe, expect, test } from "vitest";
import { readAll, sample } from "./batch.fixtures/read-all.ts";
import { controlType } from "./records.ts";
import { scanBatches, truncatedTail, verifyCrc } from "./scan.ts";

const codecs = ["none", "gzip", "snappy", "lz4", "zstd"];
const compressed = codecs.slice(1);

const samples = [
  ...codecs.map((codec) => `console-producer-${codec}`),
  ...compressed.map((codec) => `kcat-${codec}`),
  "kafkajs-odd-records",
  "log-append-time",
  "compacted",
  "transactions-uncommitted",
];

describe("batches written by other clients and stored by a real broker", () => {
  test.each(samples)("%s reads as the other reader reads it", (name) => {
    const { bytes, expected } = sample(name);
    expect(expected.records.length).toBeGreaterThan(0);
    expect(readAll(bytes)).toEqual(expected.records);
    for (const batch of scanBatches(bytes)) {
      expect(verifyCrc(batch)).toBe(true);
      if (expected.codec) expect(batch.codec).toBe(expected.codec);
    }
    expect(truncatedTail(bytes)).toBe(0);
  });

  test("a batch with LogAppendTime gives all its records the broker's time", () => {
    const batches = [...scanBatches(sample("log-append-time").bytes)];
    expect(batches.map((batch) => batch.timestampType)).toEqual(batches.map(() => "append"));
    expect(
      readAll(sample("log-append-time").bytes).every(({ timestamp }) => timestamp === batches[0]?.maxTimestamp),
    ).toBe(true);
  });

  test("after compaction a batch covers more offsets than it has records", () => {
    const batches = [...scanBatches(sample("compacted").bytes)];
    const gaps = batches.filter((batch) => batch.lastOffset - batch.baseOffset + 1n > BigInt(batch.recordCount));
    expect(gaps.length).toBeGreaterThan(0);
  });

  test("a batch cut off by the fetch limit is left out and told", () => {
    const { bytes, expected } = sample("cut-in-third-batch");
    expect(readAll(bytes)).toEqual(expected.records);
    expect(truncatedTail(bytes)).toBe(100);
    const scan = scanBatches(bytes);
    let step = scan.next();
    while (!step.done) step = scan.next();
    expect(step.value).toEqual({ truncatedBytes: 100, position: bytes.length - 100 });
  });

  test("control batches tell how their transaction ended", () => {
    const control = [...scanBatches(sample("transactions-uncommitted").bytes)].filter((batch) => batch.control);
    expect(control.map((batch) => [batch.baseOffset, controlType(batch)])).toEqual([
      [4n, "abort"],
      [7n, "commit"],
      [8n, "commit"],
      [10n, "abort"],
      [13n, "abort"],
      [15n, "commit"],
    ]);
  });
});

describe("message sets from before Kafka 0.11", () => {
  const sets = [0, 1].flatMap((magic) => ["none", "gzip", "snappy", "lz4"].map((codec) => [magic, codec] as const));

  test.each(sets)("magic %d, %s reads as Kafka's own reader reads it", (magic, codec) => {
    const { bytes, expected } = sample(`magic-${magic}-${codec}`);
    expect(readAll(bytes)).toEqual(expected.records);
    for (const batch of scanBatches(bytes))
      expect([batch.magic, batch.codec, verifyCrc(batch)]).toEqual([magic, codec, true]);
  });

  test("a wrapper covers the offsets of what it wraps", () => {
    const covered = [...scanBatches(sample("magic-1-lz4").bytes)].map((batch) => [
      batch.baseOffset,
      batch.lastOffset,
      batch.recordCount,
    ]);
    expect(covered).toEqual([
      [100n, 139n, 40],
      [140n, 142n, 3],
    ]);
  });
});
