import { BatchError } from "./batch-error.ts";
import { repeatBytes } from "./repeat-bytes.ts";

/** Where a block goes: `written` bytes stand in `out`, those from `history` on may be repeated. */
export type Lz4Target = { out: Buffer; written: number; history: number; maxBytes: number };

/** One lz4 block (lz4_Block_format.md) of `input`, from `start` to `end`, into `out`; returns the bytes written by then. */
export function inflateLz4Block(input: Buffer, start: number, end: number, target: Lz4Target): number {
  const { out, history } = target;
  let { written } = target;
  let at = start;
  const run = (nibble: number): number => {
    if (nibble < 15) return nibble;
    let length = nibble;
    for (let byte = 255; byte === 255; ) {
      if (at >= end) throw damaged(at);
      byte = input[at++] ?? 0;
      length += byte;
    }
    return length;
  };
  while (at < end) {
    const token = input[at++] ?? 0;
    const literals = run(token >>> 4);
    if (literals > end - at) throw damaged(at);
    if (literals > out.length - written) throw tooLarge(target);
    input.copy(out, written, at, at + literals);
    at += literals;
    written += literals;
    // The last sequence has no match.
    if (at >= end) break;
    if (end - at < 2) throw damaged(at);
    const distance = input.readUInt16LE(at);
    at += 2;
    const length = run(token & 15) + 4;
    if (distance === 0 || distance > written - history) throw damaged(at);
    if (length > out.length - written) throw tooLarge(target);
    written = repeatBytes(out, written, distance, length);
  }
  return written;
}

const damaged = (position: number) => new BatchError("corrupt", "lz4: the compressed bytes are damaged", { position });

/** `out` is as large as the blocks could honestly need, or as the cap. */
function tooLarge(target: Lz4Target): BatchError {
  return target.out.length < target.maxBytes
    ? new BatchError("corrupt", "lz4: a block is larger than its frame allows")
    : new BatchError("too-large", `lz4 inflates to more than ${target.maxBytes} bytes`);
}
