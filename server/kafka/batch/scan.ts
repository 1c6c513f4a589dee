import { crc32 } from "node:zlib";
import { crc32c } from "@node-rs/crc32";
import { BatchError } from "./batch-error.ts";
import { type Codec, codecOf } from "./codec.ts";
import { messageBatch } from "./message-set.ts";

export type BatchHeader = {
  baseOffset: bigint;
  /** base + last offset delta: what the batch covers, also where compaction took its last records */
  lastOffset: bigint;
  /** -1 in batches that no broker has stored, and in magic 0 and 1 */
  leaderEpoch: number;
  magic: number;
  codec: Codec;
  timestampType: "create" | "append";
  transactional: boolean;
  control: boolean;
  /** -1n without idempotence */
  producerId: bigint;
  producerEpoch: number;
  baseSequence: number;
  /** epoch ms; -1 where the format has none (magic 0) */
  baseTimestamp: number;
  maxTimestamp: number;
  recordCount: number;
  /** of the whole batch as stored, header included */
  sizeBytes: number;
  /** view of the records as stored, compressed; of magic 0 and 1 the records rewritten as v2, inflated */
  payload: Buffer;
  /** view of the whole batch */
  raw: Buffer;
  crc: number;
};

/** How a scan ended: bytes of a batch that was cut off at the end of the buffer (0 = none), and where it began. */
export type ScanEnd = { truncatedBytes: number; position: number };

/** Base offset and length stand before what the length counts. */
const LENGTH_END = 12;
/** RecordBatch.baseOffset … RecordBatch.recordsCount */
const HEADER_V2 = 61;
/** crc, magic, attributes, key length, value length */
const SMALLEST_MESSAGE = 14;
const MAX_OFFSET = 2n ** 63n - 1n;

/**
 * The batches of a fetch answer, in order, as views: nothing is copied and nothing inflated (but magic 0 and 1).
 * A batch cut off at the end is no error, brokers cut at their byte limit: it is skipped and told in the return value,
 * see also `truncatedTail`. Control batches are yielded. `maxBytes` caps what a compressed magic 0 or 1 wrapper may inflate to.
 *
 * @throws BatchError with position and offset: `corrupt` lengths, counts or offsets; `unsupported` magic or codec. A
 * generator that has thrown is over: where the error has `resumeAt`, scan the rest of the buffer from there.
 */
export function* scanBatches(buffer: Buffer, maxBytes = 64 * 1024 * 1024): Generator<BatchHeader, ScanEnd, undefined> {
  let position = 0;
  for (let size = batchSize(buffer, position); size > 0; size = batchSize(buffer, position)) {
    yield batchAt(buffer, position, size, maxBytes);
    position += size;
  }
  return { truncatedBytes: buffer.length - position, position };
}

/** Bytes at the end of `buffer` that are the beginning of a batch and not the whole of it. */
export function truncatedTail(buffer: Buffer): number {
  let position = 0;
  for (let size = batchSize(buffer, position); size > 0; size = batchSize(buffer, position)) position += size;
  return buffer.length - position;
}

/** True when the batch is what its producer (or the broker that last rewrote it) wrote: CRC-32C, of magic 0 and 1 CRC-32. */
export function verifyCrc(batch: BatchHeader): boolean {
  return batch.magic < 2 ? crc32(batch.raw.subarray(16)) === batch.crc : crc32c(batch.raw.subarray(21)) === batch.crc;
}

function batchAt(buffer: Buffer, position: number, size: number, maxBytes: number): BatchHeader {
  const raw = buffer.subarray(position, position + size);
  const offset = raw.readBigInt64BE(0);
  const magic = raw.readInt8(16);
  try {
    if (magic === 2) return headerOf(raw);
    if (magic === 0 || magic === 1) return messageBatch(raw, maxBytes);
    throw new BatchError("unsupported", `record batch with magic ${magic} at offset ${offset}`);
  } catch (error) {
    throw error instanceof BatchError ? error.within({ position, offset, resumeAt: position + size }) : error;
  }
}

/** Size of the whole batch at `position`; 0 at the end of the buffer and for a cut-off batch. */
function batchSize(buffer: Buffer, position: number): number {
  if (buffer.length - position < LENGTH_END) return 0;
  const length = buffer.readInt32BE(position + 8);
  if (length < SMALLEST_MESSAGE) throw new BatchError("corrupt", `record batch with length ${length}`, { position });
  return length > buffer.length - position - LENGTH_END ? 0 : LENGTH_END + length;
}

function headerOf(raw: Buffer): BatchHeader {
  const baseOffset = raw.readBigInt64BE(0);
  const refuse = (what: string) => new BatchError("corrupt", `record batch at offset ${baseOffset} ${what}`);
  if (raw.length < HEADER_V2) throw refuse(`is ${raw.length} bytes long, shorter than its header`);
  const attributes = raw.readInt16BE(21);
  const codec = codecOf(attributes);
  if (!codec)
    throw new BatchError("unsupported", `record batch at offset ${baseOffset} with compression id ${attributes & 7}`);
  const lastOffsetDelta = raw.readInt32BE(23);
  const lastOffset = baseOffset + BigInt(lastOffsetDelta);
  const recordCount = raw.readInt32BE(57);
  if (baseOffset < 0n || lastOffsetDelta < 0 || lastOffset > MAX_OFFSET)
    throw refuse(`covers ${lastOffsetDelta} offsets more`);
  if (recordCount < 0) throw refuse(`claims ${recordCount} records`);
  return {
    baseOffset,
    lastOffset,
    leaderEpoch: raw.readInt32BE(12),
    magic: 2,
    codec,
    timestampType: (attributes & 0x08) === 0 ? "create" : "append",
    transactional: (attributes & 0x10) !== 0,
    control: (attributes & 0x20) !== 0,
    producerId: raw.readBigInt64BE(43),
    producerEpoch: raw.readInt16BE(51),
    baseSequence: raw.readInt32BE(53),
    baseTimestamp: Number(raw.readBigInt64BE(27)),
    maxTimestamp: Number(raw.readBigInt64BE(35)),
    recordCount,
    sizeBytes: raw.length,
    payload: raw.subarray(HEADER_V2),
    raw,
    crc: raw.readUInt32BE(17),
  };
}
