import type { Message, Payload } from "../../lib/api/messages.ts";

/** How much a reply may still grow; null = without limit. The first message always has room. */
export class ReplyRoom {
  #left: number | null;
  #isFresh = true;

  constructor(bytes: number | null) {
    this.#left = bytes;
  }

  /** False when the message does not fit any more. */
  take(message: Message): boolean {
    if (this.#left === null) return true;
    const bytes = jsonBytes(message);
    if (bytes > this.#left && !this.#isFresh) return false;
    this.#isFresh = false;
    this.#left -= bytes;
    return true;
  }
}

/** Bytes of a message as JSON: its texts exactly, the rest about. */
function jsonBytes({ key, value, headers }: Message): number {
  let bytes = 500 + textBytes(key) + textBytes(value);
  for (const header of headers) bytes += 40 + header.name.length + textBytes(header.value);
  return bytes;
}

function textBytes(payload: Payload | null): number {
  return payload === null ? 0 : 120 + Buffer.byteLength(JSON.stringify(payload.text));
}
