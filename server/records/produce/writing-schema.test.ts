import { describe, expect, it } from "vitest";
import type { Schema } from "../../schemas/schema.ts";
import { schemaRef } from "../../schemas/schema.ts";
import { SchemaCache } from "../../schemas/schema-cache.ts";
import { Decoding } from "../../serde/decoding.ts";
import { writingSchema } from "./writing-schema.ts";

const text = 'syntax = "proto3"; package shop; message Unused { string a = 1; } message Order { int64 id = 1; }';
const schema: Schema = { type: "PROTOBUF", text, imports: [], id: null, uses: [], file: "shop.proto" };
const given = { format: "protobuf", schema: schemaRef.given(0), message: "shop.Order", words: "a rule: shop.proto" };
const decoding = new Decoding(new SchemaCache(null, [schema]), [{ topics: "orders*", key: null, value: given }]);

describe("the schema a value is to be written by", () => {
  it("is the one the configuration gives, with the message it names or another that is asked for", async () => {
    const told = await writingSchema(decoding, "orders.new", { part: "value", format: "protobuf" });
    expect(told).toMatchObject({
      words: "a rule: shop.proto",
      isFramed: false,
      id: null,
      subject: null,
      message: "shop.Order",
      messages: ["shop.Unused", "shop.Order"],
      fields: [{ path: "id", type: "int64" }],
      example: '{\n  "id": 1\n}',
    });
    const other = await writingSchema(decoding, "orders", { part: "value", format: "protobuf", message: "Unused" });
    expect(other.fields).toMatchObject([{ path: "a" }]);
  });

  it("is told as missing where there is none, and as unfit where it has no such message", async () => {
    const missing = { code: "no-such-schema" };
    await expect(writingSchema(decoding, "orders", { part: "key", format: "protobuf" })).rejects.toMatchObject(missing);
    await expect(writingSchema(null, "orders", { part: "value", format: "avro" })).rejects.toMatchObject(missing);
    const unfit = writingSchema(decoding, "orders", { part: "value", format: "protobuf", message: "Nobody" });
    await expect(unfit).rejects.toMatchObject({ code: "invalid-request", message: expect.stringContaining("Nobody") });
    const registered = new Decoding(new SchemaCache(null, [{ ...schema, type: "JSON", text: "{}" }]), [
      { topics: "orders", key: null, value: given },
    ]);
    await expect(writingSchema(registered, "orders", { part: "value", format: "protobuf" })).rejects.toMatchObject({
      errors: [{ path: "query.format", message: "must fit the schema, which is of type JSON" }],
    });
  });
});
