import { describe, expect, it } from "vitest";
import { plainJson } from "../plain-json.ts";
import { compileWhere, WhereError } from "../where.ts";
import { PartialJson } from "./partial-json.ts";

const names = ["a", "b", "id", "ключ"];

/** The members of `names` as `PartialJson` has them; null = it was not read by parts. Other bytes stand around it. */
function partly(bytes: Buffer): Record<string, unknown> | null {
  const payload = Buffer.concat([Buffer.from('{"'), bytes, Buffer.from('"}1,')]);
  const reader = new PartialJson(names);
  return reader.look(payload, 2, bytes.length) ? reader.read(names) : null;
}

/** The same by way of the whole. */
function wholly(bytes: Buffer): Record<string, unknown> | null {
  const whole = plainJson(bytes);
  if (whole === undefined || Array.isArray(whole)) return null;
  return Object.fromEntries(Object.entries(whole as object).filter(([name]) => names.includes(name)));
}

/** Numbers below `below`, always the same ones. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

// biome-ignore format: a table
const scalars = [
  "0", "-0", "1", "-17", "3.50", "1e5", "-2E-3", "12345678901234567890", "9007199254740993", "-9223372036854775808",
  "1234567890123.25", "1E400", "true", "false", "null", '""', '"x"', '"Zoë 👩‍👩‍👧"', '"a\\"b\\\\"', '"\\u00e9\\ud83d"', '"a long text, a long text"',
  '"1234567890123456"', '"\\/\\b\\f\\n\\r\\t"',
];
const spaces = ["", "", "", " ", "\n", "\r\n\t "];
const keys = ['"a"', '"b"', '"id"', '"ключ"', '"other"', '""', '"\\u0061"', '"constructor"', '"__proto__"', '"aa"'];

function randomJson(random: (below: number) => number, depth: number): string {
  const space = (): string => spaces[random(spaces.length)] ?? "";
  const kind = depth === 0 ? 0 : random(10);
  if (depth < 4 && (kind > 6 || depth > 3)) return scalars[random(scalars.length)] ?? "0";
  const count = random(5);
  const items = Array.from({ length: count }, () => {
    const item = depth > 2 ? (scalars[random(scalars.length)] ?? "0") : randomJson(random, depth + 1);
    const usual = depth === 0 && random(4) > 0 ? 6 : keys.length;
    return kind > 3 ? item : `${keys[random(usual)]}${space()}:${space()}${item}`;
  });
  const inner = items.join(`${space()},${space()}`);
  return kind > 3 ? `[${space()}${inner}${space()}]` : `{${space()}${inner}${space()}}`;
}

describe("members of JSON objects", () => {
  it("are those of the whole, in any JSON", () => {
    const random = randomNumbers(11);
    let read = 0;
    for (let nth = 0; nth < 5_000; nth++) {
      const bytes = Buffer.from(randomJson(random, 0) + (spaces[random(spaces.length)] ?? ""));
      const found = partly(bytes);
      if (found === null) continue;
      read++;
      expect(found, bytes.toString()).toEqual(wholly(bytes));
    }
    expect(read).toBeGreaterThan(2_500);
  });

  it("are only read of what a parser takes, whatever byte is wrong", () => {
    const random = randomNumbers(12);
    for (let nth = 0; nth < 20_000; nth++) {
      const bytes = Buffer.from(randomJson(random, 0));
      for (let change = random(3); change >= 0; change--) {
        const at = random(bytes.length);
        // often one that stands somewhere else in it, and so may belong there
        bytes[at] = random(2) === 0 ? random(256) : (bytes[random(bytes.length)] ?? 0);
      }
      const cut = bytes.subarray(0, bytes.length - random(3));
      const found = partly(cut);
      if (found !== null) expect(found, cut.toString("latin1")).toEqual(wholly(cut));
    }
  });

  it.each<[string, string]>([
    ["a control character in a text", '{"a":"x\u0001"}'],
    ["a line feed in a text", '{"a":"12345678\n"}'],
    ["an escape that does not exist", '{"a":"\\x"}'],
    ["an escape that is cut off", '{"a":"\\u12"}'],
    ["a number with a zero before it", '{"a":01}'],
    ["a number that ends with its point", '{"a":1.}'],
    ["a lone minus", '{"a":-}'],
    ["a comma too many", '{"a":1,}'],
    ["something behind it", '{"a":1}}'],
    ["an end too early", '{"a":1'],
    ["a word cut off", '{"a":tru}'],
    ["a name without quotation marks", "{a:1}"],
    ["a byte order mark inside", '{"a":\uFEFF1}'],
    ["an array", "[1]"],
    ["a name with escapes", '{"\\u0061":1}'],
    ["a member that hides the kind of its object", '{"a":1,"constructor":2}'],
    ["nothing", ""],
  ])("are not read of %s", (_, text) => {
    expect(partly(Buffer.from(text))).toBeNull();
  });

  it("are not read of what is no UTF-8", () => {
    expect(partly(Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]))).toBeNull();
  });

  it("may be nested as deep as one likes in what is not asked for", () => {
    const deep = (levels: number): Buffer => Buffer.from(`{"x":${"[".repeat(levels)}${"]".repeat(levels)},"a":1}`);
    expect(partly(deep(50))).toEqual({ a: 1 });
    expect(partly(deep(5_000_000))).toBeNull();
  });
});

describe("what a condition asks of a record", () => {
  it.each<[string, readonly string[] | null]>([
    ['value.a == "x" && value.b.c > 1', ["a", "b"]],
    ["has(value.a) && value . b", ["a", "b"]],
    ["value.a.exists(value, value.b)", null],
    ["value.size() > 1", null],
    ["value.sizes > 1", ["sizes"]],
    ["value == null", null],
    ['value["a"]', null],
    ["value.?a.orValue(1) == 1", null],
    ['"a" in value', null],
    ["value.constructor == 1", null],
    ["value.a // of the value\n", null],
    ["key.value == 1", null],
    ["offset > 1", []],
    ["value.a+value.b+value.c+value.d+value.e+value.f+value.g+value.h+value.i", null],
  ])("%s", (source, expected) => {
    expect(compileWhere(source).members.value).toEqual(expected);
  });

  it.each<[string, string | null]>([
    ["value.a == 1 && value.b == 2 && value.c", "a"],
    ["(value.a || value.b) && value.c", "a,b"],
    ["(value.a == 1) == (value.b == 2) && value.c", null],
    ["value.a == 1 || value.b == 2 && value.c", null],
    ["!(value.a) && value.b", null],
  ])("begins with the first that has to hold: %s", (source, expected) => {
    expect(compileWhere(source).first?.members.value?.join() ?? null).toBe(expected);
  });

  const conditions = [
    "value.a == 1",
    "value.a > 0 && value.b < 100",
    'value.a == "x" || value.b',
    "has(value.id) && value.id == 9007199254740993",
    "value.id > 9007199254740992 && value.id < 9007199254740994",
    "value.a.b == 1 && value.b.a == 1",
    "value.a.exists(i, i == 1) && value.b.all(i, i > 0)",
    'type(value.a) == string && value.a.startsWith("x")',
    "value.a == null && value.b != null",
    "value.a[0] == 1 && size(value.b) > 0",
    "value.b in [1, 2.5, true]",
    "(value.a ? value.b : value.id) && value.a",
    "value.a + value.b > 1.5 && value.id != 0",
  ];
  it.each(conditions)("is answered the same by parts and by the whole: %s", (source) => {
    const random = randomNumbers(13);
    const { members, first, holds } = compileWhere(source);
    const told = (value: unknown): unknown => {
      try {
        return holds({ value });
      } catch (error) {
        if (error instanceof WhereError) return error.message;
        throw error;
      }
    };
    const reader = new PartialJson(members.value ?? []);
    for (let nth = 0; nth < 600; nth++) {
      const bytes = Buffer.from(randomJson(random, 0));
      if (!reader.look(bytes, 0, bytes.length)) continue;
      const whole = told(plainJson(bytes));
      const begun = reader.read(first?.members.value ?? []);
      if (first?.isFalse({ value: begun })) expect(whole, bytes.toString()).toBe(false);
      else expect(told(reader.read(members.value ?? [])), bytes.toString()).toBe(whole);
    }
  });
});
