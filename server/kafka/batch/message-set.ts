import { BatchError } from "./batch-error.ts";
import { codecOf } from "./codec.ts";
import { decompress } from "./decompress.ts";
import { encodeRecords, type RecordToWrite } from "./encode.ts";
import type { BatchHeader } from "./scan.ts";

type Message = {
  offset: bigint;
  magic: number;
  attributes: number;
  timestamp: number;
  key: Buffer | null;
  value: Buffer | null;
};

/** offset, length, crc, magic, attributes, key length, value length */
const SMALLEST = 26;
const NO_TIMESTAMP = -1;

/**
 * One entry of a message set (magic 0 and 1, Kafka before 0.11) as a batch. A compressed wrapper is inflated here, since
 * only its messages tell the base offset and the count, and its records are rewritten in format v2, so that the rest of
 * the way knows one format. `raw` and `crc` stay those of the stored message.
 *
 * Message: offset int64, length int32, crc int32, magic int8, attributes int8, [timestamp int64 in magic 1],
 * key bytes, value bytes. Wrapper: value = compressed message set; its offset is that of the last message inside, the
 * offsets inside are absolute in magic 0 and relative in magic 1 (KIP-31).
 *
 * @throws BatchError
 */
export function messageBatch(raw: Buffer, maxBytes: number): BatchHeader {
  const outer = messageAt(raw, 0);
  const codec = codecOf(outer.attributes);
  if (!codec)
    throw new BatchError(
      "unsupported",
      `message at offset ${outer.offset} with compression id ${outer.attributes & 7}`,
    );
  const append = outer.magic === 1 && (outer.attributes & 0x08) !== 0;
  const messages = codec === "none" ? [outer] : innerMessages(outer, maxBytes);
  const [first] = messages;
  const last = messages.at(-1);
  if (!first || !last) throw new BatchError("corrupt", `message at offset ${outer.offset} wraps nothing`);
  // KIP-31: the wrapper has the absolute offset of its last message. Magic 0 has absolute offsets throughout.
  const shift = codec !== "none" && outer.magic === 1 ? outer.offset - last.offset : 0n;
  const deltas = messages.map((message) => Number(message.offset - first.offset));
  if (deltas.some((delta) => delta < 0 || delta > 0x7fffffff) || first.offset + shift < 0n) {
    throw new BatchError("corrupt", `message at offset ${outer.offset} wraps offsets out of order`);
  }
  const records: RecordToWrite[] = messages.map(({ key, value, timestamp }) => ({
    key,
    value,
    timestamp,
    headers: [],
  }));
  return {
    baseOffset: first.offset + shift,
    lastOffset: last.offset + shift,
    leaderEpoch: -1,
    magic: outer.magic,
    codec,
    timestampType: append ? "append" : "create",
    transactional: false,
    control: false,
    producerId: -1n,
    producerEpoch: -1,
    baseSequence: -1,
    baseTimestamp: first.timestamp,
    maxTimestamp: append
      ? outer.timestamp
      : records.reduce((most, { timestamp }) => Math.max(most, timestamp), NO_TIMESTAMP),
    recordCount: messages.length,
    sizeBytes: raw.length,
    payload: encodeRecords(records, first.timestamp, deltas),
    raw,
    crc: raw.readUInt32BE(12),
  };
}

function innerMessages(outer: Message, maxBytes: number): Message[] {
  const codec = codecOf(outer.attributes) ?? "none";
  const value = outer.value ?? Buffer.alloc(0);
  const bytes = decompress(codec, value, maxBytes);
  const messages: Message[] = [];
  let at = 0;
  while (at < bytes.length) {
    const message = messageAt(bytes, at);
    if ((message.attributes & 7) !== 0)
      throw new BatchError("corrupt", `message at offset ${outer.offset} wraps a wrapper`);
    messages.push(message);
    at += 12 + bytes.readInt32BE(at + 8);
  }
  return messages;
}

function messageAt(bytes: Buffer, at: number): Message {
  const refuse = (what: string) => new BatchError("corrupt", `message ${what}`);
  if (bytes.length - at < SMALLEST) throw refuse("is cut off");
  const end = at + 12 + bytes.readInt32BE(at + 8);
  const magic = bytes.readInt8(at + 16);
  const keyAt = at + (magic === 0 ? 18 : 26);
  if (magic !== 0 && magic !== 1) throw refuse(`with magic ${magic} inside a wrapper`);
  if (end > bytes.length || keyAt + 8 > end) throw refuse(`is ${end - at} bytes long`);
  const key = bytesAt(bytes, keyAt, end - 4);
  const valueAt = keyAt + 4 + (key?.length ?? 0);
  const value = bytesAt(bytes, valueAt, end);
  if (key === undefined || value === undefined || valueAt + 4 + (value?.length ?? 0) !== end)
    throw refuse("has a key or value of a wrong length");
  const timestamp = magic === 0 ? NO_TIMESTAMP : Number(bytes.readBigInt64BE(at + 18));
  return { offset: bytes.readBigInt64BE(at), magic, attributes: bytes.readInt8(at + 17), timestamp, key, value };
}

/** Bytes behind an int32 length; null for -1, undefined where they do not fit. */
function bytesAt(bytes: Buffer, at: number, end: number): Buffer | null | undefined {
  const length = bytes.readInt32BE(at);
  if (length === -1) return null;
  return length < 0 || length > end - at - 4 ? undefined : bytes.subarray(at + 4, at + 4 + length);
}
