import { deflateRawSync, gzipSync } from "node:zlib";
import avro from "avsc";
import { Packr } from "msgpackr";
import { describe, expect, it } from "vitest";
import writtenByCborX from "./cbor.fixtures/cbor-x.json" with { type: "json" };
import { parseExact } from "./json-exact.ts";
import { meaningOf, searchedText } from "./meaning.ts";
import { formatNames, mayBeRewritten } from "./order.ts";
import { payloadOf } from "./payload.ts";

const place = { topic: "t", part: "value", key: null } as const;
const read = (bytes: Buffer, wanted = "auto") => payloadOf(bytes, 1_000_000, place, wanted);
const meant = (bytes: Buffer, wanted = "auto") => parseExact(read(bytes, wanted)?.text ?? "");

const document = {
  id: 9007199254740993n,
  negative: -1234567890123456789n,
  small: -5,
  ratio: 1.5,
  name: "Zoë 😀",
  list: [1, 200, 70_000, 5_000_000_000, null, true, false, [], {}],
  nested: { deep: { deeper: "x".repeat(300) } },
};
const asJson = {
  ...document,
  list: [1, 200, 70_000, 5_000_000_000, null, true, false, [], {}],
};

describe("MessagePack", () => {
  const packr = new Packr({ useRecords: false, variableMapSize: true });
  it("reads what msgpackr writes, 64-bit integers exactly", () => {
    const bytes = packr.pack(document);
    expect(read(bytes)).toMatchObject({ format: "msgpack", syntax: "json", size: bytes.length, truncated: false });
    expect(meant(bytes)).toEqual(asJson);
    expect(meant(packr.pack([document, document]))).toEqual([asJson, asJson]);
    expect(meant(packr.pack({ u: 2n ** 64n - 1n }))).toEqual({ u: Number(2n ** 64n - 1n) });
    expect(read(packr.pack({ u: 2n ** 64n - 1n }))?.text).toBe('{"u":18446744073709551615}');
  });

  it("writes times, bytes and extensions of its own so that nothing is lost", () => {
    const bytes = packr.pack({ at: new Date("2026-01-02T03:04:05.678Z"), raw: Buffer.from([1, 2]), f: Number.NaN });
    expect(meant(bytes)).toEqual({ at: "2026-01-02T03:04:05.678Z", raw: { $bytes: "AQI=" }, f: "NaN" });
    expect(meant(Buffer.from([0x81, 0xa1, 0x61, 0xc7, 0x02, 0x05, 0xaa, 0xbb]))).toEqual({
      a: { $ext: 5, data: "qrs=" },
    });
  });

  it("is not guessed of bytes that only happen to fit, and says why it refuses", () => {
    expect(read(Buffer.from([0x91, 0x05]))?.format).toBe("binary");
    expect(meant(Buffer.from([0x91, 0x05]), "msgpack")).toEqual([5]);
    const cut = packr.pack(document).subarray(0, -3);
    expect(read(cut)).toMatchObject({ format: "binary" });
    expect(read(cut)?.refused.find(({ format }) => format === "msgpack")?.reason).toMatch(
      /does not fit|ends in the middle/,
    );
    expect(read(Buffer.concat([packr.pack({ a: 1 }), Buffer.from([0])]))?.refused).toContainEqual({
      format: "msgpack",
      reason: "1 bytes follow its end",
    });
  });

  it("does not fall for claimed lengths and depths", () => {
    expect(read(Buffer.from([0xdf, 0xff, 0xff, 0xff, 0xff, 0xa1, 0x61]))?.format).toBe("binary");
    const deep = Buffer.concat([Buffer.alloc(100_000, 0x91), Buffer.from([0x81, 0xa1, 0x61, 0x01])]);
    expect(read(deep, "msgpack")?.refused[0]).toEqual({ format: "msgpack", reason: "it is nested more than 200 deep" });
  });
});

/** Bytes that cbor-x 1.6.8 wrote, an encoder that shares nothing with our decoder. */
const byCborX = (name: keyof typeof writtenByCborX) => Buffer.from(writtenByCborX[name], "hex");

