import { binary } from "./binary.ts";
import type { Format, Place } from "./format.ts";
import { json } from "./json.ts";
import { text } from "./text.ts";

/** The order in which formats are tried; the last one takes everything. */
const order: readonly Format[] = [json, text, binary];
/** Headers are words: nothing is tried on them that has to be guessed. */
const headerOrder: readonly Format[] = [json, text, binary];

/** What a key or value can be read as when somebody asks for it by name. */
const byName = new Map(order.map((format) => [format.name, format]));

export const formatNames: readonly string[] = [...byName.keys()];

/** The formats to try, first to last: the one that was asked for, then those that are tried unasked. */
export function formatsFor(place: Place, wanted: string): readonly Format[] {
  if (place.part === "header") return headerOrder;
  const asked = byName.get(wanted);
  return asked ? [asked, ...order.filter((format) => format !== asked)] : order;
}

/**
 * Whether some format could write a text that is not the bytes themselves, told from how they begin at `start`. False is
 * sure: then what is not in the bytes is not in the text.
 */
export function mayBeRewritten(_payload: Buffer, _start: number): boolean {
  return false;
}

/** The same for whole topics and for formats that were asked for: true = every record has to be decoded. */
export function isAlwaysRewritten(_topic: string, _wanted: string): boolean {
  return false;
}
