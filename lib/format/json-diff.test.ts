import { expect, test } from "vitest";
import { jsonDiff } from "./json-diff.ts";

test("what changed is told field by field, as it is written", () => {
  const before = '{"a":1,"b":{"c":"x","gone":true},"list":[1,2],"big":9007199254740993}';
  const after = '{"a":1.0,"b":{"c":"y"},"list":[1,2,3],"big":9007199254740992,"empty":{}}';
  expect(jsonDiff(before, after)).toEqual([
    { path: "value.a", before: "1", after: "1.0" },
    { path: "value.b.c", before: '"x"', after: '"y"' },
    { path: "value.list[2]", before: null, after: "3" },
    { path: "value.big", before: "9007199254740993", after: "9007199254740992" },
    { path: "value.empty", before: null, after: "{}" },
    { path: "value.b.gone", before: "true", after: null },
  ]);
  expect(jsonDiff(before, before)).toEqual([]);
  expect(jsonDiff(before, "no json")).toBeUndefined();
});
