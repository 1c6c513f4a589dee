import { ApiError } from "../../lib/api/error.ts";
import type { Message, Payload } from "../../lib/api/messages.ts";
import { markerOf } from "../kafka/batch/records.ts";
import type { Decoding, TopicDecoding } from "../serde/decoding.ts";
import { formatNames } from "../serde/order.ts";
import { payloadOf } from "../serde/payload.ts";
import { schemaFrame, schemaHeaderOf } from "../serde/schema-frame.ts";
import type { Found } from "./answer.ts";

/**
 * How records are decoded: `maxBytes` cuts the shown text of key, value and headers. `decoding` = the schemas and the formats that
 * the configuration has for the topic.
 */
export type Shape = {
  topic: string;
  keyFormat: string;
  valueFormat: string;
  maxBytes: number;
  decoding?: TopicDecoding | null | undefined;
};

/** A format nobody asked for is the one that a rule of the configuration gives. @throws ApiError 400 naming each that does not exist */
export function shapeOf(
  topic: string,
  query: { keyFormat: string; valueFormat: string; maxValueBytes: number },
  from: Decoding | null = null,
): Shape {
  const { keyFormat, valueFormat, maxValueBytes } = query;
  const errors = Object.entries({ keyFormat, valueFormat })
    .filter(([, format]) => format !== "auto" && !formatNames.includes(format))
    .map(([name]) => ({ path: `query.${name}`, message: `must be auto or one of ${formatNames.join(", ")}` }));
  if (errors.length > 0) throw new ApiError("invalid-request", "There is no such format.", { errors });
  const decoding = from?.of(topic) ?? null;
  const chosen = (asked: string, part: "key" | "value") =>
    asked === "auto" ? (decoding?.given[part]?.format ?? asked) : asked;
  return {
    topic,
    keyFormat: chosen(keyFormat, "key"),
    valueFormat: chosen(valueFormat, "value"),
    maxBytes: maxValueBytes,
    decoding,
  };
}

/** Fetches the schemas that records name, so that decoding them finds each. */
export async function fetchSchemas(found: readonly Pick<Found, "record">[], { decoding }: Shape): Promise<void> {
  if (!decoding?.source) return;
  const { schemas, given } = decoding;
  await decoding.source.settled(() => {
    for (const part of ["key", "value"] as const) {
      const ref = given[part]?.schema;
      if (ref !== undefined) schemas.find(ref);
      if (!schemas.hasRegistry) continue;
      for (const { record } of found) {
        const bytes = record[part];
        const frame = bytes === null ? null : schemaFrame(bytes, schemaHeaderOf(record.headers, part));
        if (frame) schemas.find(frame.ref);
      }
    }
  });
}

/** A message in the contract's wire form; written by hand, because a schema costs more than all else. */
export function wireText({ partition, offset, producerId, batch, ...others }: Message): string {
  return JSON.stringify({
    partition,
    offset: offset.toString(),
    ...others,
    producerId: producerId.toString(),
    batch: { ...batch, baseOffset: batch.baseOffset.toString() },
  });
}

/** A found record, decoded for a person. */
export function messageOf(
  { partition, offset, timestamp, record, batch, transaction }: Found,
  { topic, keyFormat, valueFormat, maxBytes, decoding }: Shape,
): Message {
  const { key, headers } = record;
  const marker = batch.control ? markerOf(record) : null;
  const named = (part: "key" | "value") => (headers.length === 0 ? null : schemaHeaderOf(headers, part));
  return {
    partition,
    offset,
    timestamp,
    timestampType: batch.timestampType,
    // the broker's own bytes: nothing is tried on them
    key: marker
      ? null
      : payloadOf(key, maxBytes, { topic, part: "key", key, decoding, schemaHeader: named("key") }, keyFormat),
    value: marker
      ? markerPayload(record, marker)
      : payloadOf(
          record.value,
          maxBytes,
          { topic, part: "value", key, decoding, schemaHeader: named("value") },
          valueFormat,
        ),
    headers: headers.map(({ name, value }) => ({
      name: name.toString("utf8"),
      value: payloadOf(value, maxBytes, { topic, part: "header", key }),
    })),
    keySize: record.key?.length ?? 0,
    valueSize: record.value?.length ?? 0,
    compression: batch.codec,
    producerId: batch.producerId,
    transaction,
    ...(marker ? { control: marker } : {}),
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

function markerPayload({ value }: Found["record"], marker: NonNullable<Message["control"]>): Payload {
  return {
    ...{ format: "kafka", text: JSON.stringify(marker), encoding: "utf8", syntax: "json", truncated: false },
    ...{ size: value?.length ?? 0, schema: null, refused: [] },
  };
}
