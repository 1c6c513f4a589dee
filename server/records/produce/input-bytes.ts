import { isBase64 } from "../../../lib/api/base64.ts";
import type { FieldError } from "../../../lib/api/error.ts";
import type { RecordInput } from "../../../lib/api/produce.ts";
import type { Decoding } from "../../serde/decoding.ts";
import { encoded, type SchemaChoice, schemaChoice, type Written, writableFormats } from "../../serde/encode.ts";
import type { Place } from "../../serde/format.ts";
import { Misfit } from "../../serde/misfit.ts";

export type Part = Place["part"];
type Fault = { path: string; errors: FieldError[] };
/** The bytes of a key, value or header as somebody wrote it; what is wrong with it is added to `errors`. */
export type InputBytes = (input: RecordInput | undefined, part: Part, fault: Fault) => Buffer | null;
type Inputs = {
  key?: RecordInput | undefined;
  value?: RecordInput | undefined;
  headers?: readonly { value?: RecordInput | undefined }[] | undefined;
};

/** Fetches the schemas that inputs are to be written by, each once; with them the rest is done at once. */
export async function inputBytes(
  topic: string,
  records: readonly Inputs[],
  decoding: Decoding | null,
): Promise<InputBytes> {
  const topicDecoding = decoding?.of(topic) ?? null;
  const choiceOf = (written: Written, part: Part): SchemaChoice | null =>
    schemaChoice(written, { topic, part, key: null, decoding: topicDecoding });
  const refs = new Set<string>();
  for (const { key, value, headers = [] } of records) {
    const all: [RecordInput | undefined, Part][] = [
      [key, "key"],
      [value, "value"],
      ...headers.map((header): [RecordInput | undefined, Part] => [header.value, "header"]),
    ];
    for (const [input, part] of all) {
      const choice = isWritten(input) ? choiceOf(input, part) : null;
      if (choice) refs.add(choice.ref);
    }
  }
  const none = { ok: false, reason: "no schema registry is configured for this cluster" } as const;
  const found = new Map(
    await Promise.all([...refs].map(async (ref) => [ref, (await decoding?.schema(ref)) ?? none] as const)),
  );
  return (input, part, { path, errors }) => {
    if (input === undefined || input === null) return null;
    if (typeof input === "string") return Buffer.from(input);
    if (!isWritten(input)) {
      if (!isBase64(input.text)) errors.push({ path: `${path}.text`, message: "must be base64" });
      return Buffer.from(input.text, "base64");
    }
    if (!writableFormats.includes(input.format)) {
      errors.push({ path: `${path}.format`, message: `must be one of ${writableFormats.join(", ")}` });
      return null;
    }
    const choice = choiceOf(input, part);
    try {
      return encoded(input, choice, choice ? (found.get(choice.ref) ?? none) : null);
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      const at = error.path.replace(/^\./, "");
      errors.push({ path: `${path}.text`, message: at === "" ? error.message : `${at} ${error.message}` });
      return null;
    }
  };
}

function isWritten(input: RecordInput | undefined): input is Exclude<RecordInput, null | string> & Written {
  return typeof input === "object" && input !== null && "format" in input;
}
