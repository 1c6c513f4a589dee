/** Compression codecs in the order of their ids: the low three bits of a batch's attributes. */
const codecs = ["none", "gzip", "snappy", "lz4", "zstd"] as const;

export type Codec = (typeof codecs)[number];

/** Undefined for the ids 5 to 7, which Kafka has not given out. */
export function codecOf(attributes: number): Codec | undefined {
  return codecs[attributes & 0x07];
}

export function codecId(codec: Codec): number {
  return codecs.indexOf(codec);
}
