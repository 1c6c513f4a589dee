import { describe, expect, it } from "vitest";
import { encodeBatch } from "../kafka/batch/encode.ts";
import { outline, readAnswer, type Slice } from "./answer.ts";
import { createSieve } from "./filter/sieve.ts";

/** A batch as a broker stores it, `count` records from `base` on. */
function stored(base: bigint, count: number, word = "hay"): Buffer {
  const records = Array.from({ length: count }, (_, i) => ({
    key: null,
    value: Buffer.from(`${word} ${i}`),
    headers: [],
    timestamp: 1000 + i,
  }));
  const batch = encodeBatch({ records, codec: "none" });
  batch.writeBigInt64BE(base, 0);
  return batch;
}
const slice = (more: Partial<Slice> = {}): Slice => ({
  partition: 0,
  from: 0n,
  to: 100n,
  showsAll: false,
  most: Number.POSITIVE_INFINITY,
  mostLast: Number.POSITIVE_INFINITY,
  skip: null,
  ...more,
});
const read = (batches: Buffer[], more: Partial<Slice> = {}, sieve: Parameters<typeof readAnswer>[2] = null) =>
  readAnswer({ batches: Buffer.concat(batches), aborted: [], lastStableOffset: 100n }, slice(more), sieve);
const offsets = (reading: ReturnType<typeof readAnswer>) => reading.found.map(({ offset }) => Number(offset));

describe("the records of an answer", () => {
  it("are those between the bounds, whatever the batches hold besides", () => {
    const reading = read([stored(0n, 10), stored(15n, 5), stored(30n, 5)], { from: 8n, to: 17n, skip: new Set([9n]) });
    expect(offsets(reading)).toEqual([8, 15, 16]);
    expect(reading).toMatchObject({ next: 17n, firstBase: 0n, scanned: 4, firstTime: 1008, lastTime: 1001 });
  });

  it("may be only the first or the last ones", () => {
    const first = read([stored(0n, 10), stored(10n, 10)], { most: 12 });
    expect([offsets(first).at(-1), first.next]).toEqual([11, 12n]);
    const last = read([stored(0n, 10), stored(10n, 3)], { mostLast: 4 });
    expect([offsets(last), last.isThinned, last.scanned]).toEqual([[6, 7, 8, 9, 10, 11, 12], true, 13]);
  });

  it("name a damaged batch and go on behind it", () => {
    const broken = stored(10n, 10);
    broken[70] = (broken[70] ?? 0) ^ 0xff;
    const reading = read([stored(0n, 10), broken, stored(20n, 2)]);
    expect(offsets(reading)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 21]);
    expect(reading.damaged).toEqual([{ offset: 10n, message: "its checksum does not fit its bytes" }]);
  });

  it("are counted without being taken apart where the sieve can hold none", () => {
    const sieve = createSieve(
      { contains: "needle 3", ignoreCase: false, fields: ["value"], regex: null, key: null, where: null },
      { topic: "t", keyFormat: "auto", valueFormat: "auto", maxBytes: 100 },
    );
    const reading = read([stored(0n, 10), stored(10n, 10, "needle"), stored(20n, 10)], {}, sieve);
    expect([offsets(reading), reading.scanned, reading.next]).toEqual([[13], 30, 30n]);
  });

  it("are missing where a batch was cut off, which the next fetch gets", () => {
    const batches = Buffer.concat([stored(0n, 10), stored(10n, 10).subarray(0, 80)]);
    expect(outline(batches, 4n)).toEqual({ next: 10n, firstBase: 0n });
    expect(outline(batches.subarray(0, 50), 4n)).toEqual({ next: 4n, firstBase: null });
  });
});
