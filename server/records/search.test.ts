import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../e2e/support/rig.ts";
import type { RecordToWrite } from "../kafka/batch/encode.ts";
import { browse } from "./browse.ts";
import { bestOf, dice, openBench, placeOf, queryOf } from "./rig.fixtures.ts";
import { workersOnline } from "./scan-pool.ts";

const bench = openBench();
afterAll(() => bench.close());

type Written = { partition: number; offset: bigint; timestamp: number; text: string };
const ledger: Written[] = [];
let topic = "";
const needle = (text: string) => text.includes("needle");

beforeAll(async () => {
  const random = dice(7);
  topic = await bench.ownTopic(5);
  for (let partition = 0; partition < 5; partition++) {
    // partition 2 is many times larger than the others
    for (let batch = 0; batch < (partition === 2 ? 60 : 12); batch++) {
      const records = Array.from({ length: 40 }, (_, i): Partial<RecordToWrite> => {
        const text = `{"n":${batch * 40 + i},"word":"${random(25) === 0 ? "needle" : "hay"}"}`;
        return { value: Buffer.from(text), timestamp: 1_700_000_000_000 + batch * 4000 + i * 100 + partition };
      });
      const [base = 0n] = await bench.append(topic, partition, [records], random(2) === 0 ? "zstd" : "none");
      for (const [i, { value, timestamp = 0 }] of records.entries())
        ledger.push({ partition, offset: base + BigInt(i), timestamp, text: String(value) });
    }
  }
});

