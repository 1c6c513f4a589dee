import { describe, expect, it } from "vitest";
import { type PartitionOffsets, planReading, type ResolvedBound } from "./plan.ts";

const known = (partition: number, earliest: bigint, latest: bigint, lastStable = latest): PartitionOffsets => ({
  partition,
  earliest,
  latest,
  lastStable,
  error: null,
});
const bound = (name: string, offsets: [number, bigint][], isSoft = false): ResolvedBound => ({
  name,
  offsets: new Map(offsets),
  missing: new Map(),
  isSoft,
});
const plan = (partitions: PartitionOffsets[], more: Partial<Parameters<typeof planReading>[0]> = {}) =>
  planReading({ order: "newest", isolation: "read_committed", partitions, from: null, to: null, ...more }).plan;

describe("the plan of a reading", () => {
  it("is everything there is unless bounds say less", () => {
    expect(plan([known(0, 5n, 10n), known(1, 0n, 3n)])).toEqual({
      partitions: [
        { partition: 0, from: 5n, to: 10n },
        { partition: 1, from: 0n, to: 3n },
      ],
      span: 8n,
      skipped: [],
      notes: [],
    });
    const { partitions, notes } = plan([known(0, 5n, 10n), known(1, 0n, 3n)], {
      from: bound("from", [[0, 7n]]),
      to: bound("to", [
        [0, 9n],
        [1, 2n],
      ]),
    });
    expect(partitions).toEqual([
      { partition: 0, from: 7n, to: 9n },
      { partition: 1, from: 0n, to: 2n },
    ]);
    expect(notes).toEqual([]);
  });

  it("moves offsets that are not there and says so, but not for times", () => {
    const hard = plan([known(0, 5n, 10n)], { from: bound("from", [[0, 2n]]), to: bound("to", [[0, 99n]]) });
    expect(hard.partitions).toEqual([{ partition: 0, from: 5n, to: 10n }]);
    expect(hard.notes).toEqual([
      "Partition 0: from 2 lies before the log start and was moved to 5.",
      "Partition 0: to 99 lies beyond the end and was moved to 10.",
    ]);
    expect(plan([known(0, 5n, 10n)], { from: bound("from", [[0, 2n]], true) }).notes).toEqual([]);
  });

  it("names what holds a partition back, and reads past it when all is asked for", () => {
    const held = [known(3, 0n, 10n, 6n)];
    expect(plan(held)).toMatchObject({ partitions: [{ partition: 3, from: 0n, to: 6n }] });
    expect(plan(held).notes).toEqual([
      "Partition 3 is held back by an open transaction: what can be read committed ends at 6, 4 offsets before the end at 10.",
    ]);
    expect(plan(held, { isolation: "read_uncommitted" })).toMatchObject({ partitions: [{ to: 10n }], notes: [] });
    expect(plan([known(0, 6n, 10n, 6n)]).skipped).toEqual([
      { partition: 0, reason: "everything in it belongs to an open transaction or comes after one" },
    ]);
  });

  it("gives the reason for each partition that is not read", () => {
    const offline: PartitionOffsets = { partition: 2, error: "It is offline.", code: "unreachable" };
    const late = { ...bound("from", [[1, 9n]], true), missing: new Map([[1, "no record in it is at or after then"]]) };
    expect(plan([known(0, 4n, 4n), known(1, 0n, 9n), offline], { from: late }).skipped).toEqual([
      { partition: 0, reason: "it is empty" },
      { partition: 1, reason: "no record in it is at or after then" },
      { partition: 2, reason: "It is offline." },
    ]);
    expect(plan([known(0, 0n, 9n)], { from: bound("from", [[0, 5n]]), to: bound("to", [[0, 5n]]) }).skipped).toEqual([
      { partition: 0, reason: "nothing in it lies between the bounds" },
    ]);
  });
});