describe("CBOR", () => {
  it("reads what cbor-x wrote, 64-bit integers exactly", () => {
    const bytes = byCborX("document");
    expect(read(bytes)).toMatchObject({ format: "cbor", syntax: "json" });
    expect(meant(bytes)).toEqual(asJson);
    expect(meant(byCborX("list"))).toEqual([asJson]);
  });

  it("reads times, large integers, tags, halves and open lengths", () => {
    expect(meant(byCborX("timesAndBytes"))).toEqual({
      at: "2023-11-14T22:13:20.000Z",
      raw: { $bytes: "AQ==" },
    });
    // RFC 8949, appendix A
    const sample = (hex: string) => read(Buffer.from(hex, "hex"), "cbor")?.text;
    expect(sample("c249010000000000000000")).toBe("18446744073709551616");
    expect(sample("c349010000000000000000")).toBe("-18446744073709551617");
    expect(sample("3bffffffffffffffff")).toBe("-18446744073709551616");
    expect(sample("f93e00")).toBe("1.5");
    expect(sample("f90001")).toBe("5.960464477539063e-8");
    expect(sample("c074323031332d30332d32315432303a30343a30305a")).toBe('"2013-03-21T20:04:00Z"');
    expect(sample("d82076687474703a2f2f7777772e6578616d706c652e636f6d")).toBe(
      '{"$tag":32,"value":"http://www.example.com"}',
    );
    expect(sample("bf61610161629f0203ffff")).toBe('{"a":1,"b":[2,3]}');
    expect(sample("7f657374726561646d696e67ff")).toBe('"streaming"');
    expect(sample("d9d9f783010203")).toBe("[1,2,3]");
  });

  it("does not fall for claimed lengths and depths", () => {
    expect(read(Buffer.from("bbffffffffffffffff6161", "hex"))?.format).toBe("binary");
    expect(read(Buffer.alloc(100_000, 0x9f), "cbor")?.refused[0]?.reason).toBe("it is nested more than 200 deep");
  });
});

describe("an Avro object container", () => {
  const schema = {
    type: "record",
    name: "Order",
    fields: [
      { name: "id", type: "long" },
      { name: "status", type: { type: "enum", name: "S", symbols: ["NEW", "PAID"] } },
      { name: "note", type: ["null", "string"], default: null },
      { name: "at", type: { type: "long", logicalType: "timestamp-micros" } },
      { name: "day", type: { type: "int", logicalType: "date" } },
      { name: "total", type: { type: "bytes", logicalType: "decimal", precision: 30, scale: 2 } },
    ],
  };
  const order = (id: number) => ({
    id,
    status: "PAID",
    note: id % 2 ? "odd" : null,
    at: 1_700_000_000_123_456,
    day: 19_675,
    total: Buffer.from([0xff, 0x85]),
  });
  const shown = (id: number) => ({
    ...order(id),
    at: "2023-11-14T22:13:20.123456Z",
    day: "2023-11-14",
    total: -1.23,
  });

  for (const codec of ["null", "deflate"]) {
    it(`is read by the schema in it, compressed with ${codec}`, async () => {
      const encoder = new avro.streams.BlockEncoder(
        schema as never,
        {
          codec,
          codecs: { null: (data, done) => done(null, data), deflate: (data, done) => done(null, deflateRawSync(data)) },
        } as ConstructorParameters<typeof avro.streams.BlockEncoder>[1],
      );
      for (let id = 0; id < 300; id++) encoder.write(order(id));
      encoder.end();
      const parts: Buffer[] = [];
      for await (const part of encoder) parts.push(part as Buffer);
      const bytes = Buffer.concat(parts);
      expect(read(bytes)).toMatchObject({ format: "avro-container", syntax: "json" });
      expect(meant(bytes)).toEqual(Array.from({ length: 300 }, (_, id) => shown(id)));
      expect(read(bytes.subarray(0, -4))?.refused).toContainEqual({
        format: "avro-container",
        reason: expect.stringContaining("ends in the middle"),
      });
    });
  }
});

describe("XML", () => {
  it("is shown as it is when its tags fit each other", () => {
    for (const text of [
      '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x "y">]>\n<a b="1>2"><!-- <b> --><c/><d>&x;</d><![CDATA[<e>]]></a>\n',
      "<a/>",
      "  <ns:a xmlns:ns='u'>text</ns:a>",
    ])
      expect(read(Buffer.from(text))).toMatchObject({ format: "xml", syntax: "xml", text });
  });

  it.each([
    ["<a><b></a></b>", "</a> at character 6 closes nothing that is open"],
    ["<a>", "<a> is never closed"],
    ["<a/><b/>", "a second element begins at character 4"],
    ["<3 you", "it stops being XML at character 0"],
    ["<!-- nothing -->", "it has no element"],
  ])("%s is text", (text, reason) => {
    expect(read(Buffer.from(text))).toMatchObject({ format: "text" });
    expect(read(Buffer.from(text))?.refused).toContainEqual({ format: "xml", reason });
  });

  it("is judged in linear time", () => {
    expect(read(Buffer.from(`<a ${'b="'.repeat(200_000)}`))?.format).toBe("text");
    expect(read(Buffer.from("<!--".repeat(50_000)))?.format).toBe("text");
  });
});

