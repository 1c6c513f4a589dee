import { describe, expect, it } from "vitest";
import { meaningOf } from "../serde/meaning.ts";
import { isJsonFirst, plainJson } from "./plain-json.ts";

const place = { topic: "orders", part: "value", key: null } as const;

describe("JSON at the first look", () => {
  it.each<[string, Buffer]>([
    ["an object", Buffer.from('{"a":1,"b":[true,null,"x"],"c":1.50}')],
    ["text beyond ASCII", Buffer.from('{"name":"Zoë 👩‍👩‍👧 \\u00e9"}')],
    ["an integer beyond 2^53", Buffer.from('{"pad":"xxxxxxxxx","id":9007199254740993}')],
    ["one at the very end", Buffer.from(`[${"1,".repeat(7)}-9223372036854775808]`)],
    ["one that no 64 bits hold", Buffer.from('{"n":123456789012345678901234567890}')],
    ["a name twice, and names of prototypes", Buffer.from('{"a":1,"a":2,"__proto__":{"x":1}}')],
    ["an array", Buffer.from("[]")],
  ])("means what the formats say: %s", (_, bytes) => {
    expect(plainJson(bytes)).toEqual(meaningOf(bytes, place, "auto"));
    expect(plainJson(bytes)).toBeDefined();
  });

  it("finds integers beyond 2^53 wherever they begin", () => {
    for (let pad = 0; pad < 40; pad++) {
      const bytes = Buffer.from(`{"p":"${"x".repeat(pad)}","n":9007199254740993}`);
      expect(plainJson(bytes)).toMatchObject({ n: 9007199254740993n });
    }
  });

  it.each<[string, Buffer]>([
    ["what is no JSON after all", Buffer.from('{"a":}')],
    ["what is no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ["bare values", Buffer.from("42")],
    ["white space before it", Buffer.from(" {}")],
    ["nothing", Buffer.alloc(0)],
  ])("leaves to the formats: %s", (_, bytes) => {
    expect(plainJson(bytes)).toBeUndefined();
  });

  it("is asked only where JSON comes first", () => {
    expect(isJsonFirst("orders", "auto")).toBe(true);
    expect(isJsonFirst("orders", "json")).toBe(true);
    expect(isJsonFirst("orders", "text")).toBe(false);
    expect(isJsonFirst("__consumer_offsets", "auto")).toBe(false);
  });
});
