import { describe, expect, it } from "vitest";
import { formatName, whyWords } from "./format-words";

const payload = {
  format: "json",
  text: "{}",
  encoding: "utf8",
  truncated: false,
  size: 2,
  schema: null,
  refused: [],
} as const;
const read = (more: object) => ({ ...payload, refused: [], ...more });

describe("why a payload was read as it was", () => {
  it("is told by the server where it is particular, else by what was tried", () => {
    expect(whyWords(read({ format: "avro", why: "schema id 7 in its first 5 bytes" }), "auto")).toBe(
      "schema id 7 in its first 5 bytes",
    );
    expect(whyWords(read({}), "auto")).toBe("valid UTF-8, parses as JSON");
    expect(whyWords(read({ format: "binary" }), "auto")).toBe("nothing else could read it");
    expect(whyWords(read({ format: "hex" }), "hex")).toBe("chosen for this topic");
    expect(whyWords(read({ refused: [{ format: "int64", reason: "it has 2 bytes, not 8" }] }), "int64")).toBe(
      "found out, because int64 refused it",
    );
    expect(whyWords(read({ format: "text", size: 0 }), "auto")).toBe("there is no byte in it");
  });

  it("names formats as people do, and those without another name by their own", () => {
    expect(formatName("protobuf")).toBe("Protocol Buffers");
    expect(formatName("gzip+json")).toBe("gzip+json");
  });
});