describe("a value its producer compressed", () => {
  it("is read inside, and named for both", () => {
    const json = '{"n":9007199254740993}';
    const bytes = gzipSync(json);
    expect(read(bytes)).toMatchObject({ format: "gzip+json", text: json, syntax: "json", size: bytes.length });
    expect(read(gzipSync("words"))).toMatchObject({ format: "gzip+text", text: "words" });
    expect(read(gzipSync(Buffer.from([0xff, 0])))).toMatchObject({
      format: "gzip+binary",
      text: "/wA=",
      encoding: "base64",
    });
    expect(meaningOf(bytes, place, "auto")).toEqual({ n: 9007199254740993n });
    expect(searchedText(bytes, place, "auto")).toBe(json);
  });

  it("is left as it is when it is broken or a bomb", () => {
    const broken = gzipSync("words").subarray(0, -6);
    expect(read(broken)).toMatchObject({ format: "binary" });
    expect(read(gzipSync(Buffer.alloc(33 * 1024 * 1024)))?.refused).toContainEqual({
      format: "gzip",
      reason: "it inflates to more than 32 MiB",
    });
  });
});

describe("what is read only when asked for", () => {
  const bytes = (hex: string) => Buffer.from(hex, "hex");
  it.each([
    ["int32", "ffffffff", "-1"],
    ["uint32", "ffffffff", "4294967295"],
    ["int64", "0020000000000001", "9007199254740993"],
    ["uint64", "ffffffffffffffff", "18446744073709551615"],
    ["int64-le", "0100000000002000", "9007199254740993"],
    ["int", "80", "-128"],
    ["int", "800000", "-8388608"],
    ["uint", "80000000000001", "36028797018963969"],
    ["int16", "7fff", "32767"],
    ["uint8", "ff", "255"],
    ["float", "3dcccccd", "0.1"],
    ["float-le", "0000c07f", "NaN"],
    ["double", "3fb999999999999a", "0.1"],
    ["double", "8000000000000000", "-0"],
    ["uuid", "0123456789abcdef0123456789abcdef", "01234567-89ab-cdef-0123-456789abcdef"],
    ["hex", "00ff10", "00ff10"],
    ["base64", "616263", "YWJj"],
    ["json", "3432", "42"],
    ["text", "7b7d", "{}"],
  ])("%s of %s is %s", (format, hex, text) => {
    expect(read(bytes(hex), format)).toMatchObject({ format, text, refused: [] });
  });

  it("says why it cannot be that, and shows it all the same", () => {
    expect(read(bytes("0102ff"), "int32")).toMatchObject({
      format: "binary",
      refused: expect.arrayContaining([{ format: "int32", reason: "it has 3 bytes, not 4" }]),
    });
    expect(read(Buffer.from("{}"), "uuid")).toMatchObject({ format: "json" });
  });

  it("has a name for each, and no two the same", () => {
    expect(new Set(formatNames).size).toBe(formatNames.length);
    expect(formatNames).toEqual(
      expect.arrayContaining(["json", "avro-container", "msgpack", "cbor", "int", "uuid", "kafka"]),
    );
  });
});

describe("what a search may pass over unread", () => {
  it("is never a value whose text is written anew", () => {
    const values = [
      new Packr({ useRecords: false }).pack(document),
      new Packr({ useRecords: false }).pack([document]),
      new Packr({ useRecords: false, variableMapSize: true }).pack({ a: 1 }),
      byCborX("small"),
      byCborX("smallList"),
      gzipSync("x"),
      Buffer.from("Obj\u0001"),
      Buffer.from("d9d9f783010203", "hex"),
    ];
    for (const value of values) expect(mayBeRewritten(value, 0)).toBe(true);
    for (const text of ['{"a":1}', "word", "ünlaut", "漢字", " spaced", "Object", "\u0000\u0001", "-5"])
      expect([text, mayBeRewritten(Buffer.from(text), 0)]).toEqual([text, false]);
  });
});
