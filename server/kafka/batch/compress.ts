import { gzipSync, zstdCompressSync } from "node:zlib";
import { lz4Compress, snappyCompress } from "@platformatic/wasm-utils";
import type { Codec } from "./codec.ts";

/** What snappy-java writes first: magic, version 1, compatible with version 1. */
const XERIAL_HEADER = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
/** snappy-java's own default */
const XERIAL_BLOCK = 32 * 1024;

/** Compresses the records of a batch so that Kafka's Java readers take them: snappy in snappy-java's framing, lz4 in independent blocks. */
export function compress(codec: Codec, records: Buffer): Buffer {
  switch (codec) {
    case "none":
      return records;
    case "gzip":
      return gzipSync(records);
    case "snappy":
      return xerial(records);
    case "lz4":
      return lz4Compress(records);
    case "zstd":
      return zstdCompressSync(records);
  }
}

function xerial(records: Buffer): Buffer {
  const parts: Buffer[] = [XERIAL_HEADER];
  for (let at = 0; at < records.length; at += XERIAL_BLOCK) {
    const block = snappyCompress(records.subarray(at, at + XERIAL_BLOCK));
    const length = Buffer.allocUnsafe(4);
    length.writeInt32BE(block.length);
    parts.push(length, block);
  }
  return Buffer.concat(parts);
}
