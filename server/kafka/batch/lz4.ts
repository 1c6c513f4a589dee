import { BatchError } from "./batch-error.ts";
import { historyBytes, inflateLz4Block } from "./lz4-block.ts";

const FRAME = 0x184d2204;
/** 0x184D2A50 to 0x184D2A5F */
const SKIPPABLE = 0x0184d2a5;
/** A length byte of a block stands for at most 255 bytes: no block shrinks more. */
const BEST_RATIO = 255;

const nothing = Buffer.alloc(0);

type Block = { start: number; end: number; isStored: boolean; mostBytes: number };
/** `isLinked` = blocks may repeat what those before them hold */
type Frame = { end: number; blocks: Block[]; isLinked: boolean };

/** One or more lz4 frames, skippable ones between them. Blocks do not tell their inflated size but bound it. */
export function decompressLz4(bytes: Buffer, maxBytes: number): Buffer {
  const frames = framesOf(bytes);
  let most = 0;
  for (const { blocks } of frames) for (const block of blocks) most += block.mostBytes;
  const [first] = frames;
  const only = frames.length === 1 && first?.blocks.length === 1 ? first.blocks[0] : undefined;
  if (only && !only.isStored) return copied(inflated(bytes, only, nothing, maxBytes, maxBytes));
  const out = Buffer.allocUnsafe(Math.min(most, maxBytes));
  let written = 0;
  for (const { blocks, isLinked } of frames) {
    const start = written;
    for (const block of blocks) {
      const from = isLinked ? Math.max(start, written - historyBytes) : written;
      const part = inflated(bytes, block, out.subarray(from, written), out.length - written, maxBytes);
      written += part.copy(out, written);
    }
  }
  // A view would keep all of a buffer that was sized by the bound.
  return written > out.length / 2 ? out.subarray(0, written) : copied(out.subarray(0, written));
}

/** `Buffer.from` would fill what it makes with zeros first. */
function copied(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafe(bytes.length);
  bytes.copy(copy);
  return copy;
}

function inflated(bytes: Buffer, block: Block, history: Buffer, room: number, maxBytes: number): Buffer {
  const stored = bytes.subarray(block.start, block.end);
  const isCapped = room < block.mostBytes;
  if (block.isStored && !isCapped) return stored;
  try {
    if (!block.isStored) return inflateLz4Block(stored, history, Math.min(room, block.mostBytes));
  } catch (error) {
    if (!(error instanceof BatchError) || error.code !== "too-large") throw error;
    if (!isCapped) throw damaged("a block is larger than its frame allows", block.start);
  }
  throw new BatchError("too-large", `lz4 inflates to more than ${maxBytes} bytes`);
}

function framesOf(bytes: Buffer): Frame[] {
  const frames: Frame[] = [];
  let at = 0;
  while (at < bytes.length) {
    const magic = at + 8 <= bytes.length ? bytes.readUInt32LE(at) : 0;
    if (magic >>> 4 === SKIPPABLE) {
      at += 8 + bytes.readUInt32LE(at + 4);
      if (at > bytes.length) throw damaged("a frame is cut off", at);
      continue;
    }
    if (magic !== FRAME) throw damaged("no frame where one should begin", at);
    const frame = frameAt(bytes, at);
    frames.push(frame);
    at = frame.end;
  }
  return frames;
}

/**
 * Frame: magic, FLG, BD, [content size int64], [dictionary id int32], header checksum; then blocks [size int32][data]
 * [checksum], the size's top bit meaning "stored"; a size of 0 ends the frame; then [content checksum].
 */
function frameAt(bytes: Buffer, start: number): Frame {
  const flags = bytes[start + 4] ?? 0;
  const blockCode = ((bytes[start + 5] ?? 0) >>> 4) & 7;
  if (flags >>> 6 !== 1) throw new BatchError("unsupported", `lz4 frame version ${flags >>> 6}`, { position: start });
  if ((flags & 1) !== 0) throw new BatchError("unsupported", "lz4 with a dictionary", { position: start });
  if (blockCode < 4) throw damaged(`block size code ${blockCode}`, start);
  const blockMax = 2 ** (8 + 2 * blockCode);
  const blockTail = (flags & 0x10) === 0 ? 0 : 4;
  const blocks: Block[] = [];
  let at = start + 7 + ((flags & 8) === 0 ? 0 : 8);
  for (;;) {
    if (at + 4 > bytes.length) throw damaged("a frame is cut off", at);
    const word = bytes.readUInt32LE(at);
    at += 4;
    if (word === 0) break;
    const size = word & 0x7fffffff;
    const isStored = word >>> 31 === 1;
    if (size > bytes.length - at - blockTail || size > blockMax) throw damaged(`a block of ${size} bytes`, at);
    const mostBytes = isStored ? size : Math.min(blockMax, size * BEST_RATIO);
    blocks.push({ start: at, end: at + size, isStored, mostBytes });
    at += size + blockTail;
  }
  const end = at + ((flags & 4) === 0 ? 0 : 4);
  if (end > bytes.length) throw damaged("a frame is cut off", at);
  return { end, blocks, isLinked: (flags & 0x20) === 0 };
}

const damaged = (what: string, position: number) => new BatchError("corrupt", `lz4: ${what}`, { position });
