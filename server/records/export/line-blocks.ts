import { isMainThread } from "node:worker_threads";

/** a block of lines is given away when it has so many bytes */
export const fullBytes = 1024 * 1024;
/** and room for a line or some more */
export const blockBytes = fullBytes + 256 * 1024;
/** 1 in its first place while somebody uses the block */
const headBytes = 8;
const mostKept = 24;

const kept: SharedArrayBuffer[] = [];

/**
 * Memory for lines. That of a worker is used again and again, wherever it was read meanwhile: a collector that counts a megabyte
 * for each megabyte of a file runs all the time, and counts no shared memory. What is no block by its size is ordinary memory.
 */
export function takeBlock(bytes: number): Buffer {
  if (isMainThread || bytes <= fullBytes || bytes > blockBytes) return Buffer.allocUnsafeSlow(bytes);
  const free = kept.find((block) => Atomics.compareExchange(stateOf(block), 0, 0, 1) === 0);
  const block = free ?? new SharedArrayBuffer(headBytes + blockBytes);
  if (!free) {
    Atomics.store(stateOf(block), 0, 1);
    kept.push(block);
    // those that nobody gives back, because their reader left, are forgotten
    if (kept.length > mostKept) kept.shift();
  }
  return Buffer.from(block, headBytes);
}

/** Any thread's end of it: what lay in the memory is gone. */
export function freeBlock({ buffer }: Uint8Array): void {
  if (buffer instanceof SharedArrayBuffer) Atomics.store(stateOf(buffer), 0, 0);
  // let go at once: collections come too seldom for megabytes that the heap does not see
  else if (buffer.byteLength > 0) buffer.transfer(0);
}

function stateOf(block: SharedArrayBuffer): Int32Array {
  return new Int32Array(block, 0, 1);
}
