import { createRequire } from "node:module";
import { compressionsAlgorithms } from "@platformatic/kafka";
import type { Codec } from "../codec.ts";

/** kafkajs' private batch encoder and decoder, the parts of them that the tests call. */
export type KafkajsRecord = {
  offset: string;
  timestamp: string;
  key: Buffer | null;
  value: Buffer | null;
  headers: Record<string, Buffer | null>;
};
type Encoded = { buffer: Buffer };
type NewRecord = {
  offsetDelta: number;
  timestampDelta: number;
  key: Buffer | null;
  value: Buffer | null;
  headers: Record<string, Buffer>;
};
type NewBatch = {
  compression: number;
  firstTimestamp: number;
  maxTimestamp: number;
  lastOffsetDelta: number;
  records: Encoded[];
  producerId?: number;
  transactional?: boolean;
};

const load = createRequire(import.meta.url);
const { RecordBatch } = load("kafkajs/src/protocol/recordBatch/v0") as {
  RecordBatch: (batch: NewBatch) => Promise<Encoded>;
};
const Record = load("kafkajs/src/protocol/recordBatch/record/v0") as (record: NewRecord) => Encoded;
const decode = load("kafkajs/src/protocol/recordBatch/v0/decoder") as (
  decoder: unknown,
) => Promise<{ records: KafkajsRecord[]; producerId: string; inTransaction: boolean; maxTimestamp: string }>;
const Decoder = load("kafkajs/src/protocol/decoder") as new (bytes: Buffer) => unknown;
const { Codecs } = load("kafkajs/src/protocol/message/compression") as { Codecs: Record<number, () => unknown> };

const ids: Codec[] = ["none", "gzip", "snappy", "lz4", "zstd"];

// kafkajs ships gzip only; the others are the protocol library's, not ours.
for (const codec of ["snappy", "lz4", "zstd"] as const) {
  const theirs = compressionsAlgorithms[codec];
  Codecs[ids.indexOf(codec)] = () => ({
    compress: async (encoder: Encoded) => theirs.compressSync(encoder.buffer),
    decompress: async (bytes: Buffer) => theirs.decompressSync(bytes),
  });
}

export const decodeWithKafkajs = (batch: Buffer) => decode(new Decoder(batch));

export async function encodeWithKafkajs(
  codec: Codec,
  records: { key: Buffer | null; value: Buffer | null; headers: Record<string, Buffer>; timestamp: number }[],
): Promise<Buffer> {
  const firstTimestamp = records[0]?.timestamp ?? 0;
  const encoded = await RecordBatch({
    compression: ids.indexOf(codec),
    firstTimestamp,
    maxTimestamp: Math.max(...records.map(({ timestamp }) => timestamp)),
    lastOffsetDelta: records.length - 1,
    records: records.map(({ timestamp, ...rest }, i) =>
      Record({ ...rest, offsetDelta: i, timestampDelta: timestamp - firstTimestamp }),
    ),
  });
  return encoded.buffer;
}
