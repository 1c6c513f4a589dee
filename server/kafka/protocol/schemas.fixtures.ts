import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import { type Reader, Writer } from "@platformatic/kafka";

/** A field of a message schema as Kafka's own JSON files describe it (clients/src/main/resources/common/message). */
type Field = {
  name: string;
  type: string;
  versions: string;
  nullableVersions?: string;
  tag?: number;
  fields?: Field[];
};
export type Schema = {
  apiKey: number;
  name: string;
  validVersions: string;
  flexibleVersions: string;
  fields: Field[];
  commonStructs?: { name: string; fields: Field[] }[];
};

/** The message schemas that are resources of a kafka-clients jar, by name, e.g. "ListOffsetsRequest". */
export function readSchemas(jar: string): Map<string, Schema> {
  const schemas = new Map<string, Schema>();
  for (const [path, text] of filesOfZip(readFileSync(jar), /^common\/message\/\w+\.json$/)) {
    const schema: Schema = JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, ""));
    schemas.set(path.replace(/^.*\/(\w+)\.json$/, "$1"), schema);
  }
  return schemas;
}

function* filesOfZip(zip: Buffer, wanted: RegExp): Generator<[path: string, text: string]> {
  const end = zip.lastIndexOf("PK\x05\x06", undefined, "latin1");
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = zip.readUInt16LE(at + 28);
    const path = zip.toString("utf8", at + 46, at + 46 + nameLength);
    if (wanted.test(path)) {
      const local = zip.readUInt32LE(at + 42);
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const bytes = zip.subarray(start, start + zip.readUInt32LE(at + 20));
      yield [path, (zip.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes)).toString("utf8")];
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}

/** whether a version lies in "3", "3+" or "3-7" ("none" has none) */
export function includes(versions: string | undefined, v: number): boolean {
  const match = /^(\d+)(?:(\+)|-(\d+))?$/.exec(versions ?? "none");
  if (!match) return false;
  const from = Number(match[1]);
  const to = match[2] ? Number.POSITIVE_INFINITY : Number(match[3] ?? from);
  return v >= from && v <= to;
}

type Walk = { schema: Schema; v: number; flexible: boolean };

function walkOf(schema: Schema, v: number): Walk {
  return { schema, v, flexible: includes(schema.flexibleVersions, v) };
}

function fieldsOf({ schema, v }: Walk, field: Field): Field[] | null {
  const struct = field.type.replace("[]", "");
  const own = field.fields ?? schema.commonStructs?.find(({ name }) => name === struct)?.fields ?? null;
  return own && present(own, v);
}

function present(fields: readonly Field[], v: number): Field[] {
  return fields.filter(({ versions, tag }) => tag === undefined && includes(versions, v));
}

/** A message of this version filled with values by its schema: every array with two entries, null where it may be if asked. */
export function writeSample(schema: Schema, v: number, nulls: "null where allowed" | "nothing null"): Buffer {
  const walk = walkOf(schema, v);
  const writer = Writer.create();
  let count = 0;
  const write = (field: Field): void => {
    const isNullable = includes(field.nullableVersions, v);
    const isNull = isNullable && nulls === "null where allowed";
    const { flexible } = walk;
    const inner = fieldsOf(walk, field);
    const writeStruct = (fields: Field[]): void => {
      for (const each of fields) write(each);
      if (flexible) writeUnknownTag(writer);
    };
    count += 1;
    if (field.type.startsWith("[]")) {
      writer.appendArray(
        isNull ? null : [0, 1],
        () => (inner ? writeStruct(inner) : write({ ...field, type: field.type.slice(2), nullableVersions: "none" })),
        flexible,
        false,
      );
    } else if (inner) {
      if (isNullable) writer.appendInt8(isNull ? -1 : 1);
      if (!isNull) writeStruct(inner);
    } else writeValue(writer, field.type, isNull, flexible, count);
  };
  for (const field of present(schema.fields, v)) write(field);
  if (walk.flexible) writeUnknownTag(writer);
  return writer.buffer;
}

/** What a newer broker may add: a reader has to pass over it. */
function writeUnknownTag(writer: Writer): void {
  writer.appendUnsignedVarInt(1).appendUnsignedVarInt(99).appendUnsignedVarInt(3).append(Buffer.from("new"));
}

function writeValue(writer: Writer, type: string, isNull: boolean, flexible: boolean, count: number): void {
  if (type === "string") writer.appendString(isNull ? null : `text ${count}`, flexible);
  else if (type === "bytes" || type === "records")
    writer.appendBytes(isNull ? null : Buffer.from(`bytes ${count}`), flexible);
  else if (type === "bool") writer.appendBoolean(count % 2 === 0);
  else if (type === "int8") writer.appendInt8(count % 100);
  else if (type === "int16") writer.appendInt16(count);
  else if (type === "uint16") writer.appendUnsignedInt16(count);
  else if (type === "int32") writer.appendInt32(count);
  else if (type === "int64") writer.appendInt64(BigInt(count));
  else if (type === "uuid") writer.append(Buffer.alloc(16, count));
  else throw new Error(`no sample of ${type}`);
}

/** Reads a message of this version by its schema alone. */
export function readBySchema(schema: Schema, v: number, reader: Reader): Record<string, unknown> {
  const walk = walkOf(schema, v);
  const { flexible } = walk;
  const readStruct = (fields: Field[]): Record<string, unknown> => {
    const struct = Object.fromEntries(fields.map((field) => [field.name, read(field)]));
    if (flexible) reader.readTaggedFields();
    return struct;
  };
  const read = (field: Field): unknown => {
    const inner = fieldsOf(walk, field);
    if (field.type.startsWith("[]")) {
      const entry = (): unknown => (inner ? readStruct(inner) : read({ ...field, type: field.type.slice(2) }));
      return reader.readNullableArray(entry, flexible, false);
    }
    if (inner) return includes(field.nullableVersions, v) && reader.readInt8() < 0 ? null : readStruct(inner);
    return readValue(reader, field.type, flexible);
  };
  return readStruct(present(schema.fields, v));
}

function readValue(reader: Reader, type: string, flexible: boolean): unknown {
  if (type === "string") return reader.readNullableString(flexible);
  if (type === "records") return reader.readNullableBytes(flexible);
  if (type === "bool") return reader.readBoolean();
  if (type === "int8") return reader.readInt8();
  if (type === "int16") return reader.readInt16();
  if (type === "int32") return reader.readInt32();
  if (type === "int64") return reader.readInt64();
  if (type === "uuid") return reader.readUUID();
  throw new Error(`cannot read ${type}`);
}
