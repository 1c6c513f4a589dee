import avro from "avsc";
import { describe, expect, it } from "vitest";
import { avroText } from "./avro-read.ts";
import { avroSchema } from "./avro-schema.ts";
import { avroBytes } from "./avro-write.ts";
import { parseForWriting } from "./json-for-writing.ts";
import { Misfit } from "./misfit.ts";
import { Refusal } from "./refusal.ts";

/** avsc shares no code with what is tested here. */
const exact = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(value);
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === "bigint",
  compare: (a: bigint, b: bigint) => (a === b ? 0 : a < b ? -1 : 1),
});
const byAvsc = (schema: unknown, value: unknown): Buffer =>
  avro.Type.forSchema(schema as avro.Schema, { registry: { long: exact }, wrapUnions: true }).toBuffer(value);
const text = (schema: unknown, bytes: Buffer) => avroText(avroSchema(JSON.stringify(schema)), bytes);
const written = (schema: unknown, json: string) => avroBytes(avroSchema(JSON.stringify(schema)), parseForWriting(json));

const order = {
  type: "record",
  name: "Order",
  namespace: "shop",
  fields: [
    { name: "id", type: "long" },
    { name: "count", type: "int" },
    { name: "ratio", type: "double" },
    { name: "weight", type: "float" },
    { name: "isPaid", type: "boolean" },
    { name: "name", type: "string" },
    { name: "raw", type: "bytes" },
    { name: "hash", type: { type: "fixed", name: "Hash", size: 4 } },
    { name: "state", type: { type: "enum", name: "State", symbols: ["NEW", "PAID"] } },
    { name: "tags", type: { type: "array", items: "string" } },
    { name: "stock", type: { type: "map", values: "long" } },
    { name: "note", type: ["null", "string"], default: null },
    { name: "other", type: ["null", "string", "State"], default: null },
    { name: "next", type: ["null", "Order"], default: null },
  ],
};
const value = {
  id: 9_007_199_254_740_993n,
  count: -5,
  ratio: 0.1,
  weight: 0.25,
  isPaid: true,
  name: "Zoë 😀",
  raw: Buffer.from([0, 255]),
  hash: Buffer.from("abcd"),
  state: "PAID",
  tags: ["a", "b"],
  stock: { x: -(2n ** 63n) },
  note: { string: "hi" },
  other: { "shop.State": "NEW" },
  next: null,
};
const shown =
  '{"id":9007199254740993,"count":-5,"ratio":0.1,"weight":0.25,"isPaid":true,"name":"Zoë 😀","raw":{"$bytes":"AP8="},' +
  '"hash":{"$bytes":"YWJjZA=="},"state":"PAID","tags":["a","b"],"stock":{"x":-9223372036854775808},"note":"hi",' +
  '"other":{"shop.State":"NEW"},"next":null}';

