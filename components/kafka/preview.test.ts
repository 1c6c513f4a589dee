import { expect, test } from "vitest";
import { hexPreview, needleOf, previewParts } from "./preview.ts";

const words = (parts: { text: string; look: string }[]) => parts.map(({ text, look }) => `${look}:${text}`);

test("keys and braces of JSON are quiet, values are not", () => {
  expect(words(previewParts('{"a":1,"b":"x: {y}"}', null, true))).toEqual([
    "quiet:{",
    'quiet:"a":',
    "plain:1,",
    'quiet:"b":',
    'plain:"x: ',
    "quiet:{",
    "plain:y",
    "quiet:}",
    'plain:"',
    "quiet:}",
  ]);
});

test("matches are marked as text, not as a pattern", () => {
  expect(words(previewParts("a.b axb A.B", needleOf("a.b", false), false))).toEqual(["match:a.b", "plain: axb A.B"]);
  expect(words(previewParts("a.b A.B", needleOf("a.b", true), false))).toEqual(["match:a.b", "plain: ", "match:A.B"]);
});

test("a match may go over a key and its value", () => {
  expect(words(previewParts('{"a":"b"}', needleOf('a":"b', false), true))).toEqual([
    "quiet:{",
    'quiet:"',
    'match:a":',
    'match:"b',
    'plain:"',
    "quiet:}",
  ]);
});

test("a match beyond the line's end is brought into sight", () => {
  const parts = previewParts(`${"x".repeat(5000)}needle`, needleOf("needle", false), false);
  expect(parts[0]).toEqual({ text: "… ", look: "quiet" });
  expect(parts.at(-1)).toEqual({ text: "needle", look: "match" });
});

test("a line is one line, whatever the record holds", () => {
  const text = previewParts("a\nb\u0000c\u202ed", null, false)[0]?.text;
  expect(text).toBe("a b␀c d");
  expect(previewParts("x".repeat(1_000_000), null, false)[0]?.text.length).toBeLessThan(1000);
});

test("bytes are shown as bytes", () => {
  const text = Buffer.from([0x7b, 0x22, 0xc3, 0x28]).toString("base64");
  expect(hexPreview({ text })).toBe("7b 22 c3 28");
  expect(hexPreview({ text: Buffer.alloc(100, 1).toString("base64") }, 3)).toBe("01 01 01 …");
});
