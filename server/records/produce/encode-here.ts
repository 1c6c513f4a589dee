import { encoded } from "../../serde/encode.ts";
import { Misfit } from "../../serde/misfit.ts";
import type { Encoded, FoundSchema, ToEncode } from "../scan-messages.ts";

/** A text as bytes on the thread that calls, or what is wrong in it. */
export function encodeHere({ written, choice, found }: ToEncode, schemas: readonly FoundSchema[]): Encoded {
  try {
    return { bytes: encoded(written, choice, found === null ? null : (schemas[found] ?? null)) };
  } catch (error) {
    if (error instanceof Misfit) return { path: error.path, message: error.message };
    throw error;
  }
}
