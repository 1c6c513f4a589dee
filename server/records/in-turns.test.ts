import { expect, it } from "vitest";
import { encodeBatch } from "../kafka/batch/encode.ts";
import { readAnswer, type Slice } from "./answer.ts";
import { Breath } from "./breath.ts";
import { readInTurns } from "./in-turns.ts";

const mebibyte = 1024 * 1024;
const slice: Slice = {
  partition: 3,
  from: 2n,
  to: 10_000n,
  showsAll: false,
  most: Number.POSITIVE_INFINITY,
  mostLast: Number.POSITIVE_INFINITY,
  skip: null,
};

function stored(base: bigint, values: Buffer[], codec: "none" | "zstd" | "gzip"): Buffer {
  const records = values.map((value, i) => ({ key: null, value, headers: [], timestamp: 1000 + i }));
  const batch = encodeBatch({ records, codec });
  batch.writeBigInt64BE(base, 0);
  return batch;
}

it("reads what a look at once reads: small batches, many records, bombs, damage and what inflates beyond all bounds", async () => {
  const small = Array.from({ length: 9000 }, (_, i) => Buffer.from(`${i}`));
  const bomb = [1, 2].map((n) => Buffer.alloc(30 * mebibyte, n));
  const broken = stored(9003n, small.slice(0, 10), "none");
  broken[70] = (broken[70] ?? 0) ^ 0xff;
  const beyond = Array.from({ length: 5 }, () => Buffer.alloc(30 * mebibyte));
  const parts = [
    stored(0n, small, "none"),
    stored(9000n, bomb, "zstd"),
    broken,
    stored(9100n, beyond, "gzip"),
    stored(9200n, [Buffer.from("last")], "none"),
  ];
  const answer = { batches: Buffer.concat(parts), aborted: [], lastStableOffset: 10_000n };
  const atOnce = readAnswer(answer, slice, null);
  const inTurns = await readInTurns(answer, slice, null, new Breath());
  expect(inTurns.damaged).toEqual([
    { offset: 9003n, message: expect.stringMatching(/checksum/) },
    { offset: 9100n, message: expect.stringMatching(/more than 134217728 bytes/) },
  ]);
  const told = ({ found, ...reading }: typeof atOnce) => ({
    ...reading,
    found: found.map(({ offset, timestamp, record }) => [
      offset,
      timestamp,
      record.value?.length,
      record.value?.at(-1),
    ]),
  });
  expect(told(inTurns)).toEqual(told(atOnce));
  expect(inTurns.found).toHaveLength(9001);
});
