import type { Format } from "./format.ts";

/** Whatever nothing else can read. */
export const binary: Format = {
  name: "binary",
  read: () => ({ ok: true, encoding: "base64", syntax: "bytes" }),
};
