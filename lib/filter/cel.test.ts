import { expect, test } from "vitest";
import { ApiError } from "../api/error.ts";
import { BrowseQuery } from "../api/messages.ts";
import { completions } from "./cel-complete.ts";
import { pointedCondition } from "./cel-condition.ts";
import { celOptional, celPath, parseCelPath } from "./cel-path.ts";
import { guarded, joinTerms, pathsOf, termAt } from "./cel-terms.ts";
import { conditionValues, faultOf, noConditions } from "./conditions.ts";
import { seenFields } from "./seen-fields.ts";

test("a path is written as CEL takes it, and read back", () => {
  const path = { root: "value", steps: ["items", 0, "odd key", "in"] } as const;
  expect(celPath(path)).toBe('value.items[0]["odd key"]["in"]');
  expect(celOptional(path)).toBe('value.?items[?0][?"odd key"][?"in"]');
  expect(parseCelPath(celPath(path))).toEqual(path);
  expect(parseCelPath("pull_request.title")).toEqual({ root: "value", steps: ["pull_request", "title"] });
  expect(parseCelPath('headers["X-Event"]')).toEqual({ root: "headers", steps: ["X-Event"] });
  expect(parseCelPath("key.id")).toEqual({ root: "key", steps: ["id"] });
  expect(parseCelPath("keys")).toEqual({ root: "value", steps: ["keys"] });
  for (const none of ["", "value", "a b", "a..b", "headers.a.b", "a[", "a["])
    expect(parseCelPath(none), none).toBeUndefined();
});

test("pointing at a value makes a condition that records without the field do not disturb", () => {
  const path = { root: "value", steps: ["pr", "title"] } as const;
  const text = { kind: "string", text: 'say "hi"\n' } as const;
  expect(pointedCondition(path, "is", text, true)).toBe('value.pr.title == "say \\"hi\\"\\n"');
  expect(pointedCondition(path, "is", text, false)).toBe('value.?pr.?title.orValue(null) == "say \\"hi\\"\\n"');
  expect(pointedCondition(path, "is-not", text, false)).toContain("!=");
  expect(pointedCondition(path, "contains", text, false)).toBe(
    'value.?pr.?title.orValue("").contains("say \\"hi\\"\\n")',
  );
  expect(pointedCondition(path, "exists", text, true)).toBe("value.?pr.?title.hasValue()");
  const number = (raw: string) => pointedCondition(path, "is", { kind: "number", text: raw }, true);
  expect(number("9007199254740993")).toBe("value.pr.title == 9007199254740993");
  expect(number("92233720368547758080")).toBe("value.pr.title == 92233720368547758080.0");
  expect(number("-1.50")).toBe("value.pr.title == -1.50");
  expect(pointedCondition(path, "is", { kind: "object", text: "{}" }, true)).toBeUndefined();
  expect(pointedCondition(path, "contains", { kind: "number", text: "5" }, true)).toBeUndefined();
});

test("several conditions are one expression, and a place in it belongs to one of them", () => {
  const terms = ["value.a == 1 || value.b == 2", 'key == "x"'];
  const { text } = joinTerms(terms);
  expect(text).toBe('(value.a == 1 || value.b == 2) && (key == "x")');
  expect(termAt(terms, text.indexOf("key"))).toEqual({ term: 1, at: 0 });
  expect(termAt(terms, text.indexOf("value.b"))).toEqual({ term: 0, at: 16 });
  expect(joinTerms(["key != null"]).text).toBe("key != null");
});

test("an error of the API is told at its condition", () => {
  const conditions = { ...noConditions, where: ["value.a ==", 'key == "x"'] };
  const error = new ApiError("invalid-request", "A filter cannot be read.", {
    errors: [{ path: "query.where", message: "Unexpected token, at character 12" }],
    extra: { positions: { "query.where": { start: 11, end: 12 } } },
  });
  expect(faultOf(error, conditions)).toEqual({
    part: "where",
    term: 0,
    start: 10,
    end: 11,
    message: "Unexpected token",
  });
  expect(faultOf(null, conditions)).toBeUndefined();
});

test("a condition can be made to pass over records that lack its fields", () => {
  expect(pathsOf('value.a.b > 3 && headers["X"] == "value.c" && value.name.contains("x")').map(celPath)).toEqual([
    "value.a.b",
    'headers["X"]',
    "value.name",
  ]);
  expect(guarded("value.a.b > 3")).toBe("value.?a.?b.hasValue() && value.a.b > 3");
  expect(guarded("value.a > 3 || key.b == 1")).toBe(
    "value.?a.hasValue() && key.?b.hasValue() && (value.a > 3 || key.b == 1)",
  );
  expect(guarded(guarded("value.a > 3"))).toBe(guarded("value.a > 3"));
  expect(guarded("partition == 3")).toBe("partition == 3");
});

test("all conditions are a query the contract takes", () => {
  const all = {
    ...noConditions,
    q: "x",
    in: ["key"] as const,
    ignoreCase: true,
    regex: "a+",
    key: "",
    keyPartition: true,
    where: ["key != null"],
    keyFormat: "json",
  };
  const values = Object.fromEntries(
    Object.entries(conditionValues(all)).flatMap(([k, v]) => (v === undefined ? [] : [[k, String(v)]])),
  );
  expect(BrowseQuery.safeParse(values).success).toBe(true);
  expect(values).toMatchObject({ key: "", keyPartition: "true", in: "key", where: "key != null" });
  expect(Object.values(conditionValues(noConditions)).every((value) => value === undefined)).toBe(true);
});

test("what was seen completes what is typed", () => {
  const seen = seenFields([
    [
      { root: "value", text: '{"action":"opened","pr":{"title":"A","odd key":1},"list":[{"id":1},{"id":2}]}' },
      { root: "headers", name: "X-Event", text: "push" },
    ],
    [{ root: "value", text: '{"action":"closed","cut": "…' }],
  ]);
  expect([...seen.fields.keys()]).toEqual([
    "value.action",
    "value.pr",
    "value.pr.title",
    'value.pr["odd key"]',
    "value.list",
    "value.list[0]",
    "value.list[0].id",
    'headers["X-Event"]',
  ]);
  const at = (text: string) => completions(text, text.length, seen).map(({ label }) => label);
  expect(at("val")).toEqual(["value"]);
  expect(at("value.")).toEqual(["action", "pr", "list"]);
  expect(at("value.pr.ti")).toEqual(["title"]);
  expect(at("value.pr.od")).toEqual(["odd key"]);
  expect(at("value.action == ")).toEqual(['"opened"', '"closed"']);
  expect(at('value.action == "cl')).toEqual(['"closed"']);
  expect(at("headers[")).toEqual(["X-Event"]);
  expect(at("value.action.sta")).toEqual(["startsWith("]);
  expect(at('topic == "val')).toEqual([]);
  const yes = seenFields([[{ root: "value", text: '{"isPaid":true}' }]]);
  expect(completions("value.", 6, yes)[0]?.detail).toBe("true, false or null");
  const apply = (text: string) => {
    const [first] = completions(text, text.length, seen);
    return first ? text.slice(0, first.from) + first.insert : text;
  };
  expect(apply("value.pr.od")).toBe('value.pr["odd key"]');
  expect(apply("value.?ac")).toBe("value.?action");
  expect(apply("headers[")).toBe('headers["X-Event"]');
  expect(apply("partition == 1 && va")).toBe("partition == 1 && value");
});
