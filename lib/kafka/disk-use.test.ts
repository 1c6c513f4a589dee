import { expect, test } from "vitest";
import { dirShare, diskShare } from "./disk-use.ts";

test("the used share of a disk, unknown where the broker does not tell", () => {
  expect(dirShare({ totalBytes: 400n, usableBytes: 100n })).toBe(0.75);
  expect(dirShare({ totalBytes: null, usableBytes: 100n })).toBeNull();
  expect(dirShare({ totalBytes: 0n, usableBytes: 0n })).toBeNull();
});

test("the fullest disk speaks for the broker", () => {
  const half = { totalBytes: 100n, usableBytes: 50n };
  const full = { totalBytes: 100n, usableBytes: 3n };
  expect(diskShare([half, full, { totalBytes: null, usableBytes: null }])).toBe(0.97);
  expect(diskShare(null)).toBeNull();
});
