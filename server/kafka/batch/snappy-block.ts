import { BatchError } from "./batch-error.ts";
import { repeatBytes } from "./repeat-bytes.ts";

/** One raw snappy block of known inflated size (format_description.txt of google/snappy), after its preamble has been checked. */
export function inflateSnappyBlock(input: Buffer, size: number): Buffer {
  const out = Buffer.allocUnsafe(size);
  let at = 0;
  while ((input[at++] ?? 0) > 127);
  let written = 0;
  while (at < input.length) {
    const tag = input[at++] ?? 0;
    const kind = tag & 3;
    if (kind === 0) {
      let length = tag >>> 2;
      if (length >= 60) {
        const width = length - 59;
        if (width > input.length - at) throw damaged(at);
        length = input.readUIntLE(at, width);
        at += width;
      }
      length++;
      if (length > input.length - at || length > size - written) throw damaged(at);
      input.copy(out, written, at, at + length);
      at += length;
      written += length;
      continue;
    }
    const width = kind === 3 ? 4 : kind;
    if (width > input.length - at) throw damaged(at);
    const low = input.readUIntLE(at, width);
    const distance = kind === 1 ? ((tag >>> 5) << 8) | low : low;
    const length = kind === 1 ? ((tag >>> 2) & 7) + 4 : (tag >>> 2) + 1;
    at += width;
    if (distance === 0 || distance > written || length > size - written) throw damaged(at);
    written = repeatBytes(out, written, distance, length);
  }
  if (written !== size) throw damaged(at);
  return out;
}

const damaged = (position: number) =>
  new BatchError("corrupt", "snappy: the compressed bytes are damaged", { position });
