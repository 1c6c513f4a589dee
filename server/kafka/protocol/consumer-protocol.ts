import { Reader } from "@platformatic/kafka";
import { readInts, readStrings } from "./message.ts";

export type ConsumerSubscription = { topics: string[]; rack: string | null };
export type ConsumerAssignment = { topic: string; partitions: number[] }[];

/**
 * What a member of a classic group with protocol type "consumer" says when it joins (ConsumerProtocolSubscription.json).
 * Later versions only append fields, so that an unknown one is read as the newest known.
 *
 * version [topic] userData? ownedPartitions(1+)[topic [partition]] generation(2+) rack?(3+)
 *
 * @throws RangeError when the bytes are something else
 */
export function readConsumerSubscription(bytes: Buffer): ConsumerSubscription {
  if (bytes.length === 0) return { topics: [], rack: null };
  const reader = Reader.from(bytes);
  const version = reader.readInt16();
  const topics = readStrings(reader, false);
  let rack: string | null = null;
  if (version >= 3) {
    reader.readNullableBytes(false);
    readTopics(reader);
    reader.readInt32();
    rack = reader.readNullableString(false);
  }
  return { topics, rack };
}

/**
 * What the leader of such a group assigned to a member (ConsumerProtocolAssignment.json). No bytes = nothing yet.
 *
 * version [topic [partition]] userData?
 *
 * @throws RangeError when the bytes are something else
 */
export function readConsumerAssignment(bytes: Buffer): ConsumerAssignment {
  if (bytes.length === 0) return [];
  const reader = Reader.from(bytes);
  reader.readInt16();
  return readTopics(reader);
}

function readTopics(reader: Reader): ConsumerAssignment {
  return reader.readArray((r) => ({ topic: r.readString(false), partitions: readInts(r, false) }), false, false);
}
