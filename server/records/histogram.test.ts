import { afterAll, describe, expect, it } from "vitest";
import { getHistogram, type HistogramQuery } from "../../lib/api/histogram.ts";
import { histogram } from "./histogram.ts";
import { openBench } from "./rig.fixtures.ts";

const bench = openBench();
afterAll(() => bench.close());

const start = 1_700_000_000_000;
const signal = () => AbortSignal.timeout(30_000);
const queryOf = (query: Record<string, string>) => getHistogram.query?.parse(query) as HistogramQuery;
const at = (...times: number[]) => times.map((timestamp) => ({ value: Buffer.from("x"), timestamp }));

describe("where records are in time", () => {
  it("is told to the millisecond for records in order, per bucket, before and after", async () => {
    const topic = await bench.ownTopic(3);
    const times = Array.from({ length: 90 }, (_, i) => start + i * i * 10);
    for (const [i, time] of times.entries()) await bench.append(topic, i % 2, [at(time)]);
    const from = start + 1000;
    const to = start + 61_000;
    const told = await histogram(
      bench.kafka,
      topic,
      queryOf({ from: String(from), to: String(to), buckets: "60" }),
      signal(),
    );
    const among = (low: number, high: number) => BigInt(times.filter((time) => time >= low && time < high).length);
    expect(told.buckets).toEqual(
      Array.from({ length: 60 }, (_, i) => {
        const edge = from + i * 1000;
        return { from: edge, to: edge + 1000, offsetSpan: among(edge, edge + 1000) };
      }),
    );
    expect(told).toMatchObject({
      approximate: true,
      before: among(0, from),
      after: among(to, Number.POSITIVE_INFINITY),
      firstTime: start,
      lastTime: times.at(-1),
      notes: [],
      problems: [],
    });
  });

  it("spans all there is when asked for first and last, of chosen partitions only", async () => {
    const topic = await bench.ownTopic(2);
    await bench.append(topic, 0, [at(start, start + 500)]);
    await bench.append(topic, 1, [at(start + 9000)]);
    const all = await histogram(bench.kafka, topic, queryOf({ from: "first", to: "last", buckets: "10" }), signal());
    expect(all.buckets.map(({ offsetSpan }) => Number(offsetSpan))).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect([all.before, all.after]).toEqual([0n, 0n]);
    const one = await histogram(
      bench.kafka,
      topic,
      queryOf({ from: "first", to: "last", buckets: "5", partitions: "0" }),
      signal(),
    );
    expect(one).toMatchObject({ firstTime: start, lastTime: start + 500 });
    expect(one.buckets.map(({ offsetSpan }) => Number(offsetSpan))).toEqual([1, 0, 0, 0, 1]);
  });

  it("is exact where the broker gives the timestamps, and says so", async () => {
    const topic = await bench.ownTopic(1, { "message.timestamp.type": "LogAppendTime" });
    await bench.append(topic, 0, [at(1, 2, 3)]);
    const told = await histogram(bench.kafka, topic, queryOf({ from: "-1h" }), signal());
    expect(told.approximate).toBe(false);
    expect(told.buckets).toHaveLength(60);
    expect(told.buckets.reduce((sum, { offsetSpan }) => sum + offsetSpan, told.after)).toBe(3n);
  });

  it("has empty buckets for an empty topic", async () => {
    const topic = await bench.ownTopic(2);
    for (const query of [{}, { from: "first", to: "last" }]) {
      const told = await histogram(bench.kafka, topic, queryOf(query), signal());
      expect(told.buckets.every(({ offsetSpan }) => offsetSpan === 0n)).toBe(true);
      expect(told).toMatchObject({ before: 0n, after: 0n, firstTime: null, lastTime: null });
    }
  });

  it("has fewer buckets where each would cost thousands of lookups, and says so", async () => {
    const topic = await bench.ownTopic(60);
    const told = await histogram(bench.kafka, topic, queryOf({ buckets: "500" }), signal());
    expect(told.buckets).toHaveLength(199);
    expect(told.notes[0]).toContain("199 buckets instead of 500");
  });

  it("refuses what ends before it begins and what is no time", async () => {
    const topic = await bench.ownTopic(1);
    await expect(
      histogram(bench.kafka, topic, queryOf({ from: "2026-01-02", to: "2026-01-01" }), signal()),
    ).rejects.toMatchObject({ code: "invalid-request", errors: [{ path: "query.to" }] });
    for (const query of [{ from: "soon" }, { buckets: "0" }, { buckets: "501" }, { to: "offset:1" }])
      expect(getHistogram.query?.safeParse(query).success).toBe(false);
  });
});
