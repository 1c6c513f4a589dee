import { expect, test } from "vitest";
import { heldBack } from "./open-transactions";
import { partitionRow } from "./partition.fixtures";

test("a partition that moved on in between is not held back, whatever one answer says", () => {
  const earlier = [partitionRow(0, { latest: 100n, lastStable: 99n })];
  expect(heldBack(earlier, [partitionRow(0, { latest: 110n, lastStable: 108n })]).size).toBe(0);
});

test("a transaction that stays open holds its partition back", () => {
  const open = partitionRow(1, { latest: 100n, lastStable: 42n });
  expect([...heldBack([partitionRow(0), open], [partitionRow(0), open])]).toEqual([1]);
});

test("what is not known holds nothing back", () => {
  const silent = partitionRow(0, { latest: null, lastStable: null });
  expect(heldBack([silent], [partitionRow(0, { lastStable: 5n })]).size).toBe(0);
  expect(heldBack([partitionRow(0)], [silent]).size).toBe(0);
});
