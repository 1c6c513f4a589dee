import { ApiError } from "../../lib/api/error.ts";
import type { Message } from "../../lib/api/messages.ts";
import { formatNames } from "../serde/order.ts";
import { payloadOf } from "../serde/payload.ts";
import type { Found } from "./answer.ts";

/** How records are decoded: `maxBytes` cuts the shown text of key, value and headers. */
export type Shape = { topic: string; keyFormat: string; valueFormat: string; maxBytes: number };

/** @throws ApiError 400 naming each format that does not exist */
export function shapeOf(
  topic: string,
  query: { keyFormat: string; valueFormat: string; maxValueBytes: number },
): Shape {
  const { keyFormat, valueFormat, maxValueBytes } = query;
  const errors = Object.entries({ keyFormat, valueFormat })
    .filter(([, format]) => format !== "auto" && !formatNames.includes(format))
    .map(([name]) => ({ path: `query.${name}`, message: `must be auto or one of ${formatNames.join(", ")}` }));
  if (errors.length > 0) throw new ApiError("invalid-request", "There is no such format.", { errors });
  return { topic, keyFormat, valueFormat, maxBytes: maxValueBytes };
}

/** A found record, decoded for a person. */
export function messageOf(
  { partition, offset, timestamp, record, batch, transaction }: Found,
  { topic, keyFormat, valueFormat, maxBytes }: Shape,
): Message {
  const { key } = record;
  return {
    partition,
    offset,
    timestamp,
    timestampType: batch.timestampType,
    key: payloadOf(key, maxBytes, { topic, part: "key", key }, keyFormat),
    value: payloadOf(record.value, maxBytes, { topic, part: "value", key }, valueFormat),
    headers: record.headers.map(({ name, value }) => ({
      name: name.toString("utf8"),
      value: payloadOf(value, maxBytes, { topic, part: "header", key }),
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
