import { BatchError } from "./batch-error.ts";

/** `lz4-block.wat` as `wat2wasm` (npm: wabt 1.0.39) makes it, base64. */
const program =
  "AGFzbQEAAAABCgFgBX9/f39/AX8DAgEABQMBAAEHFAIGbWVtb3J5AgAHaW5mbGF0ZQAACtUDAdIDAQZ/AkADQCAAIAFODQEgAC0AACEFIABBAW" +
  "ohACAFQQR2IQYgBkEPRgRAA0AgBiABIABrTgRAQX8PCyAALQAAIQcgAEEBaiEAIAYgB2ohBiAHQf8BRg0ACwsgBiABIABrSgRAQX8PCyAGIAQg" +
  "A2tKBEBBfg8LIAZBEE0EQCADIAApAwA3AwAgAyAAKQMINwMIBSADIAAgBvwKAAALIAAgBmohACADIAZqIQMgACABTg0BIAEgAGtBAkgEQEF/Dw" +
  "sgAC8BACEIIABBAmohACAIRSAIIAMgAmtKcgRAQX8PCyAFQQ9xIQYgBkEPRgRAA0AgACABTgRAQX8PCyAGIAQgA2tKBEBBfg8LIAAtAAAhByAA" +
  "QQFqIQAgBiAHaiEGIAdB/wFGDQALCyAGQQRqIQYgBiAEIANrSgRAQX4PCyADIAhrIQkgAyAGaiEKIAhBEE8EQANAIAMgCSkDADcDACADIAkpAw" +
  "g3AwggCUEQaiEJIANBEGohAyADIApIDQALBQJAA0AgAyAKTg0BIAhBCEkEQCADIAktAAA6AAAgCUEBaiEJIANBAWohAwUgAyAJKQMANwMAIAlB" +
  "CGohCSADQQhqIQMLDAALCwsgCiEDDAALCyADCw==";
/** so far back a block may reach */
export const historyBytes = 64 * 1024;
/** what the program may read behind its input and write behind its output */
const slack = 16;
const pageBytes = 64 * 1024;

type Program = {
  memory: WebAssembly.Memory;
  inflate(at: number, end: number, history: number, out: number, room: number): number;
};
let decoder: { program: Program; memory: Buffer } | null = null;

/**
 * One lz4 block (lz4_Block_format.md) of at most 4 MiB. `history` = up to 64 KiB before it that it may repeat. Returns a view that
 * the next call overwrites.
 *
 * @throws BatchError `corrupt`; `too-large` when it inflates to more than `most` bytes
 */
export function inflateLz4Block(block: Buffer, history: Buffer, most: number): Buffer {
  const start = historyBytes + most + slack;
  const { program, memory } = decoderWith(start + block.length + slack);
  memory.set(history, historyBytes - history.length);
  memory.set(block, start);
  const from = historyBytes - history.length;
  const end = program.inflate(start, start + block.length, from, historyBytes, historyBytes + most);
  if (end === -2) throw new BatchError("too-large", `lz4: a block inflates to more than ${most} bytes`);
  if (end < 0) throw new BatchError("corrupt", "lz4: the compressed bytes are damaged");
  return memory.subarray(historyBytes, end);
}

/** The thread's own, with so much memory: it grows with the largest block, which is bounded, and stays. */
function decoderWith(bytes: number): { program: Program; memory: Buffer } {
  if (decoder === null) {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(program, "base64")));
    const made = exports as unknown as Program;
    decoder = { program: made, memory: Buffer.from(made.memory.buffer) };
  }
  const missing = bytes - decoder.memory.length;
  if (missing > 0) {
    decoder.program.memory.grow(Math.ceil(missing / pageBytes));
    decoder.memory = Buffer.from(decoder.program.memory.buffer);
  }
  return decoder;
}
