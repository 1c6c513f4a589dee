import { describe, expect, it } from "vitest";
import { type FoundSchema, type Schema, type SchemaType, schemaRef } from "../schemas/schema.ts";
import type { GivenFormat } from "./decoding.ts";
import type { Place } from "./format.ts";
import { payloadOf } from "./payload.ts";
import recorded from "./registry.fixtures/python.json" with { type: "json" };
import inHeaders from "./registry.fixtures/python-headers.json" with { type: "json" };
import { schemaHeaderOf } from "./schema-frame.ts";

/** What Confluent's Python serializers wrote (registry.fixtures/record.py), and the schemas they registered. */
const schemas = new Map<string, Schema>();
for (const [id, { type, text, subject, version }] of Object.entries(recorded.schemas)) {
  const uses = [{ subject, version }];
  schemas.set(schemaRef.id(Number(id)), { type: type as SchemaType, text, imports: [], id: Number(id), uses });
}
for (const [id, { type, text, subject, version, guid }] of Object.entries(inHeaders.schemas)) {
  const uses = [{ subject, version }];
  schemas.set(schemaRef.guid(guid), { type: type as SchemaType, text, imports: [], id: Number(id), uses });
}
const find = (ref: string): FoundSchema => {
  const schema = schemas.get(ref);
  return schema ? { ok: true, schema } : { ok: false, reason: `nobody has ${ref}` };
};
const placeIn = (topic: string, more: Partial<Place> = {}, value: GivenFormat | null = null): Place => ({
  topic,
  part: "value",
  key: null,
  decoding: { schemas: { hasRegistry: true, find }, given: { key: null, value }, source: null },
  ...more,
});
const one = (name: string) => {
  const found = recorded.records.find((record) => record.name === name);
  if (!found) throw new Error(`nothing was recorded as ${name}`);
  return { ...found, bytes: Buffer.from(found.bytes, "hex") };
};

describe("what Confluent's Python serializers write", () => {
  it.each(recorded.records.map(({ name }) => name))("is read exactly: %s", (name) => {
    const { bytes, topic, expected } = one(name);
    const payload = payloadOf(bytes, 100_000, placeIn(topic));
    expect(payload).toMatchObject({ text: expected, syntax: "json", encoding: "utf8", refused: [] });
    expect(payload?.schema?.id).toBe(bytes.readInt32BE(1));
  });

  it.each(inHeaders.records)("is read exactly where a header names its schema by GUID: $name", (record) => {
    const [header] = record.headers;
    const schemaHeader = Buffer.from(header?.value ?? "", "hex");
    const part = header?.name === "__key_schema_id" ? "key" : "value";
    expect(schemaHeaderOf([{ name: Buffer.from(header?.name ?? ""), value: schemaHeader }], part)).toBe(schemaHeader);
    const payload = payloadOf(Buffer.from(record.bytes, "hex"), 100_000, placeIn(record.topic, { part, schemaHeader }));
    const [id, schema] =
      Object.entries(inHeaders.schemas).find(([, { subject }]) => subject === `${record.topic}-${part}`) ?? [];
    expect(payload).toMatchObject({
      ...{ text: record.expected, syntax: "json", encoding: "utf8", refused: [] },
      schema: { id: Number(id), subject: schema?.subject },
      why: expect.stringMatching(`^schema GUID ${schema?.guid} in a header`),
    });
  });

  it("is read where a header names the schema by id, and the payload stands alone", () => {
    const { bytes, topic, expected } = one("avro");
    expect(payloadOf(bytes.subarray(5), 100_000, placeIn(topic, { schemaHeader: bytes.subarray(0, 5) }))).toMatchObject(
      { format: "avro", text: expected, why: "schema id 1 in a header" },
    );
    // the way to a message stands in the header too
    const message = one("protobuf, the second message of its file");
    const header = message.bytes.subarray(0, 7);
    expect(payloadOf(message.bytes.subarray(7), 100_000, placeIn("t", { schemaHeader: header }))).toMatchObject({
      format: "protobuf",
      text: message.expected,
    });
  });

  it("is read by a schema that is given, with the registry's mark before it and without", () => {
    const { bytes, topic, expected } = one("avro");
    const schema = schemas.get(schemaRef.id(1));
    if (!schema) throw new Error("no schema");
    schemas.set(schemaRef.given(0), { ...schema, id: null, uses: [], file: "order.avsc" });
    const given = { format: "avro", schema: schemaRef.given(0), words: "a rule for topics py-*: order.avsc" };
    const place = placeIn(topic, {}, given);
    expect(payloadOf(bytes.subarray(5), 100_000, place, "avro")).toMatchObject({
      text: expected,
      schema: null,
      why: given.words,
    });
    expect(payloadOf(bytes, 100_000, place, "avro")).toMatchObject({
      text: expected,
      why: `${given.words}, after the schema id 1 in its first 5 bytes`,
    });
    // what it does not fit is shown all the same
    expect(payloadOf(Buffer.from('{"a":1}'), 100_000, place, "avro")).toMatchObject({
      format: "json",
      refused: [{ format: "avro" }, { format: "registry" }],
    });
  });

  it("is refused as another kind than its schema is", () => {
    const { bytes } = one("avro");
    expect(payloadOf(bytes, 100_000, placeIn("t"), "protobuf")).toMatchObject({
      format: "avro",
      refused: [{ format: "protobuf", reason: "its schema id 1 in its first 5 bytes is avro" }],
    });
  });
});
