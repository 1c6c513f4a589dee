import { lz4Decompress } from "@platformatic/wasm-utils";
import { BatchError } from "./batch-error.ts";
import { inflateLz4Block } from "./lz4-block.ts";
import { guardedWasm } from "./wasm-guard.ts";

const FRAME = 0x184d2204;
/** 0x184D2A50 to 0x184D2A5F */
const SKIPPABLE = 0x0184d2a5;
/** A length byte of a block stands for at most 255 bytes: no block shrinks more. */
const BEST_RATIO = 255;

type Block = { start: number; end: number; stored: boolean };
type Frame = { start: number; end: number; blocks: Block[]; mostBytes: number };

/**
 * One or more lz4 frames, skippable ones between them. Blocks do not tell their inflated size but bound it; where that
 * bound fits the cap, the WASM decoder may have it, else the decoder in JavaScript counts as it goes.
 */
export function decompressLz4(bytes: Buffer, maxBytes: number): Buffer {
  const frames = framesOf(bytes);
  let most = 0;
  for (const frame of frames) most += frame.mostBytes;
  const careful = () => inflateFrames(bytes, frames, Math.min(most, maxBytes), maxBytes);
  return most > maxBytes ? careful() : guardedWasm("lz4", () => wasmFrames(bytes, frames), careful);
}

/** As `decompressLz4`, for frames of magic 0, whose header checksum Kafka computed wrongly (KAFKA-3160) and WASM refuses. */
export function decompressLz4Unchecked(bytes: Buffer, maxBytes: number): Buffer {
  const frames = framesOf(bytes);
  let most = 0;
  for (const frame of frames) most += frame.mostBytes;
  return inflateFrames(bytes, frames, Math.min(most, maxBytes), maxBytes);
}

function wasmFrames(bytes: Buffer, frames: Frame[]): Buffer {
  const parts = frames.map((frame) => lz4Decompress(bytes.subarray(frame.start, frame.end)));
  const [only] = parts;
  return parts.length === 1 && only ? only : Buffer.concat(parts);
}

function inflateFrames(bytes: Buffer, frames: Frame[], room: number, maxBytes: number): Buffer {
  const out = Buffer.allocUnsafe(room);
  let written = 0;
  for (const frame of frames) {
    const history = written;
    for (const block of frame.blocks) {
      if (!block.stored) {
        written = inflateLz4Block(bytes, block.start, block.end, { out, written, history, maxBytes });
        continue;
      }
      const size = block.end - block.start;
      if (size > room - written) throw new BatchError("too-large", `lz4 inflates to more than ${maxBytes} bytes`);
      bytes.copy(out, written, block.start, block.end);
      written += size;
    }
  }
  // A view would keep all of a buffer that was sized by the bound.
  return written > room / 2 ? out.subarray(0, written) : Buffer.from(out.subarray(0, written));
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
  let mostBytes = 0;
  let at = start + 7 + ((flags & 8) === 0 ? 0 : 8);
  for (;;) {
    if (at + 4 > bytes.length) throw damaged("a frame is cut off", at);
    const word = bytes.readUInt32LE(at);
    at += 4;
    if (word === 0) break;
    const size = word & 0x7fffffff;
    const stored = word >>> 31 === 1;
    if (size > bytes.length - at - blockTail || (stored && size > blockMax))
      throw damaged(`a block of ${size} bytes`, at);
    blocks.push({ start: at, end: at + size, stored });
    mostBytes += stored ? size : Math.min(blockMax, size * BEST_RATIO);
    at += size + blockTail;
  }
  const end = at + ((flags & 4) === 0 ? 0 : 4);
  if (end > bytes.length) throw damaged("a frame is cut off", at);
  return { start, end, blocks, mostBytes };
}

const damaged = (what: string, position: number) => new BatchError("corrupt", `lz4: ${what}`, { position });
