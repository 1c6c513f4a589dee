import type { FieldError } from "../../../lib/api/error.ts";
import type { RecordInput } from "../../../lib/api/produce.ts";
import type { Decoding } from "../../serde/decoding.ts";
import { type SchemaChoice, schemaChoice, type Written, writableFormats } from "../../serde/encode.ts";
import type { Place } from "../../serde/format.ts";
import type { Encoded, ToEncode } from "../scan-messages.ts";
import { encodeAway } from "../scan-pool.ts";
import { encodeHere } from "./encode-here.ts";

export type Part = Place["part"];
type Fault = { path: string; errors: FieldError[] };
/** The bytes of a key, value or header as somebody wrote it; what is wrong with it is added to `errors`. */
export type InputBytes = (input: RecordInput | undefined, fault: Fault) => Buffer | null;
type FormatInput = Extract<RecordInput, { format: string }> & Written;
type Inputs = {
  key?: RecordInput | undefined;
  value?: RecordInput | undefined;
  headers?: readonly { value?: RecordInput | undefined }[] | undefined;
};

/** Characters to be encoded that the thread which serves encodes by itself: some milliseconds. Beyond it a worker does. */
const mostHere = 16 * 1024;
/** what each text costs besides, in characters */
const perText = 64;
const noRegistry = { ok: false, reason: "no schema registry is configured for this cluster" } as const;

/** Encodes all inputs that say a format, each by its schema; what is left of the work is done at once. */
export async function inputBytes(
  topic: string,
  records: readonly Inputs[],
  decoding: Decoding | null,
): Promise<InputBytes> {
  const topicDecoding = decoding?.of(topic) ?? null;
  const inputs: FormatInput[] = [];
  const texts: ToEncode[] = [];
  /** which of the schemas each is */
  const refs = new Map<SchemaChoice["ref"], number>();
  const add = (input: RecordInput | undefined, part: Part): void => {
    if (!isWritten(input) || !writableFormats.includes(input.format)) return;
    const choice = schemaChoice(input, { topic, part, key: null, decoding: topicDecoding });
    if (choice && !refs.has(choice.ref)) refs.set(choice.ref, refs.size);
    inputs.push(input);
    texts.push({ written: input, choice, found: choice ? (refs.get(choice.ref) ?? null) : null });
  };
  for (const { key, value, headers = [] } of records) {
    add(key, "key");
    add(value, "value");
    for (const header of headers) add(header.value, "header");
  }
  const schemas = await Promise.all([...refs.keys()].map(async (ref) => (await decoding?.schema(ref)) ?? noRegistry));
  const isMuch = texts.reduce((sum, { written }) => sum + written.text.length + perText, 0) > mostHere;
  const away = isMuch ? await encodeAway({ texts, schemas }) : null;
  const made = away ?? texts.map((text) => encodeHere(text, schemas));
  return reader(new Map(inputs.map((input, i) => [input, made[i]])));
}

function reader(made: ReadonlyMap<FormatInput, Encoded | undefined>): InputBytes {
  return (input, { path, errors }) => {
    if (input === undefined || input === null) return null;
    if (typeof input === "string") return Buffer.from(input);
    if (!isWritten(input)) return Buffer.from(input.text, "base64");
    const encoded = made.get(input);
    if (encoded === undefined) {
      errors.push({ path: `${path}.format`, message: `must be one of ${writableFormats.join(", ")}` });
      return null;
    }
    if ("bytes" in encoded) {
      const { buffer, byteOffset, byteLength } = encoded.bytes;
      return Buffer.from(buffer, byteOffset, byteLength);
    }
    const at = encoded.path.replace(/^\./, "");
    const { message } = encoded;
    errors.push({ path: `${path}.text`, message: at === "" ? message : `${at} ${message}` });
    return null;
  };
}

function isWritten(input: RecordInput | undefined): input is FormatInput {
  return typeof input === "object" && input !== null && "format" in input;
}
