import { expect, it } from "vitest";
import { batchHeaderAt, timeInBatch } from "./batch-header.ts";

/** A batch of which only the header matters: first offset, records, times of the first and of the latest. */
function batch(base: bigint, records: number, times: [first: number, latest: number], payload = 20): Uint8Array {
  const bytes = new Uint8Array(61 + payload);
  const view = new DataView(bytes.buffer);
  view.setBigInt64(0, base);
  view.setInt32(8, bytes.length - 12);
  view.setInt8(16, 2);
  view.setInt32(23, records - 1);
  view.setBigInt64(27, BigInt(times[0]));
  view.setBigInt64(35, BigInt(times[1]));
  return bytes;
}

const two = new Uint8Array([...batch(100n, 10, [1_000, 1_900]), ...batch(110n, 1, [5_000, 5_000])]);

it("finds the batch an offset lies in, also when the last one is cut off after its header", () => {
  expect(batchHeaderAt(two, 104n)).toMatchObject({ baseOffset: 100n, lastOffset: 109n });
  expect(batchHeaderAt(two, 110n)).toMatchObject({ baseOffset: 110n, baseTimestamp: 5_000 });
  expect(batchHeaderAt(two.subarray(0, 81 + 61), 110n)).toMatchObject({ baseOffset: 110n });
  expect(batchHeaderAt(two, 111n)).toBeNull();
  expect(batchHeaderAt(two.subarray(0, 40), 100n)).toBeNull();
  expect(batchHeaderAt(new Uint8Array(), 0n)).toBeNull();
});

it("takes a compacted offset for the next record there is", () => {
  expect(batchHeaderAt(two, 3n)).toMatchObject({ baseOffset: 100n });
});

it("tells the time of a record by its place between the first and the latest", () => {
  const header = batchHeaderAt(two, 100n);
  if (!header) throw new Error("no header");
  expect([100n, 109n, 3n].map((offset) => timeInBatch(header, offset))).toEqual([1_000, 1_900, 1_000]);
  expect(timeInBatch(header, 104n)).toBeCloseTo(1_400);
});

it("does not go round for ever on bytes that are no batch", () => {
  const bad = batch(0n, 1, [0, 0]);
  new DataView(bad.buffer).setInt32(8, -12);
  expect(batchHeaderAt(bad, 5n)).toBeNull();
});
