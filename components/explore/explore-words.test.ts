import { expect, test } from "vitest";
import type { ReadDone } from "../../lib/api/messages.ts";
import type { RecordRow } from "../../lib/kafka/record-rows.ts";
import { rowsOf } from "../../lib/kafka/record-rows.ts";
import type { ReadingPicture } from "../live/reading.ts";
import { exploreWords } from "./explore-words.ts";
import type { MultiPicture, TopicPart } from "./multi-reading.ts";

const rows = (count: number) => rowsOf(Array.from({ length: count }, () => ({}) as RecordRow));
const part = (
  count: number,
  reason: ReadDone["reason"],
  state: TopicPart["state"] = "ended",
  problems: object[] = [],
): TopicPart => ({
  topic: "t",
  state,
  picture: {
    rows: rows(count),
    plan: { partitions: [{ partition: 0, from: 0n, to: 100n }], span: 100n, skipped: [], notes: [] },
    problems,
    done: { reason, scanned: 100n } as ReadDone,
  } as unknown as ReadingPicture,
});
const said = (shown: number, parts: TopicPart[]) => {
  const picture: MultiPicture = { rows: rows(shown), parts, isRunning: false, isStopped: false };
  return exploreWords(picture, { order: "newest", isFiltered: true }).sentence;
};

test("all of it was searched only where nothing was left out", () => {
  expect(said(50, [part(30, "end"), part(20, "end")])).toBe("searched 200 records in 2 topics; all of it was searched");
  expect(said(50, [part(40, "end"), part(30, "end")])).toContain("; stopped at 50 matches");
  expect(said(50, [part(50, "limit"), part(0, "end")])).toContain("; stopped at 50 matches");
  expect(said(20, [part(20, "budget"), part(0, "end")])).toContain("; stopped at 20 matches");
  expect(said(20, [part(20, "end"), part(0, "failed", "failed")])).toContain("; all that could be read was searched");
  expect(said(20, [part(20, "end", "ended", [{}])])).toContain("; all that could be read was searched");
});
