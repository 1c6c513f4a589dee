import { expect, it } from "vitest";
import { isBase64 } from "./base64.ts";

it.each(["", "AA==", "AAA=", "AAAA", "+/+/", "QUJD"])("%j is base64", (text) => {
  expect(isBase64(text)).toBe(true);
});

it.each(["A", "AA", "AAA", "A===", "=", "==", "AA=A", "AA-_", "AAAA\n", "A A=", "====", "ÄÄÄÄ"])(
  "%j is not",
  (text) => {
    expect(isBase64(text)).toBe(false);
  },
);

it("is told of texts as large as any value", () => {
  const text = Buffer.alloc(24 * 1024 * 1024, 7).toString("base64");
  expect(isBase64(text)).toBe(true);
  expect(isBase64(`${text.slice(0, -1)}?`)).toBe(false);
});
