import { describe, expect, it } from "vitest";
import type { Schema } from "../schemas/schema.ts";
import { schemaRef } from "../schemas/schema.ts";
import { encoded } from "./encode.ts";
import { schemaHints } from "./schema-hints.ts";

const schemaOf = (type: Schema["type"], text: string): Schema => ({ type, text, imports: [], id: null, uses: [] });
const formats = { AVRO: "avro", PROTOBUF: "protobuf", JSON: "json-schema" } as const;

/** The example has to be a value that can be written. */
function bytesOfExample(schema: Schema, message?: string): Buffer {
  const { example } = schemaHints(schema, message);
  const choice = { ref: schemaRef.given(0), isFramed: false, message };
  return encoded({ format: formats[schema.type], text: example }, choice, { ok: true, schema });
}

const fieldsOf = (schema: Schema, message?: string) =>
  schemaHints(schema, message).fields.map(
    ({ path, type, isRequired, default: byDefault, doc }) =>
      `${path}: ${type}${isRequired ? "" : "?"}${byDefault === null ? "" : ` = ${byDefault}`}${doc === null ? "" : ` // ${doc}`}`,
  );

describe("what a schema asks of a value", () => {
  it("of Avro: types, defaults, words and an example that fits", () => {
    const schema = schemaOf(
      "AVRO",
      JSON.stringify({
        type: "record",
        name: "Order",
        namespace: "shop",
        fields: [
          { name: "id", type: "long", doc: "counts from 1" },
          { name: "state", type: { type: "enum", name: "State", symbols: ["NEW", "PAID"] } },
          { name: "note", type: ["null", "string"], default: null },
          { name: "at", type: { type: "long", logicalType: "timestamp-millis" } },
          { name: "total", type: { type: "bytes", logicalType: "decimal", precision: 9, scale: 2 } },
          { name: "size", type: "int", default: 7 },
          { name: "hash", type: { type: "fixed", name: "Hash", size: 4 } },
          {
            name: "lines",
            type: {
              type: "array",
              items: { type: "record", name: "Line", fields: [{ name: "sku", type: "string" }] },
            },
          },
          { name: "tags", type: { type: "map", values: ["null", "Line"] } },
          { name: "either", type: ["Line", { type: "map", values: "int" }] },
          { name: "parent", type: ["null", "Order"], default: null },
          { name: "children", type: { type: "array", items: "Order" }, default: [] },
        ],
      }),
    );
    expect(fieldsOf(schema)).toEqual([
      "id: long // counts from 1",
      "state: one of NEW, PAID",
      "note: null or string? = null",
      "at: timestamp-millis",
      "total: decimal",
      "size: int? = 7",
      "hash: 4 bytes",
      "lines: list of shop.Line",
      "lines[].sku: string",
      "tags: map of null or shop.Line",
      "tags{}.sku: string",
      "either: shop.Line or map of int",
      "either.sku: string",
      "parent: null or shop.Order? = null",
      "children: list of shop.Order? = []",
    ]);
    expect(JSON.parse(schemaHints(schema).example)).toMatchObject({ state: "NEW", size: 7, children: [] });
    expect(bytesOfExample(schema).length).toBeGreaterThan(20);
    expect(bytesOfExample(schemaOf("AVRO", '"string"')).length).toBe(5);
    expect(fieldsOf(schemaOf("AVRO", '"string"'))).toEqual([": string"]);
  });

  it("of Protocol Buffers: comments, one of several, types of Google's, and each message", () => {
    const schema = schemaOf(
      "PROTOBUF",
      `syntax = "proto3";
package shop;
import "google/protobuf/timestamp.proto";
message Line { string sku = 1; optional sint32 change = 2; }
message Order {
  // counts from 1
  int64 id = 1;
  enum State { NEW = 0; PAID = 1; }
  State state = 2;
  repeated Line lines = 3; // in the order of the basket
  map<int32, bool> flags = 4;
  oneof way { string mail = 5; int32 phone = 6; }
  google.protobuf.Timestamp at = 7;
  Order parent = 8;
  bytes raw = 9;
  message Inner { bool is_there = 1; }
}`,
    );
    expect(schemaHints(schema).messages).toEqual(["shop.Line", "shop.Order", "shop.Order.Inner"]);
    expect(fieldsOf(schema)).toEqual(["sku: string?", "change: sint32?"]);
    expect(fieldsOf(schema, "Order")).toEqual([
      "id: int64? // counts from 1",
      "state: one of NEW, PAID?",
      "lines: list of shop.Line? // in the order of the basket",
      "lines[].sku: string?",
      "lines[].change: sint32?",
      "flags: map of bool?",
      "mail: string (one of way)?",
      "phone: int32 (one of way)?",
      "at: a time, ISO 8601?",
      "parent: shop.Order?",
      "raw: bytes?",
    ]);
    expect(bytesOfExample(schema, "Order").length).toBeGreaterThan(20);
    expect(bytesOfExample(schema, "shop.Order.Inner")).toEqual(Buffer.from([8, 1]));
    const proto2 = schemaOf(
      "PROTOBUF",
      'syntax = "proto2"; message A { required int32 n = 1; optional string s = 2 [default = "x"]; }',
    );
    expect(fieldsOf(proto2)).toEqual(["n: int32", 's: string? = "x"']);
  });

  it("of JSON Schema: references, what is required, and an example that it accepts", () => {
    const schema = schemaOf(
      "JSON",
      JSON.stringify({
        type: "object",
        required: ["id", "items"],
        properties: {
          id: { type: "integer", minimum: 5, description: "counts from 5" },
          at: { type: "string", format: "date-time" },
          size: { enum: ["S", "M"], default: "M" },
          items: { type: "array", items: { $ref: "#/definitions/item" } },
        },
        definitions: {
          item: {
            type: "object",
            required: ["n"],
            properties: { n: { type: "number" }, of: { $ref: "#/definitions/item" } },
          },
        },
      }),
    );
    expect(fieldsOf(schema)).toEqual([
      "id: integer // counts from 5",
      "at: string (date-time)?",
      'size: one of "S", "M"? = "M"',
      "items: list of object",
      "items[].n: number",
      "items[].of: object?",
    ]);
    expect(JSON.parse(bytesOfExample(schema).toString())).toMatchObject({ id: 5, size: "M", items: [{ n: 1 }] });
  });
});
