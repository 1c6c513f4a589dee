import { MemberBytes } from "./member-bytes.ts";

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
  const reader = new MemberBytes(bytes);
  const version = reader.version();
  const topics = reader.array(() => reader.string());
  if (version < 3) return { topics, rack: null };
  reader.nullableBytes();
  readTopics(reader);
  reader.int32();
  return { topics, rack: reader.nullableString() };
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
  const reader = new MemberBytes(bytes);
  reader.version();
  return readTopics(reader);
}

function readTopics(reader: MemberBytes): ConsumerAssignment {
  return reader.array(() => ({ topic: reader.string(), partitions: reader.array(() => reader.int32()) }));
}
