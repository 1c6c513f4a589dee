import { describe, expect, it } from "vitest";
import { payloadOf } from "./payload.ts";

const place = { topic: "t", part: "value", key: null } as const;
const read = (value: string | Buffer, maxBytes = 65_536) => payloadOf(Buffer.from(value as string), maxBytes, place);

describe("what bytes mean", () => {
  it("passes JSON through exactly as it was written", () => {
    const text = ' {"id": 12345678901234567890, "a":1.10,\n"deep":[[[]]]}';
    expect(read(text)).toMatchObject({ format: "json", text, encoding: "utf8", truncated: false, refused: [] });
  });

  it("takes a bare number, word or string for text, and says why it is no JSON", () => {
    for (const text of ["42", "007", "true", '"quoted"', "hello"])
      expect(read(text)).toMatchObject({
        format: "text",
        text,
        refused: [
          { format: "json", reason: "it does not begin with { or [" },
          { format: "xml", reason: "it does not begin with <" },
          { format: "avro-container", reason: "it does not begin with Obj 01" },
          { format: "smile" },
        ],
      });
  });

  it("shows broken JSON as text with the place where it breaks", () => {
    expect(read('{"a": nope}')?.refused).toContainEqual({ format: "json", reason: 'it has a "o" where JSON has none' });
    expect(read('{"a": ')?.refused).toContainEqual({ format: "json", reason: "it ends before the JSON does" });
  });

  it("reads JSON nested a hundred thousand deep", () => {
    const text = "[".repeat(100_000) + "]".repeat(100_000);
    expect(read(text, 1_000_000)).toMatchObject({ format: "json", text });
  });

  it("gives bytes that are no UTF-8 as base64 with every reason", () => {
    const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x00]);
    expect(read(bytes)).toMatchObject({
      format: "binary",
      encoding: "base64",
      text: bytes.toString("base64"),
      size: 4,
      refused: [
        { format: "json", reason: "it is not valid UTF-8" },
        { format: "xml" },
        { format: "avro-container" },
        { format: "smile" },
        { format: "text", reason: "it is not valid UTF-8" },
        { format: "gzip" },
        { format: "msgpack" },
        { format: "cbor" },
      ],
    });
  });

  it("takes all that is valid UTF-8 for text, whatever its characters are", () => {
    for (const text of [
      "\u001b[31mERROR\u001b[0m it broke",
      "\u0000\u0001\u0002\u001f\u007f",
      "8=FIX.4.4\u00019=5\u0001",
    ])
      expect(read(text)).toMatchObject({ format: "text", text, encoding: "utf8" });
  });

  it("keeps null, empty and absent apart", () => {
    expect(payloadOf(null, 10, place)).toBeNull();
    expect(read("")).toMatchObject({ format: "text", text: "", size: 0 });
  });

  it("cuts between characters and says how large the whole is", () => {
    expect(read("aé漢😀", 4)).toMatchObject({ text: "aé", truncated: true, size: 10 });
    expect(read("aé漢😀", 9)).toMatchObject({ text: "aé漢", truncated: true });
    expect(read("aé漢😀", 10)).toMatchObject({ text: "aé漢😀", truncated: false });
    expect(read(Buffer.from([0xff, 1, 2, 3]), 2)).toMatchObject({ text: "/wE=", truncated: true, size: 4 });
    expect(read("x", 0)).toMatchObject({ text: "", truncated: true, size: 1 });
  });
});
