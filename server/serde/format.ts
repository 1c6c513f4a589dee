import type { TopicDecoding } from "./decoding.ts";

/**
 * Where bytes stand: some topics are Kafka's own, and there a value is read by what its key says. `schemaHeader` = the record's
 * header that names the schema of this part, where it has one.
 */
export type Place = {
  topic: string;
  part: "key" | "value" | "header";
  key: Buffer | null;
  decoding?: TopicDecoding | null | undefined;
  schemaHeader?: Buffer | null | undefined;
};

/** What a text is; `bytes` is base64. */
export type Syntax = "json" | "xml" | "text" | "bytes";

/** The schema that was read by, as a message tells it. */
export type ReadSchema = {
  id: number;
  subject: string | null;
  version: number | null;
  type: string;
  message?: string;
};

/** `as` = a more exact name of the format, as `gzip+json`; `why` = what it was chosen by, where that is worth a word. */
type Read = { ok: true; syntax: Syntax; as?: string; schema?: ReadSchema | null; why?: string };

/**
 * `encoding` = the text is the very bytes: `utf8` their characters, `base64` any bytes. `text` = written anew from what the
 * bytes mean. `bytes` = those to show instead, where others were wrapped in them. A `silent` refusal is not worth telling.
 */
export type FormatReading =
  | (Read & { encoding: "utf8" | "base64"; bytes?: Buffer })
  | (Read & { text: string })
  | { ok: false; reason: string; silent?: boolean };

/** One way to read bytes. `utf8` says that the bytes are valid UTF-8, which is checked once for all formats. */
export type Format = {
  readonly name: string;
  read(bytes: Buffer, utf8: boolean, place: Place): FormatReading;
};
