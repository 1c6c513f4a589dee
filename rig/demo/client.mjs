import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { lz4Compress, lz4Decompress, snappyCompress, snappyDecompress } from "@platformatic/wasm-utils";
import kafkajs from "kafkajs";

const { CompressionCodecs, CompressionTypes, Kafka, Partitioners, logLevel } = kafkajs;

/** @param {(data: Buffer) => Buffer} compress @param {(data: Buffer) => Buffer} decompress */
const codec = (compress, decompress) => () => ({
  compress: async (/** @type {{ buffer: Buffer }} */ encoder) => compress(encoder.buffer),
  decompress: async (/** @type {Buffer} */ buffer) => decompress(buffer),
});
CompressionCodecs[CompressionTypes.Snappy] = codec(snappyCompress, snappyDecompress);
CompressionCodecs[CompressionTypes.LZ4] = codec(lz4Compress, lz4Decompress);
CompressionCodecs[CompressionTypes.ZSTD] = codec(zstdCompressSync, zstdDecompressSync);

export const compressionOf = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  lz4: CompressionTypes.LZ4,
  zstd: CompressionTypes.ZSTD,
};

/** An ordinary application's client, named as that application. @param {string} bootstrap @param {string} clientId */
export function client(bootstrap, clientId) {
  return new Kafka({
    clientId,
    brokers: bootstrap.split(","),
    logLevel: logLevel.NOTHING,
    retry: { retries: 20, initialRetryTime: 200, maxRetryTime: 3000 },
  });
}
export const javaPartitioner = Partitioners.DefaultPartitioner;
