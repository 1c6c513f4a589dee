import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { lz4Compress, lz4Decompress, snappyCompress, snappyDecompress } from "@platformatic/wasm-utils";
import kafkajs from "kafkajs";

const { CompressionCodecs, CompressionTypes } = kafkajs;

type Change = (bytes: Buffer) => Buffer;
const codec = (compress: Change, decompress: Change) => () => ({
  compress: async (encoder: { buffer: Buffer }) => compress(encoder.buffer),
  decompress: async (bytes: Buffer) => decompress(bytes),
});

/** What the client brings no codec for. Java puts snappy into frames of its own (xerial), which are taken off. */
export function registerCodecs(): void {
  CompressionCodecs[CompressionTypes.Snappy] = codec(snappyCompress, unframed);
  CompressionCodecs[CompressionTypes.LZ4] = codec(lz4Compress, lz4Decompress);
  CompressionCodecs[CompressionTypes.ZSTD] = codec(zstdCompressSync, zstdDecompressSync);
}

function unframed(bytes: Buffer): Buffer {
  if (bytes.subarray(1, 7).toString("latin1") !== "SNAPPY") return snappyDecompress(bytes);
  const blocks: Uint8Array[] = [];
  for (let at = 16; at < bytes.length; ) {
    const end = at + 4 + bytes.readInt32BE(at);
    blocks.push(snappyDecompress(bytes.subarray(at + 4, end)));
    at = end;
  }
  return Buffer.concat(blocks);
}
