import { expect, test } from "vitest";
import { resetAct, whyNoReset } from "./reset-act";

const change = (before: bigint | null, after: bigint | null) => ({
  topic: "t",
  partition: 0,
  before,
  after,
  lagAfter: null,
  clamped: false,
  error: null,
  earliest: 0n,
  latest: 100n,
});
const ready = { id: "g", typed: "g", members: 0, problem: null, kept: [change(5n, 1n)], isCurrent: true };

test("the button says what it does", () => {
  expect(resetAct(undefined)).toBe("Reset offsets");
  expect(resetAct([change(5n, 1n), change(5n, 2n)])).toBe("Rewind 2 partitions");
  expect(resetAct([change(5n, 9n)])).toBe("Skip on 1 partition");
  expect(resetAct([change(null, 9n)])).toBe("Set 1 partition");
  expect(resetAct([change(5n, 1n), change(5n, 9n)])).toBe("Reset 2 partitions");
});

test("it can be pressed once nothing speaks against it", () => {
  expect(whyNoReset(ready)).toBeUndefined();
  expect(whyNoReset({ ...ready, typed: null })).toBeUndefined();
  expect(whyNoReset({ ...ready, typed: "" })).toMatch(/Type “g”/);
  expect(whyNoReset({ ...ready, id: "" })).toBe("Name the group");
  expect(whyNoReset({ ...ready, members: 2 })).toMatch(/2 members/);
  expect(whyNoReset({ ...ready, isCurrent: false })).toMatch(/Still asking/);
  expect(whyNoReset({ ...ready, kept: [change(5n, 5n)] })).toBe("Nothing would move");
  expect(whyNoReset({ ...ready, problem: "A whole number from 0" })).toBe("A whole number from 0");
});
