import { expect, test } from "vitest";
import { Ring } from "./ring.ts";

test("the newest come first and the oldest fall out, counted", () => {
  const ring = new Ring<number>(3);
  expect(ring.newest(0)).toBeUndefined();
  ring.push([1, 2]);
  expect(ring.newestFirst()).toEqual([2, 1]);
  ring.push([3, 4, 5, 6, 7]);
  expect(ring.newestFirst()).toEqual([7, 6, 5]);
  expect([ring.size, ring.pushed, ring.fellOut]).toEqual([3, 7, 4]);
  expect([ring.newest(2), ring.newest(3), ring.newest(-1)]).toEqual([5, undefined, undefined]);
});

test("an item in the ring stays the same object", () => {
  const one = { n: 1 };
  const ring = new Ring<{ n: number }>(2);
  ring.push([one]);
  ring.push([{ n: 2 }]);
  expect(ring.newest(1)).toBe(one);
});
