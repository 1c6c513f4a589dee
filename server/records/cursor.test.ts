import { describe, expect, it } from "vitest";
import { ApiError } from "../../lib/api/error.ts";
import { type Cursor, decodeCursor, encodeCursor, nextPage, previousPage, type Stand } from "./cursor.ts";
import type { Order } from "./merge.ts";
import { dice } from "./rig.fixtures.ts";

const topicId = Buffer.from("0123456789abcdef").toString("base64url");

function first(order: Order, partitions: number): Cursor {
  const bounds = Array.from({ length: partitions }, (_, i) => ({
    partition: i * 2,
    from: BigInt(i),
    to: 2n ** 40n + BigInt(i),
  }));
  const at = ({ from, to }: { from: bigint; to: bigint }) => (order === "newest" ? to : from);
  return {
    topicId,
    order,
    page: 1,
    back: [],
    partitions: bounds.map((one) => ({ ...one, stand: { at: at(one), skip: [] } })),
  };
}

/** Moves each partition on by up to 30, leaving some delivered beyond. */
function turned(cursor: Cursor, random: (below: number) => number): Stand[] {
  const sign = cursor.order === "newest" ? -1n : 1n;
  return cursor.partitions.map(({ stand }) => {
    const at = stand.at + sign * BigInt(random(30));
    const beyond = cursor.order === "newest" ? at - 1n : at;
    const skip = [1n, 2n, 3n, 9n].filter(() => random(3) === 0).map((by) => beyond + sign * by);
    return { at, skip: skip.sort((a, b) => (a < b ? -1 : 1)) };
  });
}

describe("cursors", () => {
  for (const order of ["newest", "oldest"] as const)
    it(`say after a journey as text what they said before, ${order} first, all the way back`, () => {
      const random = dice(5);
      const pages = [first(order, 6)];
      for (let page = 1; page < 12; page++) {
        const cursor = pages.at(-1) as Cursor;
        const next = nextPage(cursor, turned(cursor, random));
        expect(decodeCursor(encodeCursor(next))).toEqual(next);
        pages.push(decodeCursor(encodeCursor(next)));
      }
      for (let page = 11; page > 0; page--) expect(previousPage(pages[page] as Cursor)).toEqual(pages[page - 1]);
      expect(previousPage(pages[0] as Cursor)).toBeNull();
    });

  it("stay short however many pages were turned, and lead back to the first page then", () => {
    const random = dice(9);
    let cursor = first("newest", 300);
    for (let page = 0; page < 60; page++) cursor = decodeCursor(encodeCursor(nextPage(cursor, turned(cursor, random))));
    expect(encodeCursor(cursor).length).toBeLessThan(12_000);
    let back: Cursor | null = cursor;
    let steps = 0;
    while (back && back.page > 1) {
      back = previousPage(back);
      steps++;
    }
    expect(steps).toBeLessThan(60);
    expect(back).toEqual(first("newest", 300));
  });

  it("are not believed when anything in them was changed", () => {
    const text = encodeCursor(nextPage(first("newest", 3), turned(first("newest", 3), dice(1))));
    for (let at = 0; at < text.length; at++) {
      const changed = text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
      expect(() => decodeCursor(changed)).toThrow(ApiError);
    }
    for (const nonsense of ["", "x", "====", "ä", text.slice(0, -4), `${text} `])
      expect(() => decodeCursor(nonsense)).toThrow(ApiError);
  });
});
