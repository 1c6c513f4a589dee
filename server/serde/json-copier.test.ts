import { isUtf8 } from "node:buffer";
import { describe, expect, it } from "vitest";
import { seeded } from "../kafka/batch/batch.fixtures/seeded.ts";
import { JsonCopier } from "./json-copier.ts";

const copier = new JsonCopier();
const out = Buffer.alloc(1024 * 1024);
copier.write(out);

/** The copy, surrounded by bytes that are none of it; null where it is refused. */
function copied(bytes: Buffer, how: "json" | "text"): string | null {
  const around = Buffer.concat([Buffer.from('"\\'), bytes, Buffer.from('"}]1')]);
  copier.read(around);
  const to = copier[how](2, 2 + bytes.length, 5);
  if (to < 0) return null;
  expect(copier.isWide).toBe(bytes.some((byte) => byte > 127));
  return out.toString("utf8", 5, to);
}

/** What the formats make of it: JSON.parse judges, JSON.stringify writes. */
function expected(bytes: Buffer): string | null {
  const text = bytes.toString("utf8");
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return null;
  } catch {
    return null;
  }
  return JSON.stringify(text).slice(1, -1);
}

const pieces =
  '{ } [ ] , : " \\ \\" \\u00e9 \\uD83D \\n \\x 0 -0 01 1.5e+3 1. .5 -1E9 2e 9007199254740993 tru true false null nul é 😀'
    .split(" ")
    .concat([
      " ",
      "\n",
      "\t",
      "\r",
      "\b",
      "\u0000",
      "\u001f",
      "\u007f",
      "\u2028",
      "\ufeff",
      '"a":',
      '"b"',
      "[1]",
      "{}",
    ]);

describe("copying JSON", () => {
  const whole = [
    "{}",
    "[]",
    " [ ] ",
    '{"a":1,"a":2}',
    '{"n":9223372036854775807,"f":-0.1e-10}',
    '{"a":{"b":[true,false,null,"x\\u0041\\"\\\\\\/\\b\\f\\n\\r\\t"]}}',
    '\r\n\t{ "a" \n:\t[ 1 , 2 ]\r\n}',
    '{"é😀\u2028":"\u007f"}',
    `{"long":"${"lorem ipsum ".repeat(3000)}"}`,
    `${"[".repeat(900)}${"]".repeat(900)}`,
  ];
  it.each(whole)("takes %j", (text) => {
    const bytes = Buffer.from(text);
    expect(copied(bytes, "json")).toBe(expected(bytes));
    expect(copied(bytes, "json")).not.toBeNull();
  });

  const broken = [
    "",
    "{",
    "[",
    "}",
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    "[1,]",
    "[,1]",
    "[1 2]",
    '["\n"]',
    '["\\x"]',
    '["\\u12"]',
    '["\\u12g4"]',
    "[01]",
    "[1.]",
    "[.1]",
    "[-]",
    "[1e]",
    "[+1]",
    "[tru]",
    "[truex]",
    "[NaN]",
    "{}{}",
    "[]]",
    "{]",
    "[}",
    "{1:2}",
    '["a"',
    '["',
    '["\\',
    '["\\u',
    "[1",
    "[tr",
    "\u00a0[]",
    "[]\u00a0",
    "[\u2028]",
    "\ufeff[]",
    '"text"',
    "1",
    "true",
    "null",
    '{"a":1 "b":2}',
  ];
  it.each(broken)("refuses %j", (text) => {
    const bytes = Buffer.from(text);
    expect(copied(bytes, "json")).toBeNull();
    expect(expected(bytes)).toBeNull();
  });

  it("leaves what is nested too deep to others", () => {
    expect(copied(Buffer.from(`${"[".repeat(5000)}${"]".repeat(5000)}`), "json")).toBeNull();
  });

  it("agrees with JSON.parse and JSON.stringify on whatever comes", () => {
    const random = seeded(11);
    const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
    const value = (depth: number): unknown => {
      const kind = Math.floor(random() * (depth > 3 ? 4 : 6));
      if (kind === 0) return pick([0, -1, 1.5, 1e300, -2e-7, Number.MAX_SAFE_INTEGER, true, false, null]);
      if (kind < 4) return Array.from({ length: Math.floor(random() * 12) }, () => pick(pieces)).join("");
      if (kind === 4) return Array.from({ length: Math.floor(random() * 4) }, () => value(depth + 1));
      return Object.fromEntries(
        Array.from({ length: Math.floor(random() * 4) }, () => [pick(pieces), value(depth + 1)]),
      );
    };
    let taken = 0;
    for (let round = 0; round < 20_000; round++) {
      const kind = round % 4;
      let bytes: Buffer;
      if (kind === 0)
        bytes = Buffer.from(Array.from({ length: Math.floor(random() * 12) }, () => pick(pieces)).join(""));
      else {
        bytes = Buffer.from(JSON.stringify([value(0)], null, kind === 2 ? pick([1, "\t"]) : undefined));
        // one byte that should not be there
        if (kind === 3) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      }
      if (!isUtf8(bytes)) continue;
      const copy = copied(bytes, "json");
      expect(copy, JSON.stringify(bytes.toString())).toBe(expected(bytes));
      if (copy !== null) taken++;
    }
    expect(taken).toBeGreaterThan(8000);
  });
});

describe("copying text", () => {
  it("agrees with JSON.stringify on whatever comes", () => {
    const random = seeded(12);
    for (let round = 0; round < 5000; round++) {
      const points = Array.from({ length: Math.floor(random() * 40) }, () =>
        random() < 0.7 ? Math.floor(random() * 160) : Math.floor(random() * 0xd7ff),
      );
      const text = String.fromCodePoint(...points);
      expect(copied(Buffer.from(text), "text")).toBe(JSON.stringify(text).slice(1, -1));
    }
  });
});
