import { expect, test } from "vitest";
import { writersOf } from "./writers";

const row = {
  partition: 0,
  producerId: 7n,
  producerEpoch: 0,
  lastSequence: 1,
  lastTimestamp: 100 as number | null,
  openTransactionStart: null as bigint | null,
  coordinatorEpoch: null,
};

test("a producer is told once, over all partitions it wrote to, the last to write first", () => {
  expect(
    writersOf([
      { ...row, partition: 3 },
      { ...row, producerId: 8n, lastTimestamp: 500 },
      { ...row, producerEpoch: 2, lastTimestamp: null, openTransactionStart: 40n },
    ]),
  ).toEqual([
    { producerId: 8n, epoch: 0, lastAt: 500, partitions: [0], openSince: [] },
    { producerId: 7n, epoch: 2, lastAt: 100, partitions: [0, 3], openSince: [{ partition: 0, offset: 40n }] },
  ]);
});
