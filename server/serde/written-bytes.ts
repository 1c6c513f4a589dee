import type { Format } from "./format.ts";

/** Sixteen bytes as a UUID is written. */
export const uuid: Format = {
  name: "uuid",
  read(bytes) {
    if (bytes.length !== 16) return { ok: false, reason: `it has ${bytes.length} bytes, not 16` };
    const text = bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    return { ok: true, text, syntax: "text" };
  },
};

export const hex: Format = {
  name: "hex",
  read: (bytes) => ({ ok: true, text: bytes.toString("hex"), syntax: "text" }),
};

/** Any bytes, text as well. */
export const base64: Format = {
  name: "base64",
  read: () => ({ ok: true, encoding: "base64", syntax: "bytes" }),
};
