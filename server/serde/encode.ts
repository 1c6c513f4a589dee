import { gzipSync } from "node:zlib";
import { isBase64 } from "../../lib/api/base64.ts";
import type { FoundSchema, Schema, SchemaRef } from "../schemas/schema.ts";
import { schemaRef } from "../schemas/schema.ts";
import { avroBytes } from "./avro-write.ts";
import { schemaFormats } from "./by-schema.ts";
import { avroOf, protoOf } from "./compiled-schema.ts";
import type { Place } from "./format.ts";
import { cborItems, itemBytes, msgpackItems } from "./item-writers.ts";
import { parseForWriting } from "./json-for-writing.ts";
import { checkJson } from "./json-schema-check.ts";
import { Misfit } from "./misfit.ts";
import { protoBytes } from "./proto-write.ts";
import { Refusal } from "./refusal.ts";
import { framed, writtenIndexes } from "./schema-frame.ts";
import { numberBytes, numberNames } from "./write-numbers.ts";
import { xml } from "./xml.ts";

/** Text to be written in a format; the last four are for those that have a schema. */
export type Written = {
  format: string;
  text: string;
  subject?: string | undefined;
  version?: number | undefined;
  schemaId?: number | undefined;
  message?: string | undefined;
};

type Encoder = (text: string) => Buffer;

const plain: Record<string, Encoder> = {
  text: (text) => Buffer.from(text),
  json(text) {
    jsonOf(text, JSON.parse);
    return Buffer.from(text);
  },
  xml(text) {
    const bytes = Buffer.from(text);
    const reading = xml.read(bytes, true, { topic: "", part: "value", key: null });
    if (!reading.ok) throw new Misfit("", `must be XML: ${reading.reason}`);
    return bytes;
  },
  binary: base64Bytes,
  base64: base64Bytes,
  hex(text) {
    const digits = text.replace(/\s/g, "");
    if (digits.length % 2 === 1 || /[^0-9a-f]/i.test(digits))
      throw new Misfit("", "must be hex: two digits of 0-9 and a-f for each byte");
    return Buffer.from(digits, "hex");
  },
  uuid(text) {
    const digits = text.trim().replaceAll("-", "");
    if (!/^[0-9a-fA-F]{32}$/.test(digits)) throw new Misfit("", "must be a UUID");
    return Buffer.from(digits, "hex");
  },
  msgpack: (text) => itemBytes(msgpackItems, jsonOf(text, parseForWriting)),
  cbor: (text) => itemBytes(cborItems, jsonOf(text, parseForWriting)),
};
for (const name of numberNames) plain[name] = (text) => numberBytes(name, text);

const gzipPrefix = "gzip+";

/** What can be written, by name; `gzip` wraps text, `gzip+…` what follows. */
export const writableFormats: readonly string[] = [
  ...Object.keys(plain),
  ...Object.keys(schemaFormats),
  "gzip",
  ...["json", "xml", "msgpack", "cbor", "binary"].map((name) => `${gzipPrefix}${name}`),
];

/** How the schema of a text is to be found and put before it. `isFramed` = the bytes name it. */
export type SchemaChoice = { ref: SchemaRef; isFramed: boolean; message: string | undefined };

/** The schema a text is to be written by; null where its format has none. Without a word it is the latest of the topic's subject. */
export function schemaChoice(written: Written, { topic, part, decoding }: Place): SchemaChoice | null {
  if (!Object.hasOwn(schemaFormats, written.format)) return null;
  const { subject, version, schemaId, message } = written;
  if (schemaId !== undefined) return { ref: schemaRef.id(schemaId), isFramed: true, message };
  if (subject !== undefined) {
    const ref = version === undefined ? schemaRef.latest(subject) : schemaRef.version(subject, version);
    return { ref, isFramed: true, message };
  }
  const given = part === "header" ? null : decoding?.given[part];
  // written as it is read: what a rule gives a schema for does not name one
  if (given?.format === written.format && given.schema !== undefined)
    return { ref: given.schema, isFramed: false, message: message ?? given.message };
  if (part === "header") return null;
  const own = `${topic}-${part}`;
  return {
    ref: version === undefined ? schemaRef.latest(own) : schemaRef.version(own, version),
    isFramed: true,
    message,
  };
}

/**
 * Text as the bytes of its format. `found` = what became of looking for its schema, where it has one.
 *
 * @throws Misfit at what is wrong in the text
 */
export function encoded(written: Written, choice: SchemaChoice | null, found: FoundSchema | null): Buffer {
  const { format, text } = written;
  const encoder = Object.hasOwn(plain, format) ? plain[format] : undefined;
  if (encoder) return encoder(text);
  if (format === "gzip") return gzipSync(Buffer.from(text));
  if (format.startsWith(gzipPrefix) && writableFormats.includes(format))
    return gzipSync(encoded({ format: format.slice(gzipPrefix.length), text }, null, null));
  if (!Object.hasOwn(schemaFormats, format)) throw new Misfit("", `cannot be written as ${format.slice(0, 40)}`);
  if (!choice || !found) throw new Misfit("", "needs a schema: name its subject or schemaId");
  if (!found.ok) throw new Misfit("", `cannot be written: ${found.reason}`);
  try {
    return bySchema(format as keyof typeof schemaFormats, text, found.schema, choice);
  } catch (error) {
    if (error instanceof Refusal) throw new Misfit("", `cannot be written: ${error.message}`);
    if (error instanceof RangeError) throw new Misfit("", "is nested too deep");
    throw error;
  }
}

function bySchema(format: keyof typeof schemaFormats, text: string, schema: Schema, choice: SchemaChoice): Buffer {
  if (schema.type !== schemaFormats[format])
    throw new Misfit("", `cannot be written as ${format}: the schema is of type ${schema.type}`);
  const frame = (payload: Buffer): Buffer => {
    if (!choice.isFramed) return payload;
    if (schema.id === null) throw new Misfit("", "cannot be written: the registry did not tell the schema's id");
    return framed(schema.id, payload);
  };
  if (format === "json-schema") {
    checkJson(schema, jsonOf(text, JSON.parse));
    return frame(Buffer.from(text));
  }
  const value = jsonOf(text, parseForWriting);
  if (format === "avro") return frame(avroBytes(avroOf(schema), value));
  const proto = protoOf(schema);
  const indexes = choice.message === undefined ? [0] : proto.indexesOf(choice.message);
  const bytes = protoBytes(proto.at(indexes), value);
  return frame(choice.isFramed ? Buffer.concat([writtenIndexes(indexes), bytes]) : bytes);
}

function jsonOf(text: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof RangeError) throw new Misfit("", "is nested too deep");
    if (error instanceof SyntaxError) throw new Misfit("", "must be JSON");
    throw error;
  }
}

function base64Bytes(text: string): Buffer {
  if (!isBase64(text)) throw new Misfit("", "must be base64");
  return Buffer.from(text, "base64");
}
