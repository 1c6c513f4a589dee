import { ByteWriter } from "./byte-writer.ts";
import { bytesOf, decimalOf, doubleOf, integerOf, isPlainObject, kindOf, WrittenNumber } from "./json-for-writing.ts";
import { inField, Misfit } from "./misfit.ts";
import type { ProtoField, ProtoMessage } from "./proto-schema.ts";
import { isWrapper } from "./proto-well-known.ts";

const mostDepth = 100;

/**
 * A JSON value as a message: fields by the names of the .proto or of its JSON mapping, integers also in quotes, enums by name or
 * number, bytes as `{"$bytes": base64}` or base64, Google's well-known types as their JSON mapping has them.
 *
 * @throws Misfit
 */
export function protoBytes(message: ProtoMessage, value: unknown, path = "", depth = 0): Buffer {
  if (depth > mostDepth) throw new Misfit(path, `is nested more than ${mostDepth} deep`);
  const out = new ByteWriter();
  const plain = unfolded(message.name, value, path);
  if (!isPlainObject(plain)) throw wrong(path, `an object with the fields of ${message.name}`, value);
  const seen = new Map<string, string>();
  for (const [name, one] of Object.entries(plain)) {
    const field = message.byName.get(name);
    const at = inField(path, name);
    if (!field) throw new Misfit(at, `is no field of ${message.name}`);
    if (one === null && field.type !== "message") continue;
    if (one === null && field.message?.name !== "google.protobuf.Value") continue;
    if (field.oneof !== null) {
      const other = seen.get(field.oneof);
      if (other !== undefined) throw new Misfit(at, `and ${other} exclude each other: they are of one oneof`);
      seen.set(field.oneof, name);
    }
    if (field.mapKey !== null) writeMap(out, field, one, at, depth);
    else if (field.isRepeated) writeList(out, field, one, at, depth);
    else if (field.hasPresence || !isDefault(field, one)) writeField(out, field, one, at, depth);
  }
  for (const field of message.fields)
    if (field.isRequired && (plain[field.name] ?? plain[field.jsonName]) === undefined)
      throw new Misfit(inField(path, field.name), "is missing, and required");
  return out.bytes();
}

/** An absent field without presence is its default: writers leave it out. */
function isDefault({ type, enumeration }: ProtoField, value: unknown): boolean {
  if (value === false || value === "") return true;
  if (value === 0) return !Object.is(value, -0);
  if (type === "enum") return enumeration?.numbers.get(String(value)) === 0;
  if (type === "bytes") return bytesOf(value)?.length === 0;
  return type.includes("int") || type.includes("fixed") ? integerOf(value) === 0n : false;
}

function writeList(out: ByteWriter, field: ProtoField, value: unknown, path: string, depth: number): void {
  if (!Array.isArray(value)) throw wrong(path, "a list", value);
  if (!field.isPacked || value.length === 0) {
    for (const [i, item] of value.entries()) writeField(out, field, item, `${path}[${i}]`, depth);
    return;
  }
  const packed = new ByteWriter();
  for (const [i, item] of value.entries()) writeScalar(packed, field, item, `${path}[${i}]`);
  tag(out, field.number, 2).uvarint(packed.length).raw(packed.bytes());
}

function writeMap(out: ByteWriter, field: ProtoField, value: unknown, path: string, depth: number): void {
  if (!isPlainObject(value)) throw wrong(path, "an object", value);
  for (const [key, item] of Object.entries(value)) {
    const entry = new ByteWriter();
    const at = inField(path, key);
    const type = field.mapKey ?? "string";
    const read = type === "string" ? key : type === "bool" ? key === "true" : new WrittenNumber(key);
    const { name, jsonName, hasPresence, isRequired, oneof, doc } = field;
    const single = {
      doc,
      default: undefined,
      name,
      jsonName,
      hasPresence,
      isRequired,
      oneof,
      isRepeated: false,
      isPacked: false,
      isGroup: false,
    };
    const keyField = { ...single, number: 1, type, message: null, enumeration: null, mapKey: null };
    writeField(entry, keyField, read, at, depth);
    const { message, enumeration } = field;
    writeField(entry, { ...single, number: 2, type: field.type, message, enumeration, mapKey: null }, item, at, depth);
    tag(out, field.number, 2).uvarint(entry.length).raw(entry.bytes());
  }
}

function writeField(out: ByteWriter, field: ProtoField, value: unknown, path: string, depth: number): void {
  const { message } = field;
  if (message) {
    const bytes = protoBytes(message, value, path, depth + 1);
    if (field.isGroup) tag(tag(out, field.number, 3).raw(bytes), field.number, 4);
    else tag(out, field.number, 2).uvarint(bytes.length).raw(bytes);
    return;
  }
  tag(out, field.number, wireOf(field.type));
  writeScalar(out, field, value, path);
}

function tag(out: ByteWriter, number: number, wire: number): ByteWriter {
  return out.uvarint(number * 8 + wire);
}

function wireOf(type: string): number {
  if (type === "string" || type === "bytes") return 2;
  if (type === "double" || type.endsWith("fixed64")) return 1;
  return type === "float" || type.endsWith("fixed32") ? 5 : 0;
}

