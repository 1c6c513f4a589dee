/** What the header of a record batch (v2) tells without its records being read. */
export type BatchHeader = { baseOffset: bigint; lastOffset: bigint; baseTimestamp: number; maxTimestamp: number };

const headerBytes = 61;

/**
 * The header of the first batch that ends at `offset` or later, in bytes as Fetch gives them (the last batch may be cut off);
 * null where there is none. Older formats (magic 0 and 1) have no such header.
 */
export function batchHeaderAt(bytes: Uint8Array, offset: bigint): BatchHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + headerBytes <= view.byteLength; at += 12 + view.getInt32(at + 8)) {
    if (view.getInt8(at + 16) !== 2 || view.getInt32(at + 8) < headerBytes - 12) return null;
    const baseOffset = view.getBigInt64(at);
    const lastOffset = baseOffset + BigInt(view.getInt32(at + 23));
    if (lastOffset < offset) continue;
    return {
      baseOffset,
      lastOffset,
      baseTimestamp: Number(view.getBigInt64(at + 27)),
      maxTimestamp: Number(view.getBigInt64(at + 35)),
    };
  }
  return null;
}

/** When the record at `offset` was written, epoch ms: between the first and the latest time of its batch, by its place in it. */
export function timeInBatch(
  { baseOffset, lastOffset, baseTimestamp, maxTimestamp }: BatchHeader,
  offset: bigint,
): number {
  if (maxTimestamp < 0) return Number.NaN;
  if (lastOffset === baseOffset || baseTimestamp < 0 || maxTimestamp <= baseTimestamp) return maxTimestamp;
  const place = offset <= baseOffset ? 0 : Number(offset - baseOffset) / Number(lastOffset - baseOffset);
  return baseTimestamp + (maxTimestamp - baseTimestamp) * Math.min(1, place);
}
