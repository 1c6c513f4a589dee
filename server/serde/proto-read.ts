import { isUtf8 } from "node:buffer";
import { floatText } from "./avro-read.ts";
import { Budget } from "./budget.ts";
import { ByteReader } from "./byte-reader.ts";
import { bytesText, numberText } from "./json-pieces.ts";
import { rawValue, wireBytes, wireGroup, wireTag } from "./proto-raw.ts";
import type { ProtoField, ProtoMessage, ProtoSchema } from "./proto-schema.ts";
import { wellKnown } from "./proto-well-known.ts";
import { Refusal } from "./refusal.ts";

const mostDepth = 100;

/**
 * A message as JSON text: fields by the names of the .proto, in its order; integers with all digits, enums by name, bytes as
 * `{"$bytes": base64}`, Google's well-known types as their JSON mapping has them. What has no presence and is absent is its
 * default, as every reader would have it; what has is left out. Fields the schema does not have stand at the end, by number.
 *
 * @throws Refusal
 */
export function protoText(schema: ProtoSchema, message: ProtoMessage, bytes: Buffer): string {
  return new ProtoReader(schema, bytes.length).message(message, bytes, 0);
}

/** How many of the fields that bytes hold are the message's own; of none a wrong message is to be suspected. */
export function knownFields(message: ProtoMessage, bytes: Buffer): { known: number; unknown: number } {
  const reader = new ByteReader(bytes);
  const budget = new Budget(bytes.length);
  const counts = { known: 0, unknown: 0 };
  while (reader.left > 0) {
    const tag = wireTag(reader);
    const field = message.byNumber.get(tag.number);
    if (field && fits(field, tag.wire)) counts.known++;
    else counts.unknown++;
    rawValue(reader, tag, budget, 0);
  }
  return counts;
}

const wires: Record<string, number> = {
  ...{ int32: 0, int64: 0, uint32: 0, uint64: 0, sint32: 0, sint64: 0, bool: 0, enum: 0 },
  ...{ fixed64: 1, sfixed64: 1, double: 1, fixed32: 5, sfixed32: 5, float: 5 },
  ...{ string: 2, bytes: 2, message: 2 },
};

function wireOf(field: ProtoField): number {
  return field.isGroup ? 3 : (wires[field.type] ?? -1);
}

function fits(field: ProtoField, wire: number): boolean {
  if (field.mapKey !== null) return wire === 2;
  const own = wireOf(field);
  // numbers of a list may come packed, whatever the schema says
  return wire === own || (field.isRepeated && wire === 2 && own !== 2 && own !== 3);
}

/** What was found of a field: texts of its values, or the parts of a message that are one when put together. */
type Found = { texts: string[]; parts: Buffer[]; entries: Map<string, string> | null };

class ProtoReader {
  readonly #schema: ProtoSchema;
  readonly #budget: Budget;

  constructor(schema: ProtoSchema, byteCount: number) {
    this.#schema = schema;
    this.#budget = new Budget(byteCount);
  }

  message(message: ProtoMessage, bytes: Buffer, depth: number): string {
    if (depth > mostDepth) throw new Refusal(`it is nested more than ${mostDepth} deep`);
    const found = new Map<number, Found>();
    const others = new Map<number, string[]>();
    const reader = new ByteReader(bytes);
    while (reader.left > 0) {
      const tag = wireTag(reader);
      const field = message.byNumber.get(tag.number);
      if (field && fits(field, tag.wire)) {
        if (field.oneof !== null) forgetSiblings(message, field, found);
        let one = found.get(field.number);
        if (!one) {
          one = { texts: [], parts: [], entries: field.mapKey === null ? null : new Map() };
          found.set(field.number, one);
        }
        this.#take(field, reader, tag.wire, one, depth);
      } else {
        const before = others.get(tag.number) ?? [];
        before.push(rawValue(reader, tag, this.#budget, 0));
        others.set(tag.number, before);
      }
    }
    return this.#text(message, found, others, depth);
  }

  #text(message: ProtoMessage, found: Map<number, Found>, others: Map<number, string[]>, depth: number): string {
    const known = wellKnown(message.name, {
      schema: this.#schema,
      value: (number) => {
        const field = message.byNumber.get(number);
        const one = found.get(number);
        return field ? this.#value(field, one, depth) : null;
      },
      has: (number) => found.has(number),
      read: (inner, bytes) => this.message(inner, bytes, depth + 1),
    });
    if (known !== null && others.size === 0) return this.#budget.spend(known);
    const entries: string[] = [];
    for (const field of message.fields) {
      const text = this.#value(field, found.get(field.number), depth);
      if (text !== null) entries.push(`${this.#budget.spend(JSON.stringify(field.name))}:${text}`);
    }
    for (const [number, all] of others) entries.push(`"${number}":${all.length === 1 ? all[0] : `[${all.join(",")}]`}`);
    return `{${entries.join(",")}}`;
  }

  /** null = it is absent and has no default to stand for it */
  #value(field: ProtoField, one: Found | undefined, depth: number): string | null {
    if (field.mapKey !== null)
      return `{${[...(one?.entries ?? [])].map(([key, value]) => `${key}:${value}`).join(",")}}`;
    if (field.isRepeated) return `[${one?.texts.join(",") ?? ""}]`;
    if (!one) return field.hasPresence ? null : defaultText(field);
    if (one.parts.length > 0 && field.message) {
      const [first] = one.parts;
      const whole = one.parts.length === 1 && first ? first : Buffer.concat(one.parts);
      return this.message(field.message, whole, depth + 1);
    }
    return one.texts.at(-1) ?? null;
  }

