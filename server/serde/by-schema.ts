import { isUtf8 } from "node:buffer";
import type { Schema, SchemaType } from "../schemas/schema.ts";
import { avroText } from "./avro-read.ts";
import { ByteReader } from "./byte-reader.ts";
import { avroOf, protoOf } from "./compiled-schema.ts";
import type { Format, FormatReading, Place, ReadSchema } from "./format.ts";
import { anyJson } from "./json.ts";
import { knownFields, protoText } from "./proto-read.ts";
import { Refusal } from "./refusal.ts";
import { messageIndexes, type SchemaFrame, schemaFrame } from "./schema-frame.ts";

export const schemaFormats = { avro: "AVRO", protobuf: "PROTOBUF", "json-schema": "JSON" } as const;
const formatOf: Record<SchemaType, string> = { AVRO: "avro", PROTOBUF: "protobuf", JSON: "json-schema" };

/** Whatever names a schema of the registry, read by it. */
export const registered: Format = {
  name: "registry",
  read(bytes, _utf8, place) {
    const frame = schemaFrame(bytes, place.schemaHeader);
    const { schemas } = place.decoding ?? {};
    if (!schemas?.hasRegistry) {
      const reason = frame ? `it names its ${frame.words}, and this cluster has no schema registry configured` : "";
      return { ok: false, reason, silent: !frame };
    }
    if (!frame)
      return {
        ok: false,
        reason: "it does not begin with 00 and the id of a schema, nor has it a header that names one",
      };
    const found = schemas.find(frame.ref);
    if (!found.ok) return { ok: false, reason: found.reason };
    return guarded(() => readFramed(found.schema, frame, place));
  },
};

/** A format whose schema is named by the bytes or given by the configuration. */
export function bySchema(name: keyof typeof schemaFormats): Format {
  const type = schemaFormats[name];
  return {
    name,
    read(bytes, _utf8, place) {
      const frame = schemaFrame(bytes, place.schemaHeader);
      const given = place.part === "header" ? null : (place.decoding?.given[place.part] ?? null);
      if (given?.format === name && given.schema !== undefined) {
        const found = place.decoding?.schemas.find(given.schema);
        if (!found?.ok) return { ok: false, reason: found?.reason ?? "its schema is not known" };
        const { schema } = found;
        if (schema.type !== type) return { ok: false, reason: `the schema of the rule is ${formatOf[schema.type]}` };
        const plain = guarded(() => readPlain(schema, bytes, place, given));
        if (plain.ok || !frame) return plain;
        // written by a registry's serializer all the same
        const inner = guarded(() => readFramed(schema, frame, place));
        return inner.ok ? { ...inner, why: `${given.words}, after the ${frame.words}` } : plain;
      }
      if (!frame)
        return {
          ok: false,
          reason: "it does not name its schema, and no rule of the configuration gives one for this topic",
        };
      const found = place.decoding?.schemas.find(frame.ref);
      if (!found?.ok) return { ok: false, reason: found?.reason ?? "this cluster has no schema registry configured" };
      const { schema } = found;
      if (schema.type !== type) return { ok: false, reason: `its ${frame.words} is ${formatOf[schema.type]}` };
      return guarded(() => readFramed(schema, frame, place));
    },
  };
}

function guarded(read: () => FormatReading): FormatReading {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, reason: error.message };
    if (error instanceof RangeError) return { ok: false, reason: "it is nested too deep" };
    throw error;
  }
}

function readFramed(schema: Schema, frame: SchemaFrame, place: Place): FormatReading {
  const told = { schema: toldOf(schema, place), why: frame.words, as: formatOf[schema.type] };
  if (schema.type === "AVRO")
    return { ok: true, text: avroText(avroOf(schema), frame.payload), syntax: "json", ...told };
  if (schema.type === "JSON") return readJson(frame.payload, told);
  const proto = protoOf(schema);
  // in the header the way to the message follows the id there
  const reader = new ByteReader(frame.indexes && frame.indexes.length > 0 ? frame.indexes : frame.payload);
  const message = proto.at(messageIndexes(reader));
  const payload = reader.bytes === frame.payload ? frame.payload.subarray(reader.at) : frame.payload;
  const why = `${frame.words}, message ${message.name}`;
  const named = told.schema && { ...told.schema, message: message.name };
  return { ok: true, text: protoText(proto, message, payload), syntax: "json", ...told, schema: named, why };
}

function readPlain(
  schema: Schema,
  bytes: Buffer,
  place: Place,
  { words, message: name }: { words: string; message?: string | undefined },
): FormatReading {
  const told = { schema: schema.id === null ? null : toldOf(schema, place), why: words, as: formatOf[schema.type] };
  if (schema.type === "AVRO") return { ok: true, text: avroText(avroOf(schema), bytes), syntax: "json", ...told };
  if (schema.type === "JSON") return readJson(bytes, told);
  const proto = protoOf(schema);
  const message = name === undefined ? proto.at([0]) : proto.named(name);
  const { known, unknown } = knownFields(message, bytes);
  if (known === 0 && unknown > 0) throw new Refusal(`none of its fields is one of ${message.name}`);
  return { ok: true, text: protoText(proto, message, bytes), syntax: "json", ...told };
}

/** Bytes that a JSON Schema stands over are shown as they are. */
function readJson(bytes: Buffer, told: { as: string; schema: ReadSchema | null; why: string }): FormatReading {
  const reading = anyJson.read(bytes, isUtf8(bytes), { topic: "", part: "value", key: null });
  return reading.ok ? { ok: true, encoding: "utf8", syntax: "json", bytes, ...told } : reading;
}

/** Of several subjects a schema stands under, the topic's own; else the first. */
function toldOf(schema: Schema, { topic, part }: Place): ReadSchema | null {
  if (schema.id === null) return null;
  const own = schema.uses.filter(({ subject }) => subject === `${topic}-${part}`);
  const use = (own.length > 0 ? own : schema.uses).at(own.length > 0 ? -1 : 0);
  return { id: schema.id, subject: use?.subject ?? null, version: use?.version ?? null, type: schema.type };
}
