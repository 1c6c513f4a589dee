/** Where bytes stand: some topics are Kafka's own, and there a value is read by what its key says. */
export type Place = { topic: string; part: "key" | "value" | "header"; key: Buffer | null };

/** What a text is; `bytes` is base64. */
export type Syntax = "json" | "xml" | "text" | "bytes";

/**
 * `encoding` = the text is the very bytes: `utf8` their characters, `base64` any bytes. `text` = written anew from what the
 * bytes mean. `bytes` = those to show instead, where others were wrapped in them; `as` = a more exact name of the format, as `gzip+json`.
 */
export type FormatReading =
  | { ok: true; encoding: "utf8" | "base64"; syntax: Syntax; bytes?: Buffer; as?: string }
  | { ok: true; text: string; syntax: Syntax; as?: string }
  | { ok: false; reason: string };

/** One way to read bytes. `utf8` says that the bytes are valid UTF-8, which is checked once for all formats. */
export type Format = {
  readonly name: string;
  read(bytes: Buffer, utf8: boolean, place: Place): FormatReading;
};
