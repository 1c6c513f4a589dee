import { expect, test } from "vitest";
import { scanProgress } from "./scan-progress.ts";

const plan = {
  partitions: [
    { partition: 0, from: 0n, to: 1000n },
    { partition: 1, from: 500n, to: 1500n },
  ],
  span: 2000n,
  skipped: [],
  notes: [],
};
const progress = (positions: Record<string, bigint>, elapsedMs = 1000) => ({
  scanned: 1000n,
  bytes: 4096n,
  matched: 0,
  elapsedMs,
  filterErrors: 0,
  positions,
});

test("a search backward has passed what lies above where it stands", () => {
  const { share, partitions, leftMs, recordsPerSecond } = scanProgress(
    plan,
    progress({ "0": 250n, "1": 1250n }),
    "newest",
  );
  expect(partitions.map((one) => one.share)).toEqual([0.75, 0.25]);
  expect(share).toBe(0.5);
  expect(leftMs).toBe(1000);
  expect(recordsPerSecond).toBe(1000);
});

test("forward, what lies below; a partition that was not told of yet stands at its begin", () => {
  const { partitions, leftMs } = scanProgress(plan, progress({ "0": 250n }, 100), "oldest");
  expect(partitions.map((one) => [one.at, one.share])).toEqual([
    [250n, 0.25],
    [500n, 0],
  ]);
  expect(leftMs).toBeNull();
});
