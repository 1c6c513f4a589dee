import { expect, test } from "vitest";
import { deletedUnread, offsetState } from "./offset-state";

const row = { committed: 50n, earliest: 0n, latest: 60n, lag: 10n, status: null };

test("each partition says how it is", () => {
  expect(offsetState(row).word).toBe("Behind");
  expect(offsetState({ ...row, lag: 0n }).word).toBe("At the end");
  expect(offsetState({ ...row, committed: null, lag: null }).word).toBe("No commit");
  expect(offsetState({ ...row, committed: 90n, lag: 0n, status: "beyond-end" }).word).toBe("Beyond the end");
  expect(offsetState({ ...row, latest: null, lag: null }).word).toBe("Not known");
});

test("a commit that fell out of the log says how many records were deleted unread", () => {
  const late = { ...row, committed: 5n, earliest: 20n };
  expect(deletedUnread(late)).toBe(15n);
  expect(offsetState(late)).toMatchObject({ tone: "bad", word: "Deleted unread" });
  expect(offsetState(late).tip).toMatch(/^15 records were deleted/);
});

test("a partition is told by Burrow's status, with its reason", () => {
  const reason = "Its commit has not moved for 40 s while 10 records wait.";
  expect(offsetState({ ...row, status: "stalled", statusReason: reason })).toEqual({
    tone: "bad",
    word: "Stalled",
    tip: reason,
  });
  expect(offsetState({ ...row, status: "warning" })).toMatchObject({ tone: "warn", word: "Falls behind" });
  expect(offsetState({ ...row, lag: 0n, status: "ok" }).word).toBe("At the end");
});
