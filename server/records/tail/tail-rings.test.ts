import { describe, expect, it } from "vitest";
import { encodeBatch } from "../../kafka/batch/encode.ts";
import type { RawFetch } from "../../kafka/transfer.ts";
import { TailEntry } from "./tail-entry.ts";
import { TailRings } from "./tail-rings.ts";

/** An answer with one batch of `count` records that begins at `base`. */
function answer(partition: number, base: bigint, count: number, value: Buffer): RawFetch {
  const batches = encodeBatch({
    codec: "zstd",
    records: Array.from({ length: count }, () => ({ key: null, value, headers: [], timestamp: 1_700_000_000_000 })),
  });
  batches.writeBigInt64BE(base, 0);
  const end = base + BigInt(count);
  return {
    topic: "t",
    partition,
    batches,
    highWatermark: end,
    lastStableOffset: end,
    logStartOffset: 0n,
    aborted: [],
    preferredReadReplica: -1,
  };
}

describe("the rings of a topic", () => {
  it("give the entry that holds a place, and say what they no longer have", () => {
    const rings = new TailRings();
    rings.begin(0, 10n);
    expect(rings.at(0, 10n)).toBeNull();
    rings.push(new TailEntry(answer(0, 10n, 5, Buffer.from("a")), 10n));
    rings.push(new TailEntry(answer(0, 15n, 5, Buffer.from("b")), 15n));
    expect(rings.of(0)).toMatchObject({ start: 10n, end: 20n });
    expect([10n, 14n, 15n, 19n].map((at) => rings.at(0, at)?.from)).toEqual([10n, 10n, 15n, 15n]);
    expect([9n, 20n].map((at) => rings.at(0, at))).toEqual([null, null]);
    // what does not follow would leave a gap
    rings.push(new TailEntry(answer(0, 30n, 5, Buffer.from("c")), 30n));
    expect(rings.of(0)).toMatchObject({ end: 20n });
    rings.close();
  });

  it("hold no more than their share, however much comes and is looked at: the oldest of all falls out", () => {
    const rings = new TailRings();
    const value = Buffer.alloc(1000, "x");
    rings.begin(0, 0n);
    rings.begin(1, 0n);
    rings.push(new TailEntry(answer(1, 0n, 10, value), 0n));
    let most = 0;
    for (let base = 0n; base < 60_000n; base += 1000n) {
      const entry = new TailEntry(answer(0, base, 1000, value), base);
      rings.push(entry);
      // compressed it is next to nothing, taken apart a megabyte
      expect(entry.parts()).toHaveLength(1);
      most = Math.max(most, rings.bytes);
    }
    expect(most).toBeLessThan(18 * 1024 * 1024);
    expect(rings.at(1, 0n)).toBeNull();
    expect(rings.of(1)).toMatchObject({ start: 10n, end: 10n });
    expect(rings.of(0)?.start).toBeGreaterThan(30_000n);
    expect(rings.at(0, 59_999n)).not.toBeNull();
    rings.close();
    expect(rings.bytes).toBe(0);
  });
});
