import { BatchError } from "./batch-error.ts";
import type { Codec } from "./codec.ts";
import { gunzip } from "./gzip.ts";
import { decompressLz4 } from "./lz4.ts";
import { decompressSnappy } from "./snappy.ts";
import { decompressZstd } from "./zstd.ts";

/** @throws BatchError `too-large` above `maxBytes`, `corrupt`, `unsupported` */
export function decompress(codec: Codec, bytes: Buffer, maxBytes: number): Buffer {
  // A batch that compaction emptied has no payload at all, not even an empty frame.
  if (bytes.length === 0) return bytes;
  switch (codec) {
    case "none":
      if (bytes.length > maxBytes)
        throw new BatchError("too-large", `${bytes.length} bytes of records, more than the ${maxBytes} allowed`);
      return bytes;
    case "gzip":
      return gunzip(bytes, maxBytes);
    case "snappy":
      return decompressSnappy(bytes, maxBytes);
    case "lz4":
      return decompressLz4(bytes, maxBytes);
    case "zstd":
      return decompressZstd(bytes, maxBytes);
  }
}
