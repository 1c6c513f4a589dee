import { describe, expect, it } from "vitest";
import { parseExact } from "./json-exact.ts";
import { payloadOf } from "./payload.ts";
import written from "./smile.fixtures/jackson.json" with { type: "json" };

/** Bytes that Jackson's own writer made: smile.fixtures/Record.java. */
const place = { topic: "t", part: "value", key: null } as const;
const read = (bytes: Buffer) => payloadOf(bytes, 1_000_000, place);
const document = {
  id: 9007199254740993n,
  negative: -1234567890123456789n,
  small: -5,
  int: 70_000,
  ratio: 1.5,
  float: 0.1,
  name: "Zoë 😀",
  empty: "",
  "": true,
  long: "x".repeat(300),
  longer: "ö".repeat(200),
  ["k".repeat(64)]: 1,
  ["n".repeat(80)]: 2,
  bytes: { $bytes: Buffer.from([0, 255, 1, 2, 3, 4, 5, 6, 7]).toString("base64") },
};

describe("Smile", () => {
  it.each(Object.entries(written))("is read as Jackson writes it, every digit: %s", (_name, hex) => {
    const payload = read(Buffer.from(hex, "hex"));
    expect(payload).toMatchObject({ format: "smile", syntax: "json", encoding: "utf8" });
    const text = payload?.text ?? "";
    expect(text).toContain('"big":-123456789012345678901234567890,');
    expect(text).toContain('"decimal":-1234567890123456789.1234567890,');
    const value = parseExact(text) as Record<string, unknown>;
    expect(value).toMatchObject(document);
    const list = value.list as object[];
    expect(list).toHaveLength(50);
    expect(list[49]).toEqual({ state: "NEW", field49: null, text: "a text of some length, number 9" });
  });

  it("refuses what is cut off and what refers to nothing, and is not guessed of a smile in a text", () => {
    const whole = Buffer.from(written.usual, "hex");
    for (const length of [4, 5, 40, 200, whole.length - 1])
      expect(read(whole.subarray(0, length))?.refused.find(({ format }) => format === "smile")).toBeDefined();
    const reference = read(Buffer.from("3a290a03fa40c2fb", "hex"));
    expect(reference?.refused).toContainEqual({
      format: "smile",
      reason: "it refers to name 0, which did not come before",
    });
    const deep = Buffer.concat([Buffer.from(":)\n\x00"), Buffer.alloc(100_000, 0xf8)]);
    expect(read(deep)?.refused.find(({ format }) => format === "smile")?.reason).toContain("nested more than 200 deep");
    expect(read(Buffer.from(":)\nhello"))).toMatchObject({ format: "text" });
  });
});
