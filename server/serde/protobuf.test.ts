import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { parseForWriting } from "./json-for-writing.ts";
import { Misfit } from "./misfit.ts";
import { protobufRaw } from "./proto-raw.ts";
import { protoText } from "./proto-read.ts";
import { ProtoSchema } from "./proto-schema.ts";
import { protoBytes } from "./proto-write.ts";
import { Refusal } from "./refusal.ts";

const money = 'syntax = "proto3"; package shop; message Money { int64 units = 1; string currency = 2; }';
const source = `syntax = "proto3";
package shop;
import "money.proto";
import "google/protobuf/timestamp.proto";
import "google/protobuf/wrappers.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/duration.proto";
message Ignored { string a = 1; }
message Order {
  message Line { string sku = 1; sint32 change = 2; }
  enum State { NEW = 0; PAID = 1; }
  int64 order_id = 1;
  uint64 big = 2;
  double ratio = 3;
  bool is_paid = 4;
  bytes raw = 5;
  State state = 6;
  repeated Line lines = 7;
  map<string, Money> prices = 8;
  map<int32, bool> flags = 9;
  repeated sint64 packed = 10;
  optional string note = 11;
  oneof way { string mail = 12; int32 phone = 13; }
  google.protobuf.Timestamp at = 14;
  google.protobuf.StringValue wrapped = 15;
  google.protobuf.Struct extra = 16;
  google.protobuf.Duration took = 17;
  fixed64 fixed = 18;
  sfixed32 low = 19;
  float weight = 20;
}`;
const schema = ProtoSchema.ofFiles({ name: "order.proto", text: source }, [{ name: "money.proto", text: money }]);
const order = schema.at([1]);
const shown =
  '{"order_id":-9007199254740993,"big":18446744073709551615,"ratio":0.1,"is_paid":true,"raw":{"$bytes":"AP8="},' +
  '"state":"PAID","lines":[{"sku":"a","change":-1},{"sku":"","change":0}],' +
  '"prices":{"eur":{"units":5,"currency":"EUR"}},"flags":{"-7":true},"packed":[-1,9007199254740993],"note":"",' +
  '"phone":5,"at":"2026-07-14T09:45:00.123456789Z","wrapped":"w","extra":{"a":[1,null,{"b":true}]},"took":"-1.500s",' +
  '"fixed":18446744073709551614,"low":-2,"weight":0.1}';

/** protobufjs' own codecs: what is tested here uses only its parser. */
function byProtobufjs(value: object): Buffer {
  const root = new protobuf.Root();
  protobuf.parse(money, root, { keepCase: true });
  for (const name of ["timestamp", "wrappers", "struct", "duration"]) {
    const known = protobuf.common.get(`google/protobuf/${name}.proto`);
    root.addJSON((known?.nested ?? {}) as Record<string, protobuf.AnyNestedObject>);
  }
  protobuf.parse(source, root, { keepCase: true });
  const type = root.lookupType("shop.Order");
  return Buffer.from(type.encode(type.fromObject(value)).finish());
}

