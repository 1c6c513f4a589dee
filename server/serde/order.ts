import { binary } from "./binary.ts";
import type { Format } from "./format.ts";
import { json } from "./json.ts";
import { text } from "./text.ts";

/** The order in which formats are tried; the last one takes everything. */
export const order: readonly Format[] = [json, text, binary];
