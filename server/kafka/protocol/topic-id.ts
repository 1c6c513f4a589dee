/**
 * Topic ids in Kafka's own text (`Uuid.toString`: base64url of 16 bytes, as kafka-topics.sh prints them), which is what
 * the port, the API and the screens use. The protocol library speaks hyphenated hex.
 */

/** Kafka's ZERO_UUID: the topic has no id (inter-broker protocol older than 2.8) or nobody told */
export const noTopicId = "AAAAAAAAAAAAAAAAAAAAAA";

export function topicIdFromHex(uuid: string): string {
  return Buffer.from(uuid.replaceAll("-", ""), "hex").toString("base64url");
}

/** 16 bytes as they stand on the wire */
export function topicIdBytes(id: string): Buffer {
  return Buffer.from(id, "base64url");
}
