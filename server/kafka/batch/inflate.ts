import { BatchError } from "./batch-error.ts";
import { decompress } from "./decompress.ts";
import type { BatchHeader } from "./scan.ts";

/**
 * The batch's records, inflated: the payload itself when it is not compressed (or of magic 0 and 1, which the scan has
 * inflated already). The cap is checked before anything of that size is allocated.
 *
 * @throws BatchError with the batch's offset: `too-large` above `maxBytes`, `corrupt`, `unsupported` (a dictionary, a window above 128 MiB)
 */
export function inflate(batch: BatchHeader, limits: { maxBytes: number }): Buffer {
  try {
    return decompress(batch.magic < 2 ? "none" : batch.codec, batch.payload, limits.maxBytes);
  } catch (error) {
    throw error instanceof BatchError ? error.within({ offset: batch.baseOffset }) : error;
  }
}
