import { expect, test } from "vitest";
import { hexRow, payloadBytes } from "./hex.ts";

test("a dump shows place, bytes and what can be printed", () => {
  const bytes = payloadBytes('{"a": "ü\n"} and more', "utf8");
  expect(hexRow(bytes, 0)).toEqual({
    at: "00000000",
    hex: "7b 22 61 22 3a 20 22 c3  bc 0a 22 7d 20 61 6e 64",
    ascii: '{"a": "...."} and'.replace("....", "...").slice(0, 16),
  });
  expect(hexRow(bytes, 1).ascii).toBe(" more");
  expect(hexRow(bytes, 1).hex.length).toBe(48);
});

test("binary payloads come back byte by byte", () => {
  expect([...payloadBytes("AP+A", "base64")]).toEqual([0, 255, 128]);
});
