import kafkajs from "kafkajs";
import type { Codec } from "../kafka/batch/codec.ts";
import { decompress } from "../kafka/batch/decompress.ts";

const { CompressionCodecs, CompressionTypes } = kafkajs;

/** Bytes of records that one batch may inflate to: the client itself knows no bound, and only gzip. */
const mostInflated = 128 * 1024 * 1024;

const reading = (codec: Codec) => () => ({
  compress: async (): Promise<Buffer> => {
    throw new Error("A member writes nothing.");
  },
  decompress: async (bytes: Buffer) => decompress(codec, bytes, mostInflated),
});

/** All that brokers keep records in, each bounded. */
export function registerCodecs(): void {
  CompressionCodecs[CompressionTypes.GZIP] = reading("gzip");
  CompressionCodecs[CompressionTypes.Snappy] = reading("snappy");
  CompressionCodecs[CompressionTypes.LZ4] = reading("lz4");
  CompressionCodecs[CompressionTypes.ZSTD] = reading("zstd");
}