  #take(field: ProtoField, reader: ByteReader, wire: number, into: Found, depth: number): void {
    if (into.entries) {
      this.#entry(field, wireBytes(reader), into.entries, depth);
      return;
    }
    if (field.message) {
      const bytes = field.isGroup ? wireGroup(reader, field.number, depth) : wireBytes(reader);
      if (field.isRepeated) into.texts.push(this.message(field.message, bytes, depth + 1));
      else into.parts.push(bytes);
      return;
    }
    if (wire === 2 && wireOf(field) !== 2) {
      const packed = new ByteReader(wireBytes(reader));
      while (packed.left > 0) into.texts.push(this.#scalar(field, packed));
      return;
    }
    const text = this.#scalar(field, reader);
    if (field.isRepeated) into.texts.push(text);
    else into.texts[0] = text;
  }

  /** An entry of a map is a message of a key and a value; of several with one key the last counts. */
  #entry(field: ProtoField, bytes: Buffer, into: Map<string, string>, depth: number): void {
    const reader = new ByteReader(bytes);
    const keyField: ProtoField = { ...plain(field), type: field.mapKey ?? "string", message: null, enumeration: null };
    let key = defaultText(keyField);
    let value: string | null = null;
    while (reader.left > 0) {
      const { number, wire } = wireTag(reader);
      if (number === 1 && wire === wireOf(keyField)) key = this.#scalar(keyField, reader);
      else if (number === 2 && wire === wireOf(plain(field)))
        value = field.message ? this.message(field.message, wireBytes(reader), depth + 1) : this.#scalar(field, reader);
      else rawValue(reader, { number, wire }, this.#budget, 0);
    }
    const name = key.startsWith('"') ? key : JSON.stringify(key);
    into.set(
      name,
      value ?? (field.message ? this.message(field.message, Buffer.alloc(0), depth + 1) : defaultText(field)),
    );
  }

  #scalar(field: ProtoField, reader: ByteReader): string {
    return this.#budget.spend(scalarText(field, reader));
  }
}

/** The value's side of a map's field. */
function plain(field: ProtoField): ProtoField {
  const { name, jsonName, number, type, enumeration, hasPresence, isRequired, oneof, doc } = field;
  const rest = { name, jsonName, number, type, enumeration, hasPresence, isRequired, oneof, doc, default: undefined };
  return { ...rest, message: field.message, isRepeated: false, mapKey: null, isPacked: false, isGroup: false };
}

function forgetSiblings(message: ProtoMessage, { oneof, number }: ProtoField, found: Map<number, Found>): void {
  for (const one of found.keys()) if (one !== number && message.byNumber.get(one)?.oneof === oneof) found.delete(one);
}

function scalarText({ type, enumeration }: ProtoField, reader: ByteReader): string {
  switch (type) {
    case "int32":
    case "int64":
      return BigInt.asIntN(type === "int32" ? 32 : 64, reader.uvarint64()).toString();
    case "uint32":
    case "uint64":
      return BigInt.asUintN(type === "uint32" ? 32 : 64, reader.uvarint64()).toString();
    case "sint32":
    case "sint64":
      return reader.varint64().toString();
    case "bool":
      return reader.uvarint64() === 0n ? "false" : "true";
    case "enum": {
      const number = Number(BigInt.asIntN(32, reader.uvarint64()));
      const name = enumeration?.names.get(number);
      return name === undefined ? String(number) : JSON.stringify(name);
    }
    case "fixed64":
      return reader.bytes.readBigUInt64LE(reader.pass(8)).toString();
    case "sfixed64":
      return reader.bytes.readBigInt64LE(reader.pass(8)).toString();
    case "double":
      return numberText(reader.bytes.readDoubleLE(reader.pass(8)));
    case "fixed32":
      return String(reader.bytes.readUInt32LE(reader.pass(4)));
    case "sfixed32":
      return String(reader.bytes.readInt32LE(reader.pass(4)));
    case "float":
      return floatText(reader.bytes.readFloatLE(reader.pass(4)));
    case "string": {
      const bytes = wireBytes(reader);
      return isUtf8(bytes) ? JSON.stringify(bytes.toString("utf8")) : bytesText(bytes);
    }
    default:
      return bytesText(wireBytes(reader));
  }
}

function defaultText({ type, enumeration }: ProtoField): string {
  switch (type) {
    case "string":
      return '""';
    case "bytes":
      return '{"$bytes":""}';
    case "bool":
      return "false";
    case "enum": {
      const name = enumeration?.names.get(0);
      return name === undefined ? "0" : JSON.stringify(name);
    }
    default:
      return "0";
  }
}
