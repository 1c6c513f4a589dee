import { expect, test } from "vitest";
import { BrowseQuery } from "../../lib/api/messages.ts";
import { chosenTopics, noExplore, patternOf, topicValues } from "./explore-ask.ts";

const known = ["__consumer_offsets", "orders", "orders.created", "orders.paid", "users"].map((name) => ({
  name,
  internal: name.startsWith("__"),
}));

test("topics are chosen by name and by pattern, internal ones only by name", () => {
  expect(chosenTopics({ topics: ["users"], pattern: "orders.*" }, known)).toEqual([
    "users",
    "orders.created",
    "orders.paid",
  ]);
  expect(chosenTopics({ topics: [], pattern: "RDER" }, known)).toEqual(["orders", "orders.created", "orders.paid"]);
  expect(chosenTopics({ topics: ["__consumer_offsets"], pattern: "*" }, known)).toHaveLength(5);
  expect(chosenTopics({ topics: [], pattern: "" }, known)).toEqual([]);
  expect(patternOf("a?c")?.test("abc")).toBe(true);
  expect(patternOf("a.c*")?.test("abcd")).toBe(false);
});

test("each topic is asked by a query the contract takes", () => {
  const values = topicValues({ ...noExplore, key: "k", where: ["value.a == 1"] });
  const wire = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
  expect(BrowseQuery.safeParse(wire).success).toBe(true);
});
