import { type SchemaRef, schemaRef } from "../schemas/schema.ts";
import type { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { Refusal } from "./refusal.ts";

/** How bytes name their schema: what is left of them is the payload. `indexes` = from the header, of a protobuf message. */
export type SchemaFrame = { ref: SchemaRef; payload: Buffer; indexes: Buffer | null; words: string };

const headerNames = { key: "__key_schema_id", value: "__value_schema_id" } as const;

/** The header that names the schema of a record's key or value (Confluent's serializers since 8.0). */
export function schemaHeaderOf(
  headers: readonly { name: Buffer; value: Buffer | null }[],
  part: "key" | "value",
): Buffer | null {
  for (const { name, value } of headers)
    if (value !== null && name.toString("latin1") === headerNames[part]) return value;
  return null;
}

/** Whether records of an inflated payload may name schemas in their headers. */
export function mayHaveSchemaHeaders(payload: Buffer): boolean {
  return payload.includes("_schema_id");
}

/** The mark of a schema: 00 and an id, or 01 and a GUID (in headers); null where there is none. */
function markOf(bytes: Buffer, takesGuid: boolean): { ref: SchemaRef; length: number; words: string } | null {
  if (bytes[0] === 0 && bytes.length >= 5) {
    const id = bytes.readInt32BE(1);
    // no registry counts from 0 or below: these are numbers of eight bytes and the like
    return id > 0 ? { ref: schemaRef.id(id), length: 5, words: `id ${id}` } : null;
  }
  if (!takesGuid || bytes[0] !== 1 || bytes.length < 17) return null;
  const guid = bytes.toString("hex", 1, 17).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return { ref: schemaRef.guid(guid), length: 17, words: `GUID ${guid}` };
}

/** How a key or value names its schema: in its header, else in its first five bytes; null where it does not. */
export function schemaFrame(bytes: Buffer, header: Buffer | null | undefined): SchemaFrame | null {
  const named = header ? markOf(header, true) : null;
  if (header && named)
    return {
      ref: named.ref,
      payload: bytes,
      indexes: header.subarray(named.length),
      words: `schema ${named.words} in a header`,
    };
  const mark = markOf(bytes, false);
  if (!mark) return null;
  return {
    ref: mark.ref,
    payload: bytes.subarray(mark.length),
    indexes: null,
    words: `schema ${mark.words} in its first 5 bytes`,
  };
}

export function framed(id: number, payload: Buffer): Buffer {
  return Buffer.concat([new ByteWriter().uint8(0).int32BE(id).bytes(), payload]);
}

/** The way to a message in its file: a count and so many indexes; a count of 0 is the first. @throws Refusal */
export function messageIndexes(reader: ByteReader): number[] {
  const count = Number(reader.varint64());
  if (count === 0) return [0];
  if (count < 0 || count > 100) throw new Refusal(`it would lie ${count} messages deep in its file`);
  return Array.from({ length: count }, () => Number(reader.varint64()));
}

export function writtenIndexes(indexes: readonly number[]): Buffer {
  if (indexes.length === 1 && indexes[0] === 0) return Buffer.from([0]);
  const writer = new ByteWriter().varint(indexes.length);
  for (const index of indexes) writer.varint(index);
  return writer.bytes();
}
