import { zstdDecompressSync } from "node:zlib";
import { BatchError } from "./batch-error.ts";
import { zlibError } from "./zlib-error.ts";
import { inflateAgain } from "./zstd-context.ts";

const FRAME = 0xfd2fb528;
/** 0x184D2A50 to 0x184D2A5F */
const SKIPPABLE = 0x0184d2a5;
/** RFC 8878: no block inflates to more */
const BLOCK = 128 * 1024;

type Frame = { end: number; contentSize: number | null; mostBytes: number; hasLongWindow: boolean };

/**
 * One or more zstd frames (RFC 8878), skippable ones between them. node:zlib stops silently after the first frame, so
 * the frames are found here, by their block headers, and inflated one by one.
 */
export function decompressZstd(bytes: Buffer, maxBytes: number): Buffer {
  const parts: Buffer[] = [];
  let total = 0;
  let at = 0;
  while (at < bytes.length) {
    const magic = at + 8 <= bytes.length ? bytes.readUInt32LE(at) : 0;
    if (magic >>> 4 === SKIPPABLE) {
      at += 8 + bytes.readUInt32LE(at + 4);
      if (at > bytes.length) throw cut();
      continue;
    }
    if (magic !== FRAME) throw new BatchError("corrupt", "zstd: no frame where one should begin", { position: at });
    const frame = frameAt(bytes, at);
    const room = maxBytes - total;
    if (frame.contentSize !== null && frame.contentSize > room)
      throw new BatchError("too-large", `zstd inflates to more than ${maxBytes} bytes`);
    if (frame.contentSize !== null && frame.contentSize > frame.mostBytes)
      throw new BatchError("corrupt", "zstd: a frame claims more than its blocks can hold");
    const expected = Math.min(frame.contentSize ?? frame.mostBytes, room);
    const stored = bytes.subarray(at, frame.end);
    const part =
      (frame.hasLongWindow ? null : inflateSoon(stored, expected, room)) ?? inflateFrame(stored, expected, room);
    if (total + part.length > maxBytes)
      throw new BatchError("too-large", `zstd inflates to more than ${maxBytes} bytes`);
    total += part.length;
    parts.push(part);
    at = frame.end;
  }
  const [only] = parts;
  return parts.length === 1 && only ? only : Buffer.concat(parts, total);
}

/** A frame that may hold more is inflated in chunks: no frame is believed to be larger before it is. */
const mostAtOnce = 4 * 1024 * 1024;
/** A window of 8 MiB, more than what producers use unasked. Its memory would stay with the thread. */
const longestWindow = 23;

/** With what is kept for it, where that is possible and nothing is wrong. */
function inflateSoon(frame: Buffer, expected: number, room: number): Buffer | null {
  if (expected >= Math.min(room, mostAtOnce)) return null;
  const into = Buffer.allocUnsafe(expected + 64);
  const length = inflateAgain(frame, into);
  return length === null || length > room ? null : into.subarray(0, length);
}

function inflateFrame(frame: Buffer, expected: number, room: number): Buffer {
  try {
    // An exact chunk saves zlib from growing and joining its output.
    return zstdDecompressSync(frame, {
      maxOutputLength: Math.max(room, 1),
      chunkSize: Math.min(Math.max(expected, 1024), mostAtOnce) + 64,
    });
  } catch (cause) {
    throw zlibError("zstd", cause, room);
  }
}

/** Frame_Header: descriptor, window byte, dictionary id, content size; then blocks of a three-byte header each; then a checksum. */
function frameAt(bytes: Buffer, start: number): Frame {
  const descriptor = bytes[start + 4] ?? 0;
  const single = (descriptor & 0x20) !== 0;
  const hasLongWindow = !single && 10 + ((bytes[start + 5] ?? 0) >>> 3) > longestWindow;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeBytes = [single ? 1 : 0, 2, 4, 8][descriptor >>> 6] ?? 0;
  let at = start + 5 + (single ? 0 : 1);
  if (at + dictionaryBytes + sizeBytes > bytes.length) throw cut();
  if (dictionaryBytes > 0 && bytes.readUIntLE(at, dictionaryBytes) !== 0)
    throw new BatchError("unsupported", "zstd with a dictionary");
  at += dictionaryBytes;
  const contentSize = contentSizeAt(bytes, at, sizeBytes);
  at += sizeBytes;
  let mostBytes = 0;
  for (let last = false; !last; ) {
    if (at + 3 > bytes.length) throw cut();
    const header = bytes.readUIntLE(at, 3);
    const size = header >>> 3;
    const kind = (header >>> 1) & 3;
    if (kind === 3 || size > BLOCK)
      throw new BatchError("corrupt", "zstd: a block of reserved kind or size", { position: at });
    last = (header & 1) === 1;
    mostBytes += kind === 2 ? BLOCK : size;
    at += 3 + (kind === 1 ? 1 : size);
  }
  const end = at + ((descriptor & 4) === 0 ? 0 : 4);
  if (end > bytes.length) throw cut();
  return { end, contentSize, mostBytes, hasLongWindow };
}

function contentSizeAt(bytes: Buffer, at: number, width: number): number | null {
  if (width === 0) return null;
  if (width === 2) return bytes.readUInt16LE(at) + 256;
  return width === 8 ? Number(bytes.readBigUInt64LE(at)) : bytes.readUIntLE(at, width);
}

const cut = () => new BatchError("corrupt", "zstd: the last frame is cut off");
