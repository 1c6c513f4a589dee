import { ByteReader } from "./byte-reader.ts";
import type { Format, FormatReading, Place } from "./format.ts";
import { shareRecords, transactionRecords } from "./kafka-coordinator-records.ts";
import { groupRecords } from "./kafka-group-records.ts";
import { type KafkaField, type KafkaMessage, type KafkaRecord, parseKafkaRecords } from "./kafka-schema.ts";
import { Refusal } from "./refusal.ts";

const tables: Record<string, string> = {
  __consumer_offsets: groupRecords,
  __transaction_state: transactionRecords,
  __share_group_state: shareRecords,
};
const parsed = new Map<string, Map<number, KafkaRecord>>();

export function isKafkaInternal(topic: string): boolean {
  return Object.hasOwn(tables, topic);
}

function recordsOf(topic: string): Map<number, KafkaRecord> | null {
  const table = isKafkaInternal(topic) ? tables[topic] : undefined;
  if (table === undefined) return null;
  const known = parsed.get(topic) ?? parseKafkaRecords(table);
  parsed.set(topic, known);
  return known;
}

/**
 * Kafka's own records, in the words and the shape of its console consumer's formatters: a key is `{type, data}`, a value
 * `{version, data}`; 64-bit integers are exact, bytes are base64. A value is read by what its key says.
 */
export const kafkaInternal: Format = {
  name: "kafka",
  read(bytes, _utf8, place) {
    const records = recordsOf(place.topic);
    if (!records) return { ok: false, reason: "the topic is none of Kafka's own" };
    try {
      return readRecord(bytes, place, records);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { ok: false, reason: error.message };
    }
  },
};

function readRecord(bytes: Buffer, place: Place, records: Map<number, KafkaRecord>): FormatReading {
  const key = place.part === "key" ? bytes : place.key;
  if (key === null) throw new Refusal("it has no key to say what it is");
  const type = new ByteReader(key).int(2);
  const record = records.get(type);
  if (!record) throw new Refusal(`records of type ${type} are not known`);
  const reader = new ByteReader(bytes);
  const number = reader.int(2);
  const message = place.part === "key" ? record.key : record.value;
  const version = place.part === "key" ? 0 : number;
  if (version < message.from || version > message.to)
    throw new Refusal(`version ${version} of ${message.name} is not known`);
  const data = structure(reader, message, message.fields, version);
  if (reader.left > 0) throw new Refusal(`${reader.left} bytes follow its end`);
  const label = place.part === "key" ? "type" : "version";
  return { ok: true, text: `{"${label}":${number},"data":${data}}`, syntax: "json" };
}

function structure(reader: ByteReader, message: KafkaMessage, fields: readonly KafkaField[], version: number): string {
  const parts: string[] = [];
  const here = fields.filter(({ from, to }) => version >= from && version <= to);
  for (const field of here)
    if (field.tag === null) parts.push(`${JSON.stringify(field.name)}:${fieldText(reader, message, field, version)}`);
  if (version >= message.flexibleFrom) {
    for (let count = reader.uvarint(); count > 0; count--) {
      const tag = reader.uvarint();
      const inner = new ByteReader(reader.take(reader.uvarint()));
      const field = here.find((one) => one.tag === tag);
      // tags of newer brokers are passed over, as Kafka does
      if (field) parts.push(`${JSON.stringify(field.name)}:${fieldText(inner, message, field, version)}`);
    }
  }
  return `{${parts.join(",")}}`;
}

function fieldText(reader: ByteReader, message: KafkaMessage, field: KafkaField, version: number): string {
  if (!field.isArray) return single(reader, message, field, version);
  const isFlexible = version >= message.flexibleFrom;
  const count = isFlexible ? reader.uvarint() - 1 : reader.int(4);
  if (count < 0) return nothing(field, version);
  if (count > reader.left) throw new Refusal(`${field.name} would have ${count} items`);
  const items: string[] = [];
  // items of an array are never null
  const item = { ...field, isArray: false, nullableFrom: Number.POSITIVE_INFINITY };
  for (let i = 0; i < count; i++) items.push(single(reader, message, item, version));
  return `[${items.join(",")}]`;
}

function single(reader: ByteReader, message: KafkaMessage, field: KafkaField, version: number): string {
  const isFlexible = version >= message.flexibleFrom;
  const length = (bytes: number): number => (isFlexible ? reader.uvarint() - 1 : reader.int(bytes));
  switch (field.type) {
    case "int8":
      return String(reader.int(1));
    case "int16":
      return String(reader.int(2));
    case "uint16":
      return String(reader.uint(2));
    case "int32":
      return String(reader.int(4));
    case "uint32":
      return String(reader.uint(4));
    case "int64":
      return reader.int64().toString();
    case "bool":
      return String(reader.uint8() !== 0);
    case "float64":
      return String(reader.bytes.readDoubleBE(reader.pass(8)));
    case "uuid":
      return JSON.stringify(reader.take(16).toString("base64url"));
    case "string": {
      const size = length(2);
      return size < 0 ? nothing(field, version) : JSON.stringify(reader.take(size).toString("utf8"));
    }
    case "bytes": {
      const size = length(4);
      return size < 0 ? nothing(field, version) : JSON.stringify(reader.take(size).toString("base64"));
    }
    default: {
      // a structure that may be null says first whether it is there
      if (version >= field.nullableFrom && reader.int(1) < 0) return "null";
      return structure(reader, message, field.fields, version);
    }
  }
}

function nothing(field: KafkaField, version: number): string {
  if (version >= field.nullableFrom) return "null";
  throw new Refusal(`${field.name} is null and may not be`);
}
