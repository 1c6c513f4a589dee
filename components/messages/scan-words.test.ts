import { expect, test } from "vitest";
import type { ReadDone, ReadPlan } from "../../lib/api/messages.ts";
import { type RecordRow, rowsOf } from "../../lib/kafka/record-rows.ts";
import { orderWords, type ScanFacts, scanWords, skippedWords } from "./scan-words.ts";

const plan: ReadPlan = {
  partitions: [{ partition: 0, from: 0n, to: 192_000_000n }],
  span: 192_000_000n,
  skipped: [1, 2, 3].map((partition) => ({ partition, reason: "it is empty" })),
  notes: [],
};
const done = (over: Partial<ReadDone> = {}): ReadDone => ({
  reason: "limit",
  scanned: 50n,
  bytes: 41_984n,
  matched: 50,
  elapsedMs: 12,
  filterErrors: 0,
  firstFilterError: null,
  cursor: { next: null, previous: null },
  ...over,
});
const facts = (over: Partial<ScanFacts>): ScanFacts => ({
  shown: 50,
  order: "newest",
  isFiltered: false,
  isLater: false,
  scope: "",
  plan,
  progress: null,
  done: done(),
  isStopped: false,
  isLacking: false,
  ...over,
});
const said = (over: Partial<ScanFacts>) => {
  const { head, facts: rest } = scanWords(facts(over));
  return [head, ...rest].join(" · ");
};

test("a reading says what it read and why it stopped", () => {
  expect(said({})).toBe(
    "50 newest · of ≈ 192 M records in 4 partitions, 3 of them empty; stopped at the limit · 41.0 KiB in 12 ms",
  );
  expect(said({ shown: 12, plan: { ...plan, span: 12n, skipped: [] }, done: done({ reason: "end" }) })).toBe(
    "12 newest · in 1 partition; that is all · 41.0 KiB in 12 ms",
  );
  expect(said({ isLater: true, done: done({ reason: "budget" }) })).toContain("50 records");
  expect(said({ done: done({ reason: "failed" }) })).toContain("broke off");
  expect(said({ done: done({ reason: "end" }), isLacking: true })).toContain("; that is all that could be read");
  expect(said({ isFiltered: true, done: done({ reason: "end" }), isLacking: true })).toContain(
    "; all that could be read was searched",
  );
});

test("a search says in one sentence what was searched, where, and why it ended", () => {
  const search = { isFiltered: true, scope: "of the last 24 h" };
  expect(said({ ...search, done: done({ scanned: 1_204_311n }) })).toBe(
    "50 matches · searched 1,204,311 of ≈ 192 M records of the last 24 h in 4 partitions, 3 of them empty; stopped at 50 matches · 41.0 KiB in 12 ms",
  );
  expect(said({ ...search, shown: 0, done: done({ reason: "end", scanned: 1_204_311n }) })).toBe(
    "No match · searched 1,204,311 records of the last 24 h in 4 partitions, 3 of them empty; all of it was searched · 41.0 KiB in 12 ms",
  );
  expect(scanWords(facts({ shown: 0, isFiltered: true, done: null })).head).toBe("Searching…");
  expect(said({ isFiltered: true, shown: 3, done: null, isStopped: true })).toContain("stopped by you");
  const progress = { ...done({ scanned: 900n }), positions: {}, cursor: null };
  expect(said({ isFiltered: true, shown: 3, done: null, progress })).toContain(
    "3 matches · searched 900 of ≈ 192 M records in 4 partitions, 3 of them empty; still searching",
  );
});

test("partitions left out are told by reason", () => {
  const skipped = [
    { partition: 4, reason: "its leader does not answer" },
    { partition: 5, reason: "its leader does not answer" },
    ...plan.skipped,
  ];
  expect(skippedWords({ ...plan, skipped })).toEqual(["Partitions 4, 5 left out: its leader does not answer."]);
});

test("how far the order by time reaches is told where timestamps do not rise with the offsets", () => {
  const rows = (...ids: string[]) =>
    rowsOf(
      ids.map((id) => {
        const [partition = "", offset = ""] = id.split(":");
        return { partition: Number(partition), offset: BigInt(offset) } as RecordRow;
      }),
    );
  const page = { isFiltered: false, limit: 20 };
  expect(orderWords(rows("0:9", "1:4", "0:8", "1:3"), { order: "newest", ...page })).toEqual([]);
  expect(orderWords(rows("0:8", "1:3", "0:9", "1:4"), { order: "oldest", ...page })).toEqual([]);
  expect(orderWords(rows("0:8", "1:4", "0:9"), { order: "newest", ...page })).toEqual([
    "Timestamps do not rise with the offsets in partition 0. The list has the newest among the last 20 records of each partition that are in question; beyond them one may be newer.",
  ]);
  expect(orderWords(rows("2:9", "2:8"), { order: "oldest", isFiltered: true, limit: 20 })[0]).toContain(
    "one found later may be older",
  );
});
