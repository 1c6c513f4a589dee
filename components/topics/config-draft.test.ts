import { expect, test } from "vitest";
import { configRow } from "./config.fixtures";
import { editsOf, wireEdits, without } from "./config-draft";

const own = { source: "DYNAMIC_TOPIC_CONFIG", inherited: "604800000" } as const;
const rows = [
  configRow("retention.ms", "86400000", own),
  configRow("segment.bytes", "1073741824"),
  configRow("cleanup.policy", "delete"),
];

test("values and resets become one request, units become numbers", () => {
  const edits = editsOf(rows, { "segment.bytes": { typed: "512 MiB" }, "retention.ms": "reset" });
  expect(edits.map(({ row, kind, before, after }) => [row.name, kind, before, after])).toEqual([
    ["retention.ms", "reset", "86400000", "604800000"],
    ["segment.bytes", "set", "1073741824", "536870912"],
  ]);
  expect(wireEdits(edits)).toEqual({ set: { "segment.bytes": "536870912" }, reset: ["retention.ms"] });
});

test("typing the same again is no change, in whatever words", () => {
  expect(editsOf(rows, { "retention.ms": { typed: "24 h" } })).toEqual([]);
});

test("an inherited value set by hand is a change, because it no longer follows the broker", () => {
  expect(editsOf(rows, { "cleanup.policy": { typed: "delete" } })).toHaveLength(1);
});

test("what is not set here cannot be reset", () => {
  expect(editsOf(rows, { "segment.bytes": "reset" })).toEqual([]);
});

test("one of several changes is taken back", () => {
  expect(without({ a: "reset", b: { typed: "1" } }, "a")).toEqual({ b: { typed: "1" } });
});
