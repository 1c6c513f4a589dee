import { BatchError } from "./batch-error.ts";

/**
 * The WASM codecs trap on corrupt input, and a trap never frees what the call had allocated: in a memory that cannot
 * shrink, one hostile topic could eat gigabytes. So the first trap in a thread sends everything after it through the
 * slower decoders in JavaScript, which hold no memory of their own.
 */
let trapped = false;

/** Runs `fast`, or `careful` once a trap has been seen. */
export function guardedWasm(codec: string, fast: () => Buffer, careful: () => Buffer): Buffer {
  if (trapped) return careful();
  try {
    return fast();
  } catch (cause) {
    trapped = true;
    throw new BatchError("corrupt", `${codec}: the compressed bytes are damaged`, { cause });
  }
}
