import { expect, test } from "vitest";
import { jsonValueAt } from "./json-value-at.ts";

const text =
  '{"a": {"b": [1, {"c": "x\\"}]"}, -2.50]}, "odd key": null, "\\u0065": true, "id": 9007199254740993 , "e2": {}}';

test("what stands at a path is given as it is written", () => {
  const raw = (...steps: (string | number)[]) => {
    const found = jsonValueAt(text, steps);
    return typeof found === "string" ? found : `${found.kind} ${found.raw}`;
  };
  expect(raw("a", "b", 0)).toBe("number 1");
  expect(raw("a", "b", 1, "c")).toBe('string "x\\"}]"');
  expect(raw("a", "b", 2)).toBe("number -2.50");
  expect(raw("odd key")).toBe("literal null");
  expect(raw("e")).toBe("literal true");
  expect(raw("id")).toBe("number 9007199254740993");
  expect(raw("e2")).toBe("object {}");
  expect(raw("a", "b")).toContain("array [1,");
  for (const steps of [["z"], ["a", 0], ["a", "b", 9], ["id", "x"]]) expect(raw(...steps)).toBe("missing");
});

test("a text that was cut says so, and never gives half a value", () => {
  for (let length = 0; length < text.length; length++) {
    const cut = text.slice(0, length);
    const found = jsonValueAt(cut, ["id"]);
    if (typeof found === "object") expect(found.raw).toBe("9007199254740993");
    else expect(found).toBe("cut");
  }
  expect(jsonValueAt("no json", ["a"])).toBe("missing");
  expect(jsonValueAt("12", [])).toEqual({ kind: "number", raw: "12" });
});

test("strings of many megabytes are passed over and taken whole", () => {
  const long = JSON.stringify('\\x"'.repeat(4_000_000));
  const found = jsonValueAt(`{"a":[${long}],"b":{"c":${long}}}`, ["b", "c"]);
  expect(found).toMatchObject({ kind: "string" });
  expect(typeof found === "object" && found.raw === long).toBe(true);
});
