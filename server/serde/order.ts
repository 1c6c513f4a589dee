import { isUtf8 } from "node:buffer";
import { avroContainer } from "./avro-container.ts";
import { binary } from "./binary.ts";
import { bySchema, registered, schemaFormats } from "./by-schema.ts";
import { cbor } from "./cbor.ts";
import type { Format, FormatReading, Place } from "./format.ts";
import { gzipWrapped } from "./gzip-wrapped.ts";
import { anyJson, json } from "./json.ts";
import { isKafkaInternal, kafkaInternal } from "./kafka-internal.ts";
import { isMirrorTopic, mirrorMaker } from "./mirror-maker.ts";
import { msgpack } from "./msgpack.ts";
import { numbers } from "./numbers.ts";
import { protobufRaw } from "./proto-raw.ts";
import { smile } from "./smile.ts";
import { text } from "./text.ts";
import { base64, hex, uuid } from "./written-bytes.ts";
import { xml } from "./xml.ts";

/**
 * The order in which formats are tried unasked; the last one takes everything. What names its schema is asked first: its
 * payload may look like anything. A container says what it is and is asked before text, which its beginning would pass for; what
 * could be anything comes last.
 */
const inner: readonly Format[] = [json, xml, avroContainer, smile, text, msgpack(false), cbor(false), binary];
const gzip = gzipWrapped(readInflated);
const order: readonly Format[] = [
  registered,
  json,
  xml,
  avroContainer,
  smile,
  text,
  gzip,
  msgpack(false),
  cbor(false),
  binary,
];
const kafkaOrder: readonly Format[] = [kafkaInternal, ...order];
const mirrorOrder: readonly Format[] = [mirrorMaker, ...order];
/** Headers are words: nothing is tried on them that has to be guessed. */
const headerOrder: readonly Format[] = [json, text, binary];

/** What a key or value can be read as when somebody asks for it by name. */
const askable: readonly Format[] = [
  anyJson,
  text,
  xml,
  ...Object.keys(schemaFormats).map((name) => bySchema(name as keyof typeof schemaFormats)),
  avroContainer,
  smile,
  protobufRaw,
  gzip,
  msgpack(true),
  cbor(true),
  kafkaInternal,
  mirrorMaker,
  ...numbers,
  uuid,
  hex,
  base64,
  binary,
];
const byName = new Map(askable.map((format) => [format.name, format]));
/** Asked for, these show the bytes themselves or nothing. */
const verbatim = new Set(["auto", "json", "json-schema", "text", "xml", "binary", "base64"]);

export const formatNames: readonly string[] = [...byName.keys()];

/** The formats to try, first to last: the one that was asked for, then those that are tried unasked. */
export function formatsFor(place: Place, wanted: string): readonly Format[] {
  if (place.part === "header") return headerOrder;
  const unasked = isKafkaInternal(place.topic) ? kafkaOrder : isMirrorTopic(place.topic) ? mirrorOrder : order;
  const asked = byName.get(wanted);
  return asked ? [asked, ...unasked.filter(({ name }) => name !== asked.name)] : unasked;
}

/** What was wrapped, by the first format that reads it, which stays part of the name. */
function readInflated(bytes: Buffer, _utf8: boolean, place: Place): FormatReading {
  const utf8 = isUtf8(bytes);
  for (const format of inner) {
    const reading = format.read(bytes, utf8, place);
    if (reading.ok)
      return "text" in reading
        ? { ...reading, as: `gzip+${format.name}` }
        : { ...reading, bytes, as: `gzip+${format.name}` };
  }
  return { ok: false, reason: "nothing reads what is in it" };
}

/**
 * Whether some format could write a text that is not the bytes themselves, told from how they begin at `start`. False is
 * sure: then what is not in the bytes is not in the text. `hasRegistry` = bytes that name a schema are read by it.
 */
export function mayBeRewritten(payload: Buffer, start: number, hasRegistry = false): boolean {
  const first = payload[start] ?? 0;
  if (hasRegistry && first === 0) return true;
  // plain text, or `Obj` 01 of a container, or `:)` of Smile
  if (first < 0x80)
    return (
      first === 0x1f ||
      (first === 0x4f && payload[start + 1] === 0x62 && payload[start + 3] === 0x01) ||
      (first === 0x3a && payload[start + 1] === 0x29 && payload[start + 2] === 0x0a)
    );
  // maps and arrays of MessagePack and CBOR, and CBOR that says what it is; else the beginning of a character or just bytes
  return first < 0xc0 || first === 0xd9 || (first >= 0xdc && first <= 0xdf);
}

/** The same for whole topics and for formats that were asked for: true = every record has to be decoded. */
export function isAlwaysRewritten(topic: string, wanted: string): boolean {
  return isKafkaInternal(topic) || isMirrorTopic(topic) || !verbatim.has(wanted);
}
