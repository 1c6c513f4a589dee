import { inflateRawSync, zstdDecompressSync } from "node:zlib";
import { avroValue } from "./avro-read.ts";
import { avroSchema } from "./avro-schema.ts";
import { Budget } from "./budget.ts";
import { ByteReader } from "./byte-reader.ts";
import type { Format } from "./format.ts";
import { Refusal } from "./refusal.ts";

const magic = Buffer.from("Obj\x01");
const mostBytes = 32 * 1024 * 1024;
const mostSchema = 1024 * 1024;

/** An Avro object container file: its schema is in it. Shown as the array of its records. */
export const avroContainer: Format = {
  name: "avro-container",
  read(bytes) {
    if (!bytes.subarray(0, 4).equals(magic)) return { ok: false, reason: "it does not begin with Obj 01" };
    try {
      return { ok: true, text: recordsText(bytes), syntax: "json" };
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, reason: error.message };
      // blocks that cannot be inflated
      return {
        ok: false,
        reason: error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : "it cannot be read",
      };
    }
  },
};

function recordsText(bytes: Buffer): string {
  const reader = new ByteReader(bytes);
  reader.pass(4);
  const meta = metaOf(reader);
  const sync = reader.take(16);
  const schema = meta.get("avro.schema");
  if (!schema) throw new Refusal("it has no schema");
  if (schema.length > mostSchema) throw new Refusal("its schema is larger than 1 MiB");
  const node = avroSchema(schema.toString("utf8"));
  const codec = meta.get("avro.codec")?.toString("utf8") ?? "null";
  const records: string[] = [];
  let total = 0;
  while (reader.left > 0) {
    const count = long(reader);
    const stored = reader.take(long(reader));
    const data = inflated(stored, codec);
    total += data.length;
    const budget = new Budget(data.length);
    if (total > mostBytes) throw new Refusal("it inflates to more than 32 MiB");
    const inside = new ByteReader(data);
    for (let i = 0; i < count; i++) records.push(avroValue(node, inside, budget));
    if (inside.left > 0) throw new Refusal(`${inside.left} bytes follow the last record of a block`);
    if (!reader.take(16).equals(sync)) throw new Refusal("a block does not end with the mark of the file");
  }
  return `[${records.join(",")}]`;
}

function metaOf(reader: ByteReader): Map<string, Buffer> {
  const meta = new Map<string, Buffer>();
  for (let count = long(reader); count !== 0; count = long(reader)) {
    // a negative count is followed by the length of the block
    if (count < 0) long(reader);
    for (let i = Math.abs(count); i > 0; i--) {
      const name = reader.take(long(reader)).toString("utf8");
      meta.set(name, reader.take(long(reader)));
    }
  }
  return meta;
}

/** A zigzag number that has to be safe to count with. */
function long(reader: ByteReader): number {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = reader.uint8();
    value |= BigInt(byte & 0x7f) << shift;
    if (byte >= 0x80) continue;
    const whole = Number(BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n)));
    if (Number.isSafeInteger(whole)) return whole;
    break;
  }
  throw new Refusal(`a length before byte ${reader.at} cannot be`);
}

function inflated(stored: Buffer, codec: string): Buffer {
  switch (codec) {
    case "null":
      return stored;
    case "deflate":
      return inflateRawSync(stored, { maxOutputLength: mostBytes });
    case "zstandard":
      return zstdDecompressSync(stored, { maxOutputLength: mostBytes });
    default:
      throw new Refusal(`its blocks are compressed with ${codec.slice(0, 40)}, which is not read here`);
  }
}
