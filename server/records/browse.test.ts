import { afterAll, describe, expect, it } from "vitest";
import type { Codec } from "../kafka/batch/codec.ts";
import type { RecordToWrite } from "../kafka/batch/encode.ts";
import { bestOf, dice, openBench, placeOf } from "./rig.fixtures.ts";

const bench = openBench();
afterAll(() => bench.close());

type Written = { partition: number; offset: bigint; timestamp: number; text: string };
const codecs: Codec[] = ["none", "gzip", "snappy", "lz4", "zstd"];

/** Fills a new topic with records in batches of several sizes and codecs. */
async function randomTopic(
  seed: number,
  partitions: number,
  most: number,
  timeOf: (nth: number, random: (below: number) => number) => number,
) {
  const random = dice(seed);
  const topic = await bench.ownTopic(partitions);
  const ledger: Written[] = [];
  let nth = 0;
  for (let partition = 0; partition < partitions; partition++) {
    let left = random(most);
    while (left > 0) {
      const count = Math.min(left, 1 + random(random(4) === 0 ? 200 : 8));
      left -= count;
      const records: Partial<RecordToWrite>[] = [];
      for (let i = 0; i < count; i++) {
        const text = `record ${nth} ${"x".repeat(random(60))} ${random(10) === 0 ? "needle" : ""}`;
        records.push({ value: Buffer.from(text), timestamp: timeOf(nth++, random) });
      }
      const [base] = await bench.append(topic, partition, [records], codecs[random(codecs.length)]);
      for (const [i, { value, timestamp }] of records.entries())
        ledger.push({ partition, offset: (base ?? 0n) + BigInt(i), timestamp: timestamp ?? 0, text: String(value) });
    }
  }
  return { topic, ledger, random };
}

/** Reads page after page, comparing each with what the definition says is left. */
async function turnPages(topic: string, ledger: readonly Written[], query: Record<string, string>) {
  const order = query.order === "oldest" ? "oldest" : "newest";
  let left = [...ledger];
  let cursor: string | null = null;
  const pages: string[][] = [];
  do {
    const { messages, scan } = await bench.read(
      topic,
      cursor === null ? query : { limit: query.limit ?? "50", cursor },
    );
    const got = messages.map(placeOf);
    expect(got).toEqual(bestOf(order, left, Number(query.limit ?? 50)).map(placeOf));
    const delivered = new Set(got);
    left = left.filter((record) => !delivered.has(placeOf(record)));
    if (scan.cursor.previous !== null) {
      const before = await bench.read(topic, { limit: query.limit ?? "50", cursor: scan.cursor.previous });
      expect(before.messages.map(placeOf)).toEqual(pages.at(-1));
    }
    pages.push(got);
    cursor = scan.cursor.next;
    expect(scan.reason).toBe(left.length === 0 ? "end" : "limit");
  } while (cursor !== null && pages.length < 200);
  expect(left).toEqual([]);
}

describe("pages, held against the definition", () => {
  const times = {
    rising: (nth: number) => 1_700_000_000_000 + nth,
    tied: (nth: number) => 1_700_000_000_000 + Math.floor(nth / 40),
    jittering: (nth: number, random: (below: number) => number) => 1_700_000_000_000 + nth * 10 + random(300),
    random: (_: number, random: (below: number) => number) => 1_700_000_000_000 + random(1_000_000),
  };
  for (const [name, timeOf] of Object.entries(times)) {
    for (const order of ["newest", "oldest"]) {
      it(`${order} first, timestamps ${name}: every page is right, both ways, and none is lost`, async () => {
        for (const [partitions, most, limit] of [
          [1, 40, 7],
          [6, 120, 23],
        ] as const) {
          const { topic, ledger } = await randomTopic(partitions * 31 + most, partitions, most, timeOf);
          await turnPages(topic, ledger, { order, limit: String(limit) });
        }
      });
    }
  }
});
