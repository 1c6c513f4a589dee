import { expect, test } from "vitest";
import { celPath } from "../filter/cel-path.ts";
import { jsonNodes, jsonPreview, jsonSteps, jsonValue, visibleNodes } from "./json-lines.ts";

const text = '{"id": 9007199254740993, "rate": 1.0, "odd key": {"a": [1, {"b": "x\\n"}]}, "none": null, "id": 2}';
const nodes = jsonNodes(text) ?? [];
const find = (path: string) =>
  nodes.findIndex((_, index) => celPath({ root: "value", steps: jsonSteps(nodes, index) }) === path);

test("numbers stay as they were written", () => {
  const raw = (index: number) => jsonValue(text, nodes[index] as (typeof nodes)[number]);
  expect(raw(find("value.id"))).toBe("9007199254740993");
  expect(raw(find("value.rate"))).toBe("1.0");
  expect(nodes[0]?.children).toBe(5);
});

test("paths are what a filter takes", () => {
  const at = find('value["odd key"].a[1].b');
  expect(nodes[at]?.kind).toBe("string");
  expect(jsonValue(text, nodes[at] as (typeof nodes)[number])).toBe("x\n");
});

test("closed containers hide their subtree and say what is inside", () => {
  const odd = find('value["odd key"]');
  const lines = visibleNodes(nodes, (index) => index === 0);
  expect(lines.map((index) => nodes[index]?.depth)).toEqual([0, 1, 1, 1, 1, 1]);
  expect(jsonPreview(nodes, odd)).toBe("{ a }");
  expect(jsonPreview(nodes, 0)).toBe("{ id, rate, odd key, … 5 }");
  expect(jsonPreview(nodes, odd + 1)).toBe("[ 2 items ]");
});

test("accepts and refuses what JSON.parse does", () => {
  const texts = [
    "1",
    '"a"',
    "[]",
    "{}",
    " [1 , 2] ",
    "",
    "{",
    "[1,]",
    "{,}",
    "[1 2]",
    '{"a" 1}',
    "01",
    "1.",
    "nul",
    "nulll",
    '"a',
    "'a'",
    "[1]x",
    "-",
    "1e5",
    '"\\x"',
    "[[]",
    '"\t"',
    "\ufeff1",
  ];
  for (const one of texts) {
    let parses = true;
    try {
      JSON.parse(one);
    } catch {
      parses = false;
    }
    expect([one, jsonNodes(one) !== undefined]).toEqual([one, parses]);
  }
});

test("a document nested too deeply is refused instead of drawn", () => {
  expect(jsonNodes("[".repeat(100_000) + "]".repeat(100_000))).toBe(undefined);
  expect(jsonNodes("[".repeat(400) + "]".repeat(400))?.length).toBe(400);
});

test("a megabyte becomes lines", () => {
  const big = JSON.stringify(Array.from({ length: 20_000 }, (_, id) => ({ id, name: `n${id}`, tags: ["a", "b"] })));
  const all = jsonNodes(big);
  expect(all?.length).toBe(1 + 20_000 * 6);
  expect(all?.[0]?.next).toBe(all?.length);
});
