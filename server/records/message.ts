import type { Message } from "../../lib/api/messages.ts";
import { payloadOf } from "../serde/payload.ts";
import type { Found } from "./answer.ts";

/** A found record, decoded for a person. `maxBytes` cuts the shown text of key, value and headers. */
export function messageOf(
  { partition, offset, timestamp, record, batch, transaction }: Found,
  maxBytes: number,
): Message {
  return {
    partition,
    offset,
    timestamp,
    timestampType: batch.timestampType,
    key: payloadOf(record.key, maxBytes),
    value: payloadOf(record.value, maxBytes),
    headers: record.headers.map(({ name, value }) => ({
      name: name.toString("utf8"),
      value: payloadOf(value, maxBytes),
    })),
    keySize: record.key?.length ?? 0,
    valueSize: record.value?.length ?? 0,
    compression: batch.codec,
    producerId: batch.producerId,
    transaction,
    leaderEpoch: batch.leaderEpoch,
    batch: {
      baseOffset: batch.baseOffset,
      recordCount: batch.recordCount,
      sizeBytes: batch.sizeBytes,
      producerEpoch: batch.producerEpoch,
      baseSequence: batch.baseSequence,
    },
  };
}
