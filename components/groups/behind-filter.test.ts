import { expect, test } from "vitest";
import { isSoFarBehind } from "./behind-filter";

const row = { lag: 5n, lagMs: 90_000, status: "ok", remembered: false };

test("groups are sieved by how far behind they are", () => {
  expect(isSoFarBehind(row, null)).toBe(true);
  expect(isSoFarBehind(row, "waiting")).toBe(true);
  expect(isSoFarBehind({ ...row, lag: 0n }, "waiting")).toBe(false);
  expect(isSoFarBehind(row, "1m")).toBe(true);
  expect(isSoFarBehind(row, "10m")).toBe(false);
  expect(isSoFarBehind({ ...row, lagMs: null }, "1m")).toBe(false);
  expect(isSoFarBehind(row, "trouble")).toBe(false);
  expect(isSoFarBehind({ ...row, status: "stalled" }, "trouble")).toBe(true);
});
