import { createZstdDecompress, zstdCompressSync } from "node:zlib";

/** What a stream of node:zlib works with. `state` = room left in the output, bytes left of the input. */
type Context = { handle: Handle; state: Uint32Array; hasFailed: boolean };
type Handle = {
  onerror: (message: string) => void;
  reset(): void;
  writeSync(
    flush: number,
    from: Buffer,
    fromAt: number,
    fromLength: number,
    to: Buffer,
    toAt: number,
    room: number,
  ): void;
};

/** ZSTD_e_end */
const finish = 2;
/** null = there is none to be had */
let context: Context | null | undefined;

/**
 * Inflates one whole frame into `into` with the context that this thread keeps. node:zlib's own calls make a stream and a context for
 * each frame, which takes as long as inflating some 32 KiB, but what they keep inside is not documented: it is tried once, and where
 * it does not work, or something is wrong with a frame, this answers null and the documented call is to be asked. Answers the bytes
 * that were written.
 */
export function inflateAgain(frame: Buffer, into: Buffer): number | null {
  if (context === undefined) context = tried(opened());
  return context ? inflated(context, frame, into) : null;
}

function inflated(by: Context, frame: Buffer, into: Buffer): number | null {
  const { handle, state } = by;
  handle.reset();
  handle.writeSync(finish, frame, 0, frame.length, into, 0, into.length);
  const [room = 0, left = 1] = state;
  if (by.hasFailed) {
    // what a failure leaves behind is nobody's business: the next frame gets a new one
    context = undefined;
    return null;
  }
  return left === 0 && room > 0 ? into.length - room : null;
}

function opened(): Context | null {
  const inner = createZstdDecompress({ chunkSize: 64 }) as unknown as { _handle?: Handle; _writeState?: Uint32Array };
  const { _handle: handle, _writeState: state } = inner;
  if (typeof handle?.writeSync !== "function" || typeof handle.reset !== "function") return null;
  if (!(state instanceof Uint32Array)) return null;
  const made = { handle, state, hasFailed: false };
  handle.onerror = () => {
    made.hasFailed = true;
  };
  return made;
}

function tried(made: Context | null): Context | null {
  if (made === null) return null;
  const words = Buffer.from("what was written is read again, again and again");
  const into = Buffer.alloc(words.length + 1);
  try {
    const length = inflated(made, zstdCompressSync(words), into);
    return length === words.length && into.subarray(0, length).equals(words) ? made : null;
  } catch {
    return null;
  }
}
