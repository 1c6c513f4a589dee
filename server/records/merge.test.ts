import { describe, expect, it } from "vitest";
import { byOrder, headsFirst, mayPrecede, type Order, type Placed, provenCount } from "./merge.ts";
import { bestOf, dice } from "./rig.fixtures.ts";

const at = (partition: number, offset: number, timestamp: number): Placed => ({
  partition,
  offset: BigInt(offset),
  timestamp,
});

describe("the order of a reply", () => {
  it("is by time, then partition, then offset", () => {
    const items = [at(1, 5, 10), at(0, 1, 10), at(0, 2, 10), at(2, 9, 11)];
    const sorted = (order: Order) =>
      items.toSorted(byOrder(order)).map(({ partition, offset }) => `${partition}/${offset}`);
    expect(sorted("newest")).toEqual(["2/9", "0/2", "0/1", "1/5"]);
    expect(sorted("oldest")).toEqual(["0/1", "0/2", "1/5", "2/9"]);
  });

  it("lets nothing out that something unread may stand before", () => {
    const sorted = [at(0, 9, 30), at(0, 8, 20), at(0, 7, 10)];
    expect(provenCount("newest", sorted, [], 10)).toBe(3);
    expect(provenCount("newest", sorted, [{ partition: 1, timestamp: 20 }], 10)).toBe(2);
    expect(provenCount("newest", sorted, [{ partition: 1, timestamp: 21 }], 10)).toBe(1);
    expect(provenCount("newest", sorted, [{ partition: 1, timestamp: null }], 10)).toBe(0);
    expect(provenCount("newest", sorted, [{ partition: 1, timestamp: 5 }], 2)).toBe(2);
    // of the same time the lower partition comes first
    expect(mayPrecede("newest", { partition: 0, timestamp: 20 }, at(1, 1, 20))).toBe(true);
    expect(mayPrecede("oldest", { partition: 2, timestamp: 20 }, at(1, 1, 20))).toBe(false);
    expect(mayPrecede("oldest", { partition: 2, timestamp: 19 }, at(1, 1, 20))).toBe(true);
  });

  it("takes heads in the order of offsets, which is sorting where times rise with offsets", () => {
    const random = dice(3);
    const records = Array.from({ length: 4 }, (_, partition) => {
      let time = 0;
      return Array.from({ length: 50 }, (_, offset) => {
        time += random(3);
        return at(partition, offset, time);
      });
    }).flat();
    for (const order of ["newest", "oldest"] as const) {
      const sorted = records.toSorted(byOrder(order));
      expect(headsFirst(order, sorted, 60)).toEqual(bestOf(order, records, 60));
    }
    const stray = [at(0, 2, 50), at(0, 1, 99)];
    expect(headsFirst("newest", stray.toSorted(byOrder("newest")), 1)).toEqual([at(0, 2, 50)]);
  });
});