describe("Protocol Buffers", () => {
  it("are read as protobufjs writes them, every integer exact", () => {
    const bytes = byProtobufjs({
      order_id: "-9007199254740993",
      big: "18446744073709551615",
      ratio: 0.1,
      is_paid: true,
      raw: Buffer.from([0, 255]),
      state: "PAID",
      lines: [{ sku: "a", change: -1 }, {}],
      prices: { eur: { units: "5", currency: "EUR" } },
      flags: { "-7": true },
      packed: ["-1", "9007199254740993"],
      note: "",
      phone: 5,
      at: { seconds: Date.parse("2026-07-14T09:45:00Z") / 1000, nanos: 123456789 },
      wrapped: { value: "w" },
      extra: {
        fields: {
          a: {
            listValue: {
              values: [{ numberValue: 1 }, { nullValue: 0 }, { structValue: { fields: { b: { boolValue: true } } } }],
            },
          },
        },
      },
      took: { seconds: -1, nanos: -500_000_000 },
      fixed: "18446744073709551614",
      low: -2,
      weight: 0.1,
    });
    expect(protoText(schema, order, bytes)).toBe(shown);
  });

  it("are written from the text they are shown as, so that they read the same", () => {
    const bytes = protoBytes(order, parseForWriting(shown));
    expect(protoText(schema, order, bytes)).toBe(shown);
    const inJsonNames = shown.replace('"order_id"', '"orderId"').replace('"is_paid"', '"isPaid"');
    expect(protoBytes(order, parseForWriting(inJsonNames))).toEqual(bytes);
  });

  it("give defaults where nothing is known to be absent, and leave out what is", () => {
    const text = protoText(schema, order, Buffer.alloc(0));
    expect(JSON.parse(text)).toMatchObject({ order_id: 0, state: "NEW", lines: [], prices: {}, is_paid: false });
    for (const absent of ["note", "mail", "phone", "at", "wrapped"])
      expect(JSON.parse(text)).not.toHaveProperty(absent);
  });

  it("show fields that the schema does not have by their number, and the last of a oneof", () => {
    const later = ProtoSchema.ofFiles(
      { name: "m", text: 'syntax="proto3"; message Money { string mail = 12; int32 phone = 13; string more = 99; }' },
      [],
    ).at([0]);
    const bytes = protoBytes(later, { mail: "a@b", phone: 3, more: "x" });
    const text = JSON.parse(protoText(schema, order, bytes));
    expect(text).toMatchObject({ phone: 3, "99": "x" });
    expect(text).not.toHaveProperty("mail");
  });

  it("find a message by its place in the file and by its name", () => {
    expect(schema.at([1, 0]).name).toBe("shop.Order.Line");
    expect(schema.indexesOf("shop.Order.Line")).toEqual([1, 0]);
    expect(schema.indexesOf("Line")).toEqual([1, 0]);
    expect(schema.named("shop.Money").name).toBe("shop.Money");
    expect(() => schema.at([2])).toThrow("its schema has no message at 2");
    expect(() => schema.indexesOf("Nope")).toThrow("it has shop.Ignored, shop.Order");
  });

  it("read what can be read where an import is missing", () => {
    const alone = ProtoSchema.ofFiles(
      { name: "a", text: 'syntax="proto3"; import "gone.proto"; message A { gone.B b = 1; string c = 2; }' },
      [],
    );
    const bytes = Buffer.from("0a02080112016f", "hex");
    expect(protoText(alone, alone.at([0]), bytes)).toBe('{"c":"o","1":{"1":1}}');
  });

  it("read a group, an extension and proto2's defaults", () => {
    const two = ProtoSchema.ofFiles(
      {
        name: "two",
        text: 'syntax="proto2"; message A { required int32 id = 1; optional group G = 2 { optional string s = 3; } extensions 100 to 200; } extend A { optional string more = 100; }',
      },
      [],
    );
    const message = two.at([0]);
    const bytes = Buffer.from("08051b1a0178" + "1c" + "a20602" + "6869", "hex");
    bytes[2] = 0x13;
    bytes[6] = 0x14;
    expect(JSON.parse(protoText(two, message, bytes))).toEqual({ id: 5, g: { s: "x" }, "[more]": "hi" });
    expect(() => protoBytes(message, {})).toThrow("is missing, and required");
  });

  it("name the field that does not fit", () => {
    const why = (value: unknown) => {
      try {
        protoBytes(order, value);
      } catch (error) {
        if (error instanceof Misfit) return `${error.path} ${error.message}`;
        throw error;
      }
      return "fits";
    };
    expect(why({ lines: [{ sku: "a" }, { change: "x" }] })).toBe(".lines[1].change must be a whole number, not a text");
    expect(why({ state: "LOST" })).toBe(".state must be one of NEW, PAID, not a text");
    expect(why({ big: -1 })).toBe(".big does not fit an unsigned integer of 64 bits");
    expect(why({ colour: 1 })).toBe(".colour is no field of shop.Order");
    expect(why({ mail: "a", phone: 1 })).toBe(".phone and mail exclude each other: they are of one oneof");
    expect(why({ prices: { eur: { units: true } } })).toBe(".prices.eur.units must be a whole number, not true");
    expect(why([])).toBe(" must be an object with the fields of shop.Order, not a list");
  });

  it("are shown as a tree of numbers without a schema", () => {
    const bytes = protoBytes(order, parseForWriting(shown));
    const reading = protobufRaw.read(bytes, false, { topic: "t", part: "value", key: null });
    expect(reading.ok && "text" in reading && JSON.parse(reading.text)).toMatchObject({
      4: 1,
      7: [{ 1: "a", 2: 1 }, ""],
      8: { 1: "eur", 2: { 1: 5, 2: "EUR" } },
      18: "0xfffffffffffffffe",
    });
  });

  it("refuse garbage, cut messages and depth without end", () => {
    const whole = protoBytes(order, parseForWriting(shown));
    let refused = 0;
    for (let length = 1; length < whole.length; length++) {
      try {
        protoText(schema, order, whole.subarray(0, length));
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(100);
    const self = ProtoSchema.ofFiles({ name: "s", text: 'syntax="proto3"; message S { S s = 1; }' }, []).at([0]);
    let deep = Buffer.alloc(0);
    for (let i = 0; i < 150; i++) deep = Buffer.concat([Buffer.from([0x0a]), varint(deep.length), deep]);
    expect(() => protoText(schema, self, deep)).toThrow("nested more than 100 deep");
    expect(() => ProtoSchema.ofFiles({ name: "x", text: "message {" }, [])).toThrow("its schema cannot be read");
    const nested = `syntax="proto3"; ${"message A { ".repeat(5000)}${"}".repeat(5000)}`;
    expect(() => ProtoSchema.ofFiles({ name: "x", text: nested }, [])).toThrow(Refusal);
  });
});

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left >>= 7) bytes.push((left & 0x7f) | 0x80);
  return Buffer.from([...bytes, left]);
}
