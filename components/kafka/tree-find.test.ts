import { expect, test } from "vitest";
import { jsonNodes } from "../../lib/format/json-lines.ts";
import { findNodes, findPieces } from "./tree-find.ts";

test("keys and values are found, and what hides them is to be opened", () => {
  const text = '{"a":{"Login":"octo"},"b":[1,{"c":"LOGIN"}],"d":2}';
  const nodes = jsonNodes(text) ?? [];
  const { matches, open } = findNodes(text.toLowerCase(), nodes, "login");
  expect(matches.map((index) => nodes[index]?.key)).toEqual(["Login", "c"]);
  expect([...open].map((index) => nodes[index]?.key).sort()).toEqual([1, "a", "b", null].sort());
  expect(findNodes(text.toLowerCase(), nodes, "").matches).toEqual([]);
  expect(findNodes(text.toLowerCase(), nodes, "nowhere").matches).toEqual([]);
});

test("a line is cut where the text stands in it", () => {
  expect(findPieces("a.b axb A.B", "a.b")).toEqual(["", "a.b", " axb ", "A.B", ""]);
  expect(findPieces("abc", "")).toEqual(["abc"]);
});
