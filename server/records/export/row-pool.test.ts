import { describe, expect, it } from "vitest";
import { type Bound, byOrder, mayPrecede, type Placed } from "../merge.ts";
import { dice } from "../rig.fixtures.ts";
import type { Rows } from "../row.ts";
import { RowPool } from "./row-pool.ts";

const nameOf = ({ partition, offset, timestamp }: Placed) => `${partition}/${offset}@${timestamp};`;

function rowsOf(records: readonly Placed[], padding = ""): Rows {
  const [first] = records;
  if (!first) throw new Error("no records");
  const lines = records.map((record) => Buffer.from(nameOf(record) + padding));
  const bytes = Buffer.allocUnsafeSlow(lines.reduce((sum, { length }) => sum + length, 0));
  bytes.set(Buffer.concat(lines));
  let at = 0;
  return {
    ...first,
    bytes,
    ends: Uint32Array.from(lines, (line) => {
      at += line.length;
      return at;
    }),
    times: Float64Array.from(records, ({ timestamp }) => timestamp),
  };
}

function textOf(pool: RowPool, bounds: readonly Bound[], most: number): { text: string; count: number } {
  let text = "";
  let count = 0;
  for (;;) {
    const chunks = pool.take(bounds, most - count);
    if (chunks.length === 0) return { text, count };
    for (const chunk of chunks) {
      text += Buffer.from(chunk.bytes).toString("utf8");
      count += chunk.count;
    }
  }
}

describe.each(["oldest", "newest"] as const)("lines that wait, %s first", (order) => {
  it("come out in the order of time, partition and offset, as far as nothing unread can precede them", () => {
    const random = dice(order.length);
    for (let round = 0; round < 300; round++) {
      const partitions = 1 + random(4);
      // some topics are in order, some are not, in some all times are the same
      const spread = [1, 3, 50, 1000][random(4)] ?? 1;
      const isRising = random(2) === 0;
      const pool = new RowPool(order);
      let waiting: Placed[] = [];
      const next = Array.from({ length: partitions }, () => 0);
      for (let step = 0; step < 12; step++) {
        const partition = random(partitions);
        const records = Array.from({ length: 1 + random(20) }, (): Placed => {
          const nth = next[partition] ?? 0;
          next[partition] = nth + 1;
          return { partition, offset: BigInt(nth), timestamp: isRising ? Math.floor(nth / spread) : random(spread) };
        });
        pool.add([rowsOf(records)]);
        waiting.push(...records);
        const bounds = Array.from(
          { length: random(3) },
          (): Bound => ({
            partition: random(partitions),
            timestamp: random(20) === 0 ? null : random(spread),
          }),
        );
        const most = random(3) === 0 ? random(10) : 1000;
        waiting.sort(byOrder(order));
        const free = waiting.findIndex((item) => bounds.some((bound) => mayPrecede(order, bound, item)));
        const wanted = waiting.slice(0, Math.min(most, free < 0 ? waiting.length : free));
        const { text, count } = textOf(pool, bounds, most);
        expect(text).toBe(wanted.map(nameOf).join(""));
        expect(count).toBe(wanted.length);
        waiting = waiting.slice(count);
        for (let of = 0; of < partitions; of++)
          expect(pool.waitingOf(of)).toBe(waiting.filter((item) => item.partition === of).length);
      }
    }
  });

  it("come out in pieces of bounded size", () => {
    const pool = new RowPool(order);
    const records = Array.from({ length: 40 }, (_, i) => ({ partition: 0, offset: BigInt(i), timestamp: i }));
    pool.add([rowsOf(records, "x".repeat(100_000))]);
    const sizes: number[] = [];
    for (let chunks = pool.take([], 1000); chunks.length > 0; chunks = pool.take([], 1000))
      for (const { bytes } of chunks) sizes.push(bytes.length);
    expect(sizes.length).toBeGreaterThan(5);
    expect(Math.max(...sizes)).toBeLessThan(700_000);
  });
});