describe("Avro", () => {
  it("is read as avsc writes it, every integer exact", () => {
    expect(text(order, byAvsc(order, value))).toBe(shown);
    const nested = { ...value, next: { "shop.Order": value } };
    expect(text(order, byAvsc(order, nested))).toBe(shown.replace(/null}$/, `${shown}}`));
  });

  it("is written as avsc writes it, from the text it is shown as", () => {
    expect(written(order, shown)).toEqual(byAvsc(order, value));
  });

  it("keeps every digit of decimals and times", () => {
    const schema = {
      type: "record",
      name: "T",
      fields: [
        { name: "total", type: { type: "bytes", logicalType: "decimal", precision: 38, scale: 2 } },
        { name: "fixed", type: { type: "fixed", name: "F", size: 8, logicalType: "decimal", precision: 18, scale: 4 } },
        { name: "at", type: { type: "long", logicalType: "timestamp-micros" } },
        { name: "ms", type: { type: "long", logicalType: "timestamp-millis" } },
        { name: "local", type: { type: "long", logicalType: "local-timestamp-nanos" } },
        { name: "day", type: { type: "int", logicalType: "date" } },
        { name: "time", type: { type: "long", logicalType: "time-micros" } },
        { name: "uuid", type: { type: "string", logicalType: "uuid" } },
        { name: "span", type: { type: "fixed", name: "D", size: 12, logicalType: "duration" } },
      ],
    };
    const json =
      '{"total":12345678901234567890123456789012345.67,"fixed":-1.2300,"at":"1969-12-31T23:59:59.999999Z",' +
      '"ms":"2026-07-14T09:45:00.123Z","local":"2026-07-14T09:45:00.123456789","day":"1969-12-31",' +
      '"time":"23:59:59.000001","uuid":"3b8c5a4e-5a37-4f39-8f2e-0f6c0a1b2c3d","span":{"months":1,"days":2,"millis":4294967295}}';
    const bytes = written(schema, json);
    expect(text(schema, bytes)).toBe(json);
    // what lies below is what the specification says
    const below = JSON.parse(
      JSON.stringify(schema)
        .replaceAll(/,?"logicalType":"[^"]*"/g, "")
        .replaceAll('{"type":"long"}', '"long"'),
    );
    const raw = avro.Type.forSchema(below, { registry: { long: exact } }).fromBuffer(bytes);
    expect(raw).toMatchObject({ at: -1n, day: -1, ms: 1_784_022_300_123n, time: 86_399_000_001n });
    expect(Buffer.from(raw.fixed).toString("hex")).toBe("ffffffffffffcff4");
  });

  it("follows what is imported, and itself", () => {
    const address = '{"type":"record","name":"Address","namespace":"shop","fields":[{"name":"city","type":"string"}]}';
    const person =
      '{"type":"record","name":"Person","namespace":"shop","fields":[{"name":"home","type":"Address"},{"name":"friends","type":{"type":"array","items":"Person"}}]}';
    const node = avroSchema(person, [address]);
    const json = '{"home":{"city":"Ulm"},"friends":[{"home":{"city":"Bonn"},"friends":[]}]}';
    expect(avroText(node, avroBytes(node, JSON.parse(json)))).toBe(json);
    expect(() => avroSchema(person)).toThrow("its schema uses Address, which is nowhere defined");
  });

  it("writes every integer of 64 bits as it was written, and no other", () => {
    const numbers = [2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 53n + 2n, 1152921504606847000n, 2n ** 63n - 1n];
    for (const number of numbers.flatMap((one) => [one, -one]))
      expect(text("long", written("long", String(number)))).toBe(String(number));
    for (const wrong of [String(2n ** 63n), "1.5", "1e3", "-0.0"]) expect(() => written("long", wrong)).toThrow(Misfit);
  });

  it("names the field that does not fit", () => {
    const path = (json: string) => {
      try {
        written(order, json);
      } catch (error) {
        if (error instanceof Misfit) return `${error.path} ${error.message}`;
        throw error;
      }
      return "fits";
    };
    expect(path(shown.replace("9007199254740993", '"x"'))).toBe(".id must be a whole number, not a text");
    expect(path(shown.replace('"count":-5', '"count":3000000000'))).toBe(".count does not fit 32 bits");
    expect(path(shown.replace('"tags":["a","b"]', '"tags":["a",1]'))).toBe(".tags[1] must be a text, not a number");
    expect(path(shown.replace('"PAID"', '"LOST"'))).toBe(".state must be one of NEW, PAID, not a text");
    expect(path(shown.replace('"next":null', '"next":{"id":1}'))).toBe(".next.count is missing, and has no default");
    expect(path(shown.replace('"ratio":0.1,', ""))).toBe(".ratio is missing, and has no default");
    expect(path(shown.replace('"next":null', '"nexd":null'))).toBe(".nexd is no field of shop.Order");
  });

  it("refuses garbage, cut values and bytes too many", () => {
    const whole = byAvsc(order, value);
    for (let length = 0; length < whole.length; length++)
      expect(() => text(order, whole.subarray(0, length))).toThrow(Refusal);
    expect(() => text(order, Buffer.concat([whole, Buffer.from([0])]))).toThrow("1 bytes follow its end");
    expect(() => text("string", Buffer.from("feffffffffffffffff01", "hex"))).toThrow("does not fit it");
  });

  it("is not blown up by a schema that means harm", () => {
    const wide = (depth: number): unknown =>
      depth === 0
        ? "null"
        : {
            type: "record",
            name: `R${depth}`,
            fields: Array.from({ length: 10 }, (_, i) => ({
              name: `f${i}`,
              type: i === 0 ? wide(depth - 1) : depth === 1 ? "null" : `R${depth - 1}`,
            })),
          };
    // ten to the ninth fields of no byte
    expect(() => text(wide(9), Buffer.alloc(0))).toThrow("far larger than its bytes");
    const endless = { type: "record", name: "A", fields: [{ name: "a", type: "A" }] };
    expect(() => text(endless, Buffer.alloc(0))).toThrow("nested more than 200 deep");
    expect(() => text({ type: "array", items: "null" }, Buffer.from("feffffff0f00", "hex"))).toThrow(Refusal);
    const deep = `${'{"type":"array","items":'.repeat(5000)}"null"${"}".repeat(5000)}`;
    expect(() => avroSchema(deep)).toThrow("nested more than 200 deep");
    expect(() => avroSchema("{")).toThrow("its schema is no JSON");
    expect(() => avroSchema('["null",["null"]]')).toThrow("a union directly in a union");
  });
});