describe("a filtered reading", () => {
  for (const order of ["newest", "oldest"] as const) {
    it(`finds all of a word, ${order} first, merged as without a filter`, async () => {
      const matches = ledger.filter(({ text }) => needle(text));
      const { messages, scan } = await bench.read(topic, { order, contains: "needle", limit: "10000" });
      expect(messages.map(placeOf)).toEqual(bestOf(order, matches, 10_000).map(placeOf));
      expect(scan).toMatchObject({
        reason: "end",
        scanned: BigInt(ledger.length),
        matched: matches.length,
        cursor: { next: null },
      });
    });

    it(`goes on exactly where a page ended, ${order} first`, async () => {
      const matches = bestOf(
        order,
        ledger.filter(({ text }) => needle(text)),
        10_000,
      ).map(placeOf);
      const got: string[] = [];
      let cursor: string | null = null;
      do {
        const query = { contains: "needle", limit: "17", ...(cursor === null ? { order } : { cursor }) };
        const { messages, scan } = await bench.read(topic, query);
        got.push(...messages.map(placeOf));
        cursor = scan.cursor.next;
      } while (cursor !== null && got.length < 1000);
      expect(got).toEqual(matches);
    });

    it(`goes on exactly where its reader left it, ${order} first`, async () => {
      const matches = bestOf(
        order,
        ledger.filter(({ text }) => needle(text)),
        10_000,
      ).map(placeOf);
      const got: string[] = [];
      let cursor: string | null = null;
      let stops = 0;
      for (let isOver = false; !isOver; ) {
        const query = queryOf({ contains: "needle", limit: "10000", ...(cursor === null ? { order } : { cursor }) });
        const stop = new AbortController();
        const had = got.length;
        for await (const { event, data } of await browse(bench.kafka, topic, query, { signal: stop.signal })) {
          if (event === "messages") {
            got.push(...data.items.map(placeOf));
            // a slow reader is told how far the search has come when it asks for more
            const since = Date.now();
            await eventually("a progress is due", () => Date.now() - since > 260 || undefined);
          }
          if (event === "done") isOver = true;
          // what came since the cursor was told is not had
          if (event === "progress" && data.cursor && got.length > had) {
            cursor = data.cursor;
            stops += 1;
            break;
          }
        }
        stop.abort();
      }
      expect(got).toEqual(matches);
      expect(stops).toBeGreaterThan(0);
    });

    it(`never looks at more than it may, and goes on exactly there, ${order} first`, async () => {
      const got: string[] = [];
      let cursor: string | null = null;
      let scanned = 0n;
      do {
        const query = { contains: "needle", maxScan: "700", ...(cursor === null ? { order } : { cursor }) };
        const { messages, scan } = await bench.read(topic, { ...query, limit: "10000" });
        expect(scan.scanned).toBeLessThanOrEqual(700n);
        scanned += scan.scanned;
        got.push(...messages.map(placeOf));
        cursor = scan.cursor.next;
        if (cursor !== null) expect(scan.reason).toBe("budget");
      } while (cursor !== null && got.length < 1000);
      const matches = ledger.filter(({ text }) => needle(text)).map(placeOf);
      expect(got.toSorted()).toEqual(matches.toSorted());
      expect(scanned).toBeGreaterThanOrEqual(BigInt(ledger.length));
    });
  }

  it("looks only where it is told, with and without regard to case", async () => {
    const other = await bench.ownTopic(1);
    await bench.append(other, 0, [
      [
        { key: Buffer.from("Grün"), value: Buffer.from("a") },
        { key: Buffer.from("b"), value: Buffer.from("grün") },
        { value: Buffer.from("c"), headers: [{ name: "farbe", value: Buffer.from("GRÜN") }] },
        { value: Buffer.from([0xff, 0x67, 0x72, 0xc3, 0xbc, 0x6e, 0xfe]) },
        { key: Buffer.from("gr"), value: Buffer.from("ün") },
      ],
    ]);
    const found = async (query: Record<string, string>) =>
      (await bench.read(other, { order: "oldest", ...query })).messages.map(({ offset }) => Number(offset));
    expect(await found({ contains: "grün" })).toEqual([1, 3]);
    expect(await found({ contains: "grün", ignoreCase: "true" })).toEqual([0, 1, 2, 3]);
    expect(await found({ contains: "grün", ignoreCase: "true", in: "key" })).toEqual([0]);
    expect(await found({ contains: "Grün", in: "key,headers" })).toEqual([0]);
    expect(await found({ contains: "GRÜN", in: "headers" })).toEqual([2]);
    expect(await found({ contains: "farbe" })).toEqual([2]);
    expect(await found({ contains: "nothing of the kind" })).toEqual([]);
  });

  it("finds the same when the topic is so large that workers look", async () => {
    const large = await bench.ownTopic(3);
    const expected: string[] = [];
    for (let batch = 0; batch < 24; batch++) {
      const partition = batch % 3;
      const records = Array.from({ length: 400 }, (_, i) => {
        const word = i === batch ? "needle" : "hay";
        return { value: Buffer.from(`${word} ${"x".repeat(1000)}`), timestamp: 1_700_000_000_000 + batch * 1000 + i };
      });
      const [base = 0n] = await bench.append(large, partition, [records], "none");
      expected.push(placeOf({ partition, offset: base + BigInt(batch), timestamp: 1_700_000_000_000 + batch * 1001 }));
    }
    const oldest = await bench.read(large, { order: "oldest", contains: "needle", maxValueBytes: "6" });
    expect(oldest.messages.map(placeOf)).toEqual(expected);
    expect(oldest.messages[0]?.value).toMatchObject({ text: "needle", truncated: true, size: 1007 });
    expect(oldest.scan).toMatchObject({ reason: "end", scanned: 9600n });
    // the first search may be over before a worker is up
    await expect.poll(workersOnline, { timeout: 20_000 }).toBeGreaterThan(0);
    const newest = await bench.read(large, { order: "newest", contains: "needle" });
    expect(newest.messages.map(placeOf)).toEqual(expected.toReversed());
  });

  it("ends its sockets at once when its reader leaves", async () => {
    const stream = await browse(bench.kafka, topic, queryOf({ contains: "nowhere" }), {
      signal: AbortSignal.timeout(20_000),
    });
    expect((await stream.next()).value).toMatchObject({ event: "plan" });
    await stream.return();
    expect((await stream.next()).done).toBe(true);
  });

  it("says cancelled when it is, with a cursor that goes on", async () => {
    const abort = new AbortController();
    const stream = await browse(bench.kafka, topic, queryOf({ contains: "needle", limit: "3" }), {
      signal: abort.signal,
    });
    await stream.next();
    abort.abort();
    const events = await Array.fromAsync(stream);
    expect(events.at(-1)).toMatchObject({ event: "done", data: { reason: "cancelled" } });
  });
});
