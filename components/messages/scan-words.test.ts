import { expect, test } from "vitest";
import type { ReadDone, ReadPlan } from "../../lib/api/messages.ts";
import { type ScanFacts, scanWords, skippedWords } from "./scan-words.ts";

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
  plan,
  progress: null,
  done: done(),
  isStopped: false,
  ...over,
});
const said = (over: Partial<ScanFacts>) => {
  const { head, facts: rest } = scanWords(facts(over));
  return [head, ...rest].join(" · ");
};

test("a reading says what it read and why it stopped", () => {
  expect(said({})).toBe("50 newest, stopped at the limit · of ≈ 192 M · read 41.0 KiB in 12 ms · 3 partitions empty");
  expect(said({ isFiltered: true, shown: 1, done: done({ scanned: 41_816n }) })).toBe(
    "1 match, stopped at the limit · looked through 41,816 of ≈ 192 M records · read 41.0 KiB in 12 ms · 3 partitions empty",
  );
  expect(said({ shown: 12, plan: { ...plan, span: 12n, skipped: [] }, done: done({ reason: "end" }) })).toBe(
    "12 newest, that is all · read 41.0 KiB in 12 ms",
  );
  expect(said({ isLater: true, done: done({ reason: "budget" }) })).toContain("50 records, paused at the budget");
});

test("nothing found, stopped and running are different things", () => {
  expect(scanWords(facts({ shown: 0, isFiltered: true, done: done({ reason: "end" }) })).head).toBe(
    "No match, everything was looked through",
  );
  expect(scanWords(facts({ shown: 0, isFiltered: true, done: null })).head).toBe("Searching…");
  expect(scanWords(facts({ shown: 3, isFiltered: true, done: null, isStopped: true })).head).toBe(
    "3 matches, stopped by you",
  );
  expect(scanWords(facts({ done: done({ reason: "failed" }) })).head).toBe("50 newest, broke off");
});

test("partitions left out are told by reason", () => {
  const skipped = [
    { partition: 4, reason: "its leader does not answer" },
    { partition: 5, reason: "its leader does not answer" },
    ...plan.skipped,
  ];
  expect(skippedWords({ ...plan, skipped })).toEqual(["Partitions 4, 5 left out: its leader does not answer."]);
});
