import { crc32c } from "@node-rs/crc32";
import { type Codec, codecId } from "./codec.ts";
import { compress } from "./compress.ts";
import { varintSize, writeVarint } from "./varint.ts";

export type RecordToWrite = {
  key: Buffer | null;
  /** null is a tombstone */
  value: Buffer | null;
  /** in order, duplicates allowed */
  headers: readonly { name: Buffer | string; value: Buffer | null }[];
  /** epoch ms */
  timestamp: number;
};

export type BatchToWrite = {
  records: readonly RecordToWrite[];
  codec: Codec;
  /** with epoch and base sequence for idempotent producing; -1 each without */
  producerId?: bigint | undefined;
  producerEpoch?: number | undefined;
  baseSequence?: number | undefined;
  transactional?: boolean | undefined;
};

const HEADER = 61;
const TRANSACTIONAL = 0x10;

/**
 * One record batch v2 for a Produce request: base offset 0, leader epoch -1, offset deltas 0, 1, 2 …, timestamp deltas
 * from the first record (negative where a later record is older), max timestamp over all.
 *
 * @throws RangeError without records, or when a timestamp is no integer of the kind a clock gives
 */
export function encodeBatch(batch: BatchToWrite): Buffer {
  const { records, codec } = batch;
  const [first] = records;
  if (!first) throw new RangeError("a record batch needs at least one record");
  let maxTimestamp = first.timestamp;
  for (const { timestamp } of records) {
    if (!Number.isSafeInteger(timestamp) || timestamp < -1 || timestamp > 2 ** 51)
      throw new RangeError(`timestamp ${timestamp} is not epoch milliseconds`);
    maxTimestamp = Math.max(maxTimestamp, timestamp);
  }
  const payload = compress(codec, encodeRecords(records, first.timestamp));
  const out = Buffer.allocUnsafe(HEADER + payload.length);
  out.writeBigInt64BE(0n, 0);
  out.writeInt32BE(out.length - 12, 8);
  out.writeInt32BE(-1, 12);
  out.writeInt8(2, 16);
  out.writeInt16BE(codecId(codec) | (batch.transactional ? TRANSACTIONAL : 0), 21);
  out.writeInt32BE(records.length - 1, 23);
  out.writeBigInt64BE(BigInt(first.timestamp), 27);
  out.writeBigInt64BE(BigInt(maxTimestamp), 35);
  out.writeBigInt64BE(batch.producerId ?? -1n, 43);
  out.writeInt16BE(batch.producerEpoch ?? -1, 51);
  out.writeInt32BE(batch.baseSequence ?? -1, 53);
  out.writeInt32BE(records.length, 57);
  payload.copy(out, HEADER);
  out.writeUInt32BE(crc32c(out.subarray(21)), 17);
  return out;
}

/** The records of a batch as format v2 has them, one after the other, not compressed. */
export function encodeRecords(
  records: readonly RecordToWrite[],
  baseTimestamp: number,
  offsetDeltas?: readonly number[],
): Buffer {
  let total = 0;
  const sizes = records.map((record, i) => {
    const size = bodySize(record, record.timestamp - baseTimestamp, offsetDeltas?.[i] ?? i);
    total += varintSize(size) + size;
    return size;
  });
  const out = Buffer.allocUnsafe(total);
  let at = 0;
  for (const [i, record] of records.entries()) {
    at = writeVarint(out, at, sizes[i] ?? 0);
    out[at++] = 0;
    at = writeVarint(out, at, record.timestamp - baseTimestamp);
    at = writeVarint(out, at, offsetDeltas?.[i] ?? i);
    at = writeBytes(out, at, record.key);
    at = writeBytes(out, at, record.value);
    at = writeVarint(out, at, record.headers.length);
    for (const header of record.headers) {
      at = writeBytes(out, at, typeof header.name === "string" ? Buffer.from(header.name) : header.name);
      at = writeBytes(out, at, header.value);
    }
  }
  return out;
}

function bodySize(record: RecordToWrite, timestampDelta: number, offsetDelta: number): number {
  let size =
    1 +
    varintSize(timestampDelta) +
    varintSize(offsetDelta) +
    bytesSize(record.key) +
    bytesSize(record.value) +
    varintSize(record.headers.length);
  for (const { name, value } of record.headers) {
    const nameLength = Buffer.byteLength(name);
    size += varintSize(nameLength) + nameLength + bytesSize(value);
  }
  return size;
}

function bytesSize(bytes: Buffer | null): number {
  return bytes === null ? 1 : varintSize(bytes.length) + bytes.length;
}

function writeBytes(out: Buffer, at: number, bytes: Buffer | null): number {
  if (bytes === null) return writeVarint(out, at, -1);
  const start = writeVarint(out, at, bytes.length);
  return start + bytes.copy(out, start);
}