function writeScalar(out: ByteWriter, { type, enumeration }: ProtoField, value: unknown, path: string): void {
  switch (type) {
    case "string":
      if (typeof value !== "string") throw wrong(path, "a text", value);
      out.uvarint(Buffer.byteLength(value)).raw(Buffer.from(value));
      return;
    case "bytes": {
      const bytes = bytesOf(value) ?? bytesOf({ $bytes: value });
      if (!bytes) throw wrong(path, "base64", value);
      out.uvarint(bytes.length).raw(bytes);
      return;
    }
    case "bool":
      if (typeof value !== "boolean") throw wrong(path, "true or false", value);
      out.uint8(value ? 1 : 0);
      return;
    case "double":
    case "float": {
      const number = doubleOf(value);
      if (number === null) throw wrong(path, "a number", value);
      if (type === "double") out.doubleLE(number);
      else out.floatLE(number);
      return;
    }
    case "enum": {
      const number = typeof value === "string" ? enumeration?.numbers.get(value) : integerOf(value);
      if (number === undefined || number === null)
        throw wrong(path, `one of ${[...(enumeration?.numbers.keys() ?? [])].slice(0, 20).join(", ")}`, value);
      out.uvarint(BigInt.asIntN(64, BigInt(number)));
      return;
    }
    default:
      writeInteger(out, type, value, path);
  }
}

function writeInteger(out: ByteWriter, type: string, value: unknown, path: string): void {
  const number = integerOf(value);
  if (number === null) throw wrong(path, "a whole number", value);
  const bits = type.endsWith("32") ? 32 : 64;
  const isUnsigned = type.startsWith("uint") || type.startsWith("fixed");
  if ((isUnsigned ? BigInt.asUintN(bits, number) : BigInt.asIntN(bits, number)) !== number)
    throw new Misfit(path, `does not fit ${isUnsigned ? "an unsigned" : "a signed"} integer of ${bits} bits`);
  if (type.startsWith("sint")) out.varint(number);
  else if (type === "fixed64" || type === "sfixed64") out.uint64LE(number);
  else if (type === "fixed32" || type === "sfixed32") out.uint32LE(Number(number));
  else out.uvarint(number);
}

/** A well-known type's JSON form as an object with its fields. */
function unfolded(name: string, value: unknown, path: string): unknown {
  if (isWrapper(name)) return isPlainObject(value) && Object.keys(value)[0] === "value" ? value : { value };
  switch (name) {
    case "google.protobuf.Timestamp":
      return typeof value === "string" ? timestampParts(value, path) : value;
    case "google.protobuf.Duration":
      return typeof value === "string" ? durationParts(value, path) : value;
    case "google.protobuf.FieldMask":
      return typeof value === "string" ? { paths: value === "" ? [] : value.split(",") } : value;
    case "google.protobuf.Struct":
      return isPlainObject(value) ? { fields: value } : value;
    case "google.protobuf.ListValue":
      return Array.isArray(value) ? { values: value } : value;
    case "google.protobuf.Value":
      return valueParts(value);
    case "confluent.type.Decimal":
      return decimalParts(value);
    default:
      return value;
  }
}

function timestampParts(text: string, path: string): unknown {
  const [, whole = "", part = "", zone = "Z"] =
    /^(.*T\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
  const ms = Date.parse(`${whole}${zone}`);
  if (Number.isNaN(ms)) throw new Misfit(path, "must be a time such as 2026-07-14T09:45:00Z");
  return { seconds: ms / 1000, nanos: Number(part.padEnd(9, "0")) };
}

function durationParts(text: string, path: string): unknown {
  const [, sign, seconds, part = ""] = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/.exec(text) ?? [];
  if (seconds === undefined) throw new Misfit(path, "must be a duration such as 1.5s");
  const factor = sign === "-" ? -1 : 1;
  return { seconds: factor * Number(seconds) || 0, nanos: factor * Number(part.padEnd(9, "0")) || 0 };
}

function valueParts(value: unknown): unknown {
  if (value === null) return { nullValue: "NULL_VALUE" };
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (Array.isArray(value)) return { listValue: value };
  return isPlainObject(value) ? { structValue: value } : { numberValue: value };
}

function decimalParts(value: unknown): unknown {
  const text = decimalOf(value);
  if (text === null) return value;
  const [whole = "0", part = ""] = text.split(".");
  const unscaled = BigInt(`${whole}${part}`);
  let length = 1;
  while (BigInt.asIntN(length * 8, unscaled) !== unscaled) length++;
  const hex = BigInt.asUintN(length * 8, unscaled)
    .toString(16)
    .padStart(length * 2, "0");
  const digits = unscaled.toString().replace("-", "").length;
  return { value: { $bytes: Buffer.from(hex, "hex").toString("base64") }, precision: digits, scale: part.length };
}

function wrong(path: string, wanted: string, value: unknown): Misfit {
  return new Misfit(path, `must be ${wanted}, not ${kindOf(value)}`);
}
