import { expect, it } from "vitest";
import { encodeBatch } from "../../kafka/batch/encode.ts";
import { readAnswer } from "../answer.ts";
import { createSieve, type SieveSpec } from "./sieve.ts";

const shape = { topic: "t", keyFormat: "auto", valueFormat: "auto", maxBytes: 100 };
const slice = {
  ...{ partition: 0, from: 0n, to: 1_000n, showsAll: false, skip: null },
  ...{ most: Number.POSITIVE_INFINITY, mostLast: Number.POSITIVE_INFINITY },
};

function foundIn(values: readonly Buffer[], contains: string): number[] {
  const spec: SieveSpec = { contains, ignoreCase: true, fields: ["value"], regex: null, key: null, where: null };
  const records = values.map((value) => ({ key: null, value, headers: [], timestamp: 1 }));
  const batches = encodeBatch({ records, codec: "none" });
  const { found } = readAnswer({ batches, aborted: [], lastStableOffset: 1_000n }, slice, createSieve(spec, shape));
  return found.map(({ offset }) => Number(offset));
}

/** The same numbers each time (xorshift). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

it("a text regardless of case is found where its lower case is in the lower case of the text, and nowhere else", () => {
  // letters whose lower case is of another length or turns into ASCII, what looks like syntax, and no UTF-8
  const parts = [
    "a",
    "A",
    "k",
    "K",
    "\u212a",
    "i",
    "I",
    "İ",
    "ı",
    "s",
    "ſ",
    "ß",
    "µ",
    "É",
    "é",
    ".",
    "*",
    "[",
    "\\",
    "-",
    " ",
  ];
  const bytes = [
    ...parts.map((part) => Buffer.from(part)),
    Buffer.from([0xff]),
    Buffer.from([0xc4]),
    Buffer.from([0xb0]),
  ];
  const random = seeded(4711);
  const some = <T>(of: readonly T[], most: number): T[] =>
    Array.from({ length: 1 + random(most) }, () => of[random(of.length)] as T);
  let hits = 0;
  for (let round = 0; round < 400; round++) {
    const needle = some(parts, 3).join("");
    const values = Array.from({ length: 12 }, () => Buffer.concat(some(bytes, 12)));
    const expected = values.flatMap((value, offset) =>
      value.toString("utf8").toLowerCase().includes(needle.toLowerCase()) ? [offset] : [],
    );
    hits += expected.length;
    expect([needle, foundIn(values, needle)]).toEqual([needle, expected]);
  }
  expect(hits).toBeGreaterThan(200);
});
