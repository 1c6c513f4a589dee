import { describe, expect, it } from "vitest";
import { cutText } from "./cut-text.ts";

describe("a text cut into pieces", () => {
  it("is cut behind line ends, whose breaks are the breaks between pieces", () => {
    expect(cutText("one\ntwo\nthree\nfour", 9)).toEqual(["one\ntwo", "three", "four"]);
  });

  it("is cut inside a line that is longer than a piece, never inside a character", () => {
    const line = "ab😀cd".repeat(50);
    const pieces = cutText(line, 3);
    expect(pieces.join("")).toBe(line);
    for (const part of pieces) expect(part.isWellFormed()).toBe(true);
    expect(Math.max(...pieces.map((part) => part.length))).toBeLessThanOrEqual(4);
  });

  it("keeps empty lines", () => {
    const text = "a\n\n\nb\n\n".repeat(20);
    expect(cutText(text, 5).join("\n")).toBe(text.slice(0, -1));
  });

  it("is cut in one pass: a single line of 20 MB costs no more than many", () => {
    const line = "x".repeat(20_000_000);
    expect(cutText(line, 4096)).toHaveLength(Math.ceil(line.length / 4096));
  });

  it("is nothing when it is empty, and one piece when it is short", () => {
    expect(cutText("", 5)).toEqual([]);
    expect(cutText("short", 5)).toEqual(["short"]);
  });
});
