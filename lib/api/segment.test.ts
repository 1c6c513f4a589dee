import { describe, expect, it } from "vitest";
import { decodeSegment, encodeSegment, nameOfSegment } from "./segment.ts";

describe("names in paths", () => {
  it.each([
    "orders",
    ".",
    "..",
    "a//b",
    "100%",
    "%ff",
    "~tilde",
    "spaces and ü",
    "主题",
    "a\\b",
    "../ö /?#",
    "x+y",
    "",
    "~",
    "~b3JkZXJz",
  ])("carries %j there and back", (name) => {
    const segment = encodeSegment(name);
    expect(segment).not.toMatch(/[/\\?#\s]/);
    expect(segment).not.toMatch(/^\.{1,2}$/);
    expect(decodeSegment(segment)).toBe(name);
  });

  it("reads the tilde form of any name", () => {
    expect(nameOfSegment("~b3JkZXJz")).toBe("orders");
  });

  it("leaves a name that only looks like the tilde form alone", () => {
    expect(nameOfSegment("~foo")).toBe("~foo");
    expect(nameOfSegment("~not base64")).toBe("~not base64");
  });
});
