import { describe, expect, test } from "vitest";
import { shareOfKeysMoved } from "./keys-moved";

function counted(from: number, to: number): number {
  const hashes = from * to;
  let moved = 0;
  for (let hash = 0; hash < hashes; hash++) if (hash % from !== hash % to) moved += 1;
  return moved / hashes;
}

describe("the share of keys that adding partitions moves", () => {
  test.each([
    [1, 2],
    [6, 12],
    [6, 7],
    [4, 6],
    [12, 30],
  ])("from %i to %i is what counting all hashes gives", (from, to) => {
    expect(shareOfKeysMoved(from, to)).toBeCloseTo(counted(from, to), 10);
  });

  test("nothing moves when nothing is added", () => {
    expect(shareOfKeysMoved(6, 6)).toBe(0);
  });
});
