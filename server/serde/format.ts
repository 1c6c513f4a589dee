/**
 * One way to read bytes. `utf8` says that the bytes are valid UTF-8, which is checked once for all formats.
 * A format that takes them must be able to show them as they are: `utf8` = the text of the bytes, exactly; `base64` = any bytes.
 */
export type Format = {
  readonly name: string;
  read(bytes: Buffer, utf8: boolean): { ok: true; encoding: "utf8" | "base64" } | { ok: false; reason: string };
};
