import { expect, test } from "vitest";
import { topicResults } from "./offsets-by-topic";

test("a reason that all partitions of a topic share is told once", () => {
  const why = "Members subscribe to it.";
  expect(
    topicResults([
      { topic: "a", partition: 0, error: null },
      { topic: "a", partition: 1, error: null },
      { topic: "b", partition: 0, error: why },
      { topic: "b", partition: 1, error: why },
    ]),
  ).toEqual([
    { topic: "a", deleted: 2, errors: [] },
    { topic: "b", deleted: 0, errors: [why] },
  ]);
});
