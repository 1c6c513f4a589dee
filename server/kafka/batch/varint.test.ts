import { describe, expect, test } from "vitest";
import { VarintReader, varintSize, writeVarint } from "./varint.ts";

const written = (value: number) => {
  const bytes = Buffer.alloc(10);
  return bytes.subarray(0, writeVarint(bytes, 0, value));
};

describe("zigzag varints", () => {
  // Protocol Buffers' table for zigzag, and the ends of int32, as Kafka's ByteUtilsTest has them.
  test.each([
    [0, "00"],
    [-1, "01"],
    [1, "02"],
    [63, "7e"],
    [-64, "7f"],
    [64, "8001"],
    [-65, "8101"],
    [8191, "fe7f"],
    [-8192, "ff7f"],
    [8192, "808001"],
    [1048576, "80808001"],
    [2147483647, "feffffff0f"],
    [-2147483648, "ffffffff0f"],
  ])("%d is %s", (value, hex) => {
    expect(written(value).toString("hex")).toBe(hex);
    expect(varintSize(value)).toBe(hex.length / 2);
    const reader = new VarintReader(Buffer.from(hex, "hex"), 0);
    expect([reader.int(), reader.at]).toEqual([value, hex.length / 2]);
  });

  test.each([0, -1, 2 ** 27, -(2 ** 27) - 1, 2 ** 31, 2 ** 34 - 1, -(2 ** 41), 1_700_000_000_000, 2 ** 51, -(2 ** 51)])(
    "%d as a long",
    (value) => {
      const bytes = written(value);
      const reader = new VarintReader(bytes, 0);
      expect([reader.long(), reader.at]).toEqual([value, bytes.length]);
    },
  );

  test("the ends of int64 are read, in ten bytes, as the nearest number", () => {
    const lowest = new VarintReader(Buffer.from("ffffffffffffffffff01", "hex"), 0);
    expect([lowest.long(), lowest.at]).toEqual([-(2 ** 63), 10]);
    const highest = new VarintReader(Buffer.from("feffffffffffffffff01", "hex"), 0);
    expect([highest.long(), highest.at]).toEqual([2 ** 63, 10]);
  });

  test("one that does not end is refused by its position", () => {
    const endless = Buffer.alloc(40, 0xff);
    const reader = new VarintReader(endless, 0);
    reader.int();
    expect(reader.at).toBe(Number.POSITIVE_INFINITY);
    reader.at = 0;
    reader.long();
    expect(reader.at).toBe(Number.POSITIVE_INFINITY);
  });

  test("reading past the end stops right there", () => {
    const reader = new VarintReader(Buffer.from([0x80]), 0);
    expect([reader.int(), reader.at]).toEqual([0, 2]);
  });
});
