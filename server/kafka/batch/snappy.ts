import { snappyDecompress } from "@platformatic/wasm-utils";
import { BatchError } from "./batch-error.ts";
import { inflateSnappyBlock } from "./snappy-block.ts";
import { guardedWasm } from "./wasm-guard.ts";

/** What snappy-java's SnappyOutputStream writes first; a version and a compatible version (int32 each) follow. */
const XERIAL = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER = 16;
/** A copy of three bytes yields at most 64: no snappy stream shrinks more. */
const BEST_RATIO = 22;

type Block = { start: number; end: number; size: number };

/**
 * Raw snappy (librdkafka, Go clients) or snappy-java's stream of blocks (Java). Every block tells its size up front, so
 * the sum is known, and compared with the cap, before anything is inflated.
 */
export function decompressSnappy(bytes: Buffer, maxBytes: number): Buffer {
  const blocks = bytes.subarray(0, 8).equals(XERIAL) ? xerialBlocks(bytes) : [blockAt(bytes, 0, bytes.length)];
  let total = 0;
  for (const block of blocks) total += block.size;
  if (total > maxBytes)
    throw new BatchError("too-large", `snappy inflates to ${total} bytes, more than the ${maxBytes} allowed`);
  const [first] = blocks;
  if (blocks.length === 1 && first) return inflateBlock(bytes, first);
  const out = Buffer.allocUnsafe(total);
  let at = 0;
  for (const block of blocks) at += inflateBlock(bytes, block).copy(out, at);
  return out;
}

/** After the header: [length int32][block], and again a header where streams were joined. */
function xerialBlocks(bytes: Buffer): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes.length - at >= XERIAL_HEADER && bytes.compare(XERIAL, 0, 8, at, at + 8) === 0) {
      at += XERIAL_HEADER;
      continue;
    }
    const length = bytes.length - at < 4 ? -1 : bytes.readInt32BE(at);
    at += 4;
    if (length <= 0 || length > bytes.length - at)
      throw new BatchError("corrupt", `snappy: a block of ${length} bytes`, { position: at - 4 });
    blocks.push(blockAt(bytes, at, at + length));
    at += length;
  }
  return blocks;
}

/** The preamble of a block is its inflated size as an unsigned varint of 32 bits. */
function blockAt(bytes: Buffer, start: number, end: number): Block {
  let size = 0;
  let at = start;
  for (let unit = 1; ; unit *= 128) {
    const byte = at < end && at < start + 5 ? (bytes[at++] ?? 0) : 0x100;
    if (byte > 0xff) throw new BatchError("corrupt", "snappy: no size in front of a block", { position: start });
    size += (byte & 0x7f) * unit;
    if (byte < 128) break;
  }
  if (size > (end - start) * BEST_RATIO)
    throw new BatchError("corrupt", `snappy: ${end - start} bytes claim to hold ${size}`, { position: start });
  return { start, end, size };
}

function inflateBlock(bytes: Buffer, block: Block): Buffer {
  const input = bytes.subarray(block.start, block.end);
  return guardedWasm(
    "snappy",
    () => snappyDecompress(input),
    () => inflateSnappyBlock(input, block.size),
  );
}
