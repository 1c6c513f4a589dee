import { gunzipSync } from "node:zlib";
import { zlibError } from "./zlib-error.ts";

/** RFC 1951 cannot shrink more than 1032 to 1. */
const BEST_RATIO = 1032;

/**
 * One or more gzip members. zlib grows its output in chunks; the size a member tells at its end (RFC 1952 ISIZE, a hint
 * nobody has to honour) makes it one chunk, which is up to twice as fast.
 */
export function gunzip(bytes: Buffer, maxBytes: number): Buffer {
  const told = bytes.length < 18 ? 0 : bytes.readUInt32LE(bytes.length - 4);
  const chunkSize = Math.max(1024, Math.min(told, maxBytes, bytes.length * BEST_RATIO) + 64);
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.max(maxBytes, 1), chunkSize });
  } catch (cause) {
    throw zlibError("gzip", cause, maxBytes);
  }
}
