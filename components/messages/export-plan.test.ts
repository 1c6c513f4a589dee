import { expect, test } from "vitest";
import { exportMessages } from "../../lib/api/messages.ts";
import { rowsOf } from "../../lib/kafka/record-rows.ts";
import type { ReadingPicture } from "../live/reading.ts";
import { type Ask, noAsk } from "./ask.ts";
import { type ExportChoice, exportValues, exportWords, kcatExport, listedRecords } from "./export-plan.ts";

const choice = (over: Partial<ExportChoice> = {}): ExportChoice => ({
  what: "search",
  format: "ndjson",
  csvSafe: true,
  withAborted: false,
  ...over,
});
const picture: ReadingPicture = {
  rows: { ...rowsOf([]), count: 50 },
  plan: {
    partitions: [
      { partition: 0, from: 5n, to: 90n },
      { partition: 3, from: 0n, to: 7n },
    ],
    span: 92n,
    skipped: [],
    notes: [],
  },
  progress: null,
  problems: [],
  done: null,
  error: null,
  isStopped: false,
  isRunning: false,
};
const wire = (of: ExportChoice, ask: Ask) =>
  Object.fromEntries(
    Object.entries(exportValues(of, ask, picture)).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );

test("a file holds what is selected: the page by its offsets, the search by its conditions, the topic whole", () => {
  const ask: Ask = { ...noAsk, q: "x", where: ["value.a == 1"], isolation: "read_uncommitted" };
  expect(wire(choice({ what: "page" }), ask)).toEqual({
    format: "ndjson",
    page: "true",
    order: "newest",
    contains: "x",
    where: "value.a == 1",
    partitions: "0,3",
    from: "offsets:0=5,3=0",
    to: "offsets:0=90,3=7",
    limit: "50",
  });
  expect(wire(choice({ format: "csv", withAborted: true }), ask)).toEqual({
    format: "csv",
    order: "newest",
    contains: "x",
    where: "value.a == 1",
    csvSafe: "true",
    isolation: "read_uncommitted",
  });
  expect(wire(choice({ what: "topic", format: "json" }), ask)).toEqual({ format: "json", order: "oldest" });
  expect(wire(choice({ what: "page" }), { ...noAsk, cursor: "c" })).toEqual({
    format: "ndjson",
    page: "true",
    cursor: "c",
    limit: "50",
  });
  for (const what of ["page", "search", "topic"] as const)
    expect(exportMessages.query?.safeParse(wire(choice({ what }), ask)).success).toBe(true);
});

test("what will be in it is said, and with kcat where kcat can say it", () => {
  expect(exportWords(choice({ what: "topic" }), noAsk, { rows: 0, scope: "" })).toBe(
    "Every record of the topic, oldest first, committed records only.",
  );
  expect(exportWords(choice({ what: "page" }), noAsk, { rows: 50, scope: "" })).toContain(
    "The 50 records are listed now",
  );
  const command = (over: Partial<ExportChoice>, ask: Ask) =>
    kcatExport(["k:9092"], "t", choice(over), ask)?.replace(/\s*\\\n\s*/g, " ");
  expect(command({ what: "topic" }, noAsk)).toBe(
    "kcat -b k:9092 -C -t t -o beginning -e -J -X isolation.level=read_committed",
  );
  expect(command({}, { ...noAsk, from: "time:1000", to: "time:2000", partitions: "3" })).toContain(
    "-p 3 -o s@1000 -o e@2000",
  );
  expect(command({}, { ...noAsk, q: "x" })).toBeUndefined();
});

test("markers of transactions go into no file, and are not counted for one", () => {
  const marker = { control: { type: "commit", coordinatorEpoch: 0 } };
  const listed = [{}, marker, {}, {}, marker] as unknown as Parameters<typeof rowsOf>[0];
  const page = { ...picture, rows: rowsOf(listed) };
  expect(listedRecords(page)).toBe(3);
  expect(listedRecords(null)).toBe(0);
  const ask: Ask = { ...noAsk, control: true };
  expect(exportValues(choice({ what: "page" }), ask, page)).toMatchObject({ limit: 3 });
  expect(exportValues(choice(), ask, page)).not.toHaveProperty("control");
  expect(exportWords(choice({ what: "page" }), ask, { rows: 3, scope: "" })).toContain("without the markers");
});
