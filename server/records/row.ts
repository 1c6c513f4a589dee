import type { Message, Payload } from "../../lib/api/messages.ts";
import type { Placed } from "./merge.ts";

/** How a file writes records. */
export type RowForm = { format: "ndjson" | "json" | "csv"; csvSafe: boolean };
/** A record as one line of a file, UTF-8, without its end; lines of one answer are views of one buffer. */
export type Row = Placed & { line: Uint8Array };

/** Rows of messages, as they are given one after the other. Their buffer is nobody else's: it may be given to another thread. */
export function rowsOf(messages: Iterable<Message>, { format, csvSafe }: RowForm): Row[] {
  const lines: string[] = [];
  const places: Placed[] = [];
  for (const message of messages) {
    const { partition, offset, timestamp } = message;
    places.push({ partition, offset, timestamp });
    lines.push(format === "csv" ? csvLine(message, csvSafe) : jsonLine(message));
  }
  const all = lines.join("");
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(all));
  bytes.write(all);
  const isPlain = bytes.length === all.length;
  let at = 0;
  return places.map((place, i) => {
    const line = lines[i] ?? "";
    const from = at;
    at += isPlain ? line.length : Buffer.byteLength(line);
    return { ...place, line: bytes.subarray(from, at) };
  });
}

/** The message in the contract's wire form; written by hand, because a schema costs more than all else. */
function jsonLine({ offset, producerId, batch, ...rest }: Message): string {
  const { partition, ...others } = rest;
  return JSON.stringify({
    partition,
    offset: offset.toString(),
    ...others,
    producerId: producerId.toString(),
    batch: { ...batch, baseOffset: batch.baseOffset.toString() },
  });
}

export const csvHeader =
  "partition,offset,timestamp,time,key,value,headers,keyFormat,valueFormat,keyEncoding,valueEncoding,transaction";

function csvLine({ partition, offset, timestamp, key, value, headers, transaction }: Message, isSafe: boolean): string {
  const told = headers.map((header) => ({
    name: header.name,
    value: header.value === null ? null : header.value.text,
    ...(header.value?.encoding === "base64" ? { encoding: "base64" } : {}),
  }));
  const time = timestamp >= 0 && timestamp <= 8.64e15 ? new Date(timestamp).toISOString() : "";
  return [
    partition,
    offset,
    timestamp,
    time,
    field(key, isSafe),
    field(value, isSafe),
    headers.length === 0 ? "" : text(JSON.stringify(told), isSafe),
    key?.format ?? "",
    value?.format ?? "",
    key?.encoding ?? "",
    value?.encoding ?? "",
    transaction ?? "",
  ].join(",");
}

/** null is an empty field, an empty text a quoted one. */
function field(payload: Payload | null, isSafe: boolean): string {
  return payload === null ? "" : payload.text === "" ? '""' : text(payload.text, isSafe);
}

/** What spreadsheets take for a formula, also in the wide forms of East Asian keyboards. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/u;

function text(words: string, isSafe: boolean): string {
  const shown = isSafe && formula.test(words) ? `'${words}` : words;
  // spaces at the ends are part of the field, and some readers cut them off where it is not quoted
  return /[",\r\n]|^\s|\s$/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
