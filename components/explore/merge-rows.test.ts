import { expect, test } from "vitest";
import type { RecordRow } from "../../lib/kafka/record-rows.ts";
import { mergeRows } from "./merge-rows.ts";

const row = (topic: string, timestamp: number, partition = 0, offset = 0n) =>
  ({ topic, timestamp, partition, offset }) as RecordRow;
const told = (rows: RecordRow[]) =>
  rows.map(({ topic, timestamp, partition, offset }) => `${topic}/${partition}:${offset}@${timestamp}`);

test("the newest of all topics come first, ties by topic, partition and offset", () => {
  const a = [row("a", 30, 0, 3n), row("a", 10, 0, 2n)];
  const b = [row("b", 30), row("b", 20, 1, 1n), row("b", 20, 0, 9n)];
  expect(told(mergeRows([a, b], "newest", 4))).toEqual(["a/0:3@30", "b/0:0@30", "b/0:9@20", "b/1:1@20"]);
  expect(told(mergeRows([a, b], "oldest", 2))).toEqual(["a/0:2@10", "b/0:9@20"]);
});
