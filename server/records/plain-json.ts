import { isAscii, isUtf8 } from "node:buffer";
import { parseExact } from "../serde/json-exact.ts";
import { isAlwaysRewritten } from "../serde/order.ts";

/** Whether what begins as a JSON object or array is asked as JSON before any other format, of this topic and this wish. */
export function isJsonFirst(topic: string, wanted: string): boolean {
  return (wanted === "auto" || wanted === "json") && !isAlwaysRewritten(topic, wanted);
}

/**
 * The meaning of bytes that are a JSON object or array at the first look, where JSON comes first: parsed once, and not as the
 * formats do it once to judge and once to compute. undefined = the formats have to be asked.
 */
export function plainJson(bytes: Buffer): unknown {
  const first = bytes[0];
  if (first !== 0x7b && first !== 0x5b) return undefined;
  const isPlain = isAscii(bytes);
  if (!isPlain && !isUtf8(bytes)) return undefined;
  try {
    return parsed(bytes, isPlain);
  } catch {
    return undefined;
  }
}

/** What is behind the bytes of any JSON; `isAscii` = every byte is. @throws SyntaxError */
export function parsed(bytes: Buffer, isAscii: boolean): unknown {
  const text = bytes.toString(isAscii ? "latin1" : "utf8");
  return hasLongNumber(bytes) ? parseExact(text) : JSON.parse(text);
}

const runLength = 16;

/** Whether sixteen digits stand in a row somewhere: what a double cannot hold has as many. Looks at every sixteenth byte. */
function hasLongNumber(bytes: Buffer): boolean {
  for (let at = runLength - 1; at < bytes.length; at += runLength) {
    if (!isDigit(bytes[at])) continue;
    let from = at;
    while (from > 0 && isDigit(bytes[from - 1])) from--;
    let to = at + 1;
    while (to < bytes.length && isDigit(bytes[to])) to++;
    if (to - from >= runLength) return true;
  }
  return false;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
