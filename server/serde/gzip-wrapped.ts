import { gunzipSync } from "node:zlib";
import type { Format, FormatReading } from "./format.ts";

/** What is inflated at most, bytes: a value that is larger inside is shown as it is stored. */
const mostInflated = 32 * 1024 * 1024;

/**
 * A value that its producer compressed itself, read by the first of `inner` that can; the name is then as `gzip+json`.
 * `inner` gets the inflated bytes.
 */
export function gzipWrapped(inner: Format["read"]): Format {
  return {
    name: "gzip",
    read(bytes, _utf8, place): FormatReading {
      if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { ok: false, reason: "it does not begin with 1f 8b" };
      let inflated: Buffer;
      try {
        inflated = gunzipSync(bytes, { maxOutputLength: mostInflated });
      } catch (error) {
        const isLarge = (error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE";
        return {
          ok: false,
          reason: isLarge ? "it inflates to more than 32 MiB" : `it cannot be inflated: ${(error as Error).message}`,
        };
      }
      return inner(inflated, false, place);
    },
  };
}
