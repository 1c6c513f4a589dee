import { ByteReader } from "./byte-reader.ts";
import type { Format } from "./format.ts";
import { Refusal } from "./refusal.ts";

/**
 * A binary format of one nested item, written as JSON. Asked for by name anything is tried, unasked only what `looksLikeMap`
 * takes; the item has to end where the bytes do.
 */
export function nestedItems(
  name: string,
  isAsked: boolean,
  looksLikeMap: (bytes: Buffer) => boolean,
  item: (reader: ByteReader, depth: number) => string,
): Format {
  return {
    name,
    read(bytes) {
      if (!isAsked && !looksLikeMap(bytes))
        return { ok: false, reason: "it begins neither with a map that has text for keys nor with an array of them" };
      try {
        const reader = new ByteReader(bytes);
        const text = item(reader, 0);
        if (reader.left > 0) throw new Refusal(`${reader.left} bytes follow its end`);
        return { ok: true, text, syntax: "json" };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { ok: false, reason: error.message };
      }
    },
  };
}
