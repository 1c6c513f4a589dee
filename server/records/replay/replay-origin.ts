import type { RawRecord } from "../../kafka/batch/records.ts";

/** Where a dead letter says it came from; null where it does not say. */
export type Origin = {
  topic: string;
  partition: number | null;
  offset: bigint | null;
  /** epoch ms of the record as it was */
  timestamp: number | null;
};

/** What a dead letter queue adds begins so. */
const errorPrefixes = ["__connect.errors.", "kafka_dlt-", "kafka_original-", "kafka_exception-"] as const;

/**
 * Reads the headers of Kafka Connect (`__connect.errors.topic`, `.partition`, `.offset`: all text) and of Spring's recoverers
 * (`kafka_dlt-original-topic` text, `-partition` int32, `-offset` and `-timestamp` int64, big endian; retry topics use
 * `kafka_original-`). Where a name comes more than once, the record went through several queues: the first is where it began.
 */
export function originOf({ headers }: Pick<RawRecord, "headers">): Origin | null {
  const first = new Map<string, Buffer>();
  for (const { name, value } of headers) {
    const text = name.toString("utf8");
    if (value !== null && !first.has(text)) first.set(text, value);
  }
  const connect = first.get("__connect.errors.topic");
  if (connect) {
    const text = (name: string): string => first.get(`__connect.errors.${name}`)?.toString("utf8") ?? "";
    const partition = /^[0-9]{1,6}$/.test(text("partition")) ? Number(text("partition")) : null;
    const offset = /^[0-9]{1,18}$/.test(text("offset")) ? BigInt(text("offset")) : null;
    return { topic: connect.toString("utf8"), partition, offset, timestamp: null };
  }
  for (const stem of ["kafka_dlt-original-", "kafka_original-"]) {
    const topic = first.get(`${stem}topic`);
    if (!topic) continue;
    const partition = first.get(`${stem}partition`);
    const offset = int64Of(first.get(`${stem}offset`));
    const timestamp = int64Of(first.get(`${stem}timestamp`));
    return {
      topic: topic.toString("utf8"),
      partition: partition?.length === 4 && partition.readInt32BE(0) >= 0 ? partition.readInt32BE(0) : null,
      offset,
      timestamp: timestamp === null ? null : Number(timestamp),
    };
  }
  return null;
}

/** Whether a header was added by a dead letter queue. */
export function isErrorHeader(name: Buffer): boolean {
  const text = name.toString("utf8");
  return errorPrefixes.some((prefix) => text.startsWith(prefix));
}

function int64Of(bytes: Buffer | undefined): bigint | null {
  if (bytes?.length !== 8) return null;
  const value = bytes.readBigInt64BE(0);
  return value < 0n ? null : value;
}
