import { expect, it, vi } from "vitest";
import * as z from "zod/mini";
import { type TailQuery, tailMessages } from "../../../lib/api/messages.ts";
import { encodeBatch } from "../../kafka/batch/encode.ts";
import { sieveSpec } from "../filter/filter-spec.ts";
import { shapeOf } from "../message.ts";
import { TailEntry } from "./tail-entry.ts";
import { TailShow } from "./tail-show.ts";

const looks = vi.hoisted(() => ({ count: 0, failure: null as Error | null }));
vi.mock("../scan-pool.ts", () => ({
  // no worker can be had: the thread that serves looks
  scanAway: async () => {
    looks.count++;
    if (looks.failure) throw looks.failure;
    return null;
  },
}));

/** Twenty records from offset 0 on, every second of them with the word that is looked for. */
function entry(): TailEntry {
  const records = Array.from({ length: 20 }, (_, i) => ({
    key: null,
    value: Buffer.from(i % 2 === 0 ? `needle ${i}` : `hay ${i}`),
    headers: [],
    timestamp: 1_700_000_000_000 + i,
  }));
  const end = { highWatermark: 20n, lastStableOffset: 20n, logStartOffset: 0n };
  const batches = encodeBatch({ codec: "zstd", records });
  return new TailEntry({ topic: "t", partition: 0, batches, ...end, aborted: [], preferredReadReplica: -1 }, 0n);
}

/** What one reader is shown of an entry. */
async function shown(of: TailEntry, asked: Record<string, string>): Promise<string[]> {
  const query = z.parse(tailMessages.query ?? z.never(), asked) as TailQuery;
  const show = new TailShow(query, sieveSpec(query), shapeOf("t", query));
  const texts: string[] = [];
  const told = { passed: () => {}, damaged: () => {} };
  for await (const portion of show.take(of, new Map([[0, 0n]]), told)) texts.push(...portion);
  expect(show.status(0)).toMatchObject({ delivered: BigInt(texts.length), filtered: 20n - BigInt(texts.length) });
  return texts;
}

it("readers who look for the same share one look and the texts it gave, others have their own", async () => {
  looks.count = 0;
  const one = entry();
  const before = one.bytes;
  const all = await Promise.all(Array.from({ length: 5 }, () => shown(one, { contains: "needle" })));
  expect(looks.count).toBe(1);
  // what is kept for others counts as bytes of the entry
  expect(one.bytes).toBeGreaterThan(before);
  for (const texts of all) expect(texts).toEqual(all[0]);
  expect(all[0]?.map((text) => JSON.parse(text).value.text)).toEqual(
    Array.from({ length: 10 }, (_, i) => `needle ${i * 2}`),
  );
  await shown(one, { contains: "needle" });
  expect(looks.count).toBe(1);
  for (const other of [{ contains: "hay" }, { contains: "needle", maxValueBytes: "3" }]) await shown(one, other);
  expect(looks.count).toBe(3);
});

it("a look that failed is not kept", async () => {
  looks.count = 0;
  looks.failure = new Error("the worker ended");
  const one = entry();
  const asked = { contains: "needle" };
  const failed = await Promise.allSettled([shown(one, asked), shown(one, asked)]);
  expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(looks.count).toBe(1);
  looks.failure = null;
  expect(await shown(one, asked)).toHaveLength(10);
});
