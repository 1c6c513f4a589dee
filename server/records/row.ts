import type { Message, Payload } from "../../lib/api/messages.ts";
import type { Placed } from "./merge.ts";

/** How a file writes records. */
export type RowForm = { format: "ndjson" | "json" | "csv"; csvSafe: boolean };
/** A record as one line of a file, without its end. */
export type Row = Placed & { line: string };

export function rowOf(message: Message, { format, csvSafe }: RowForm): Row {
  const { partition, offset, timestamp } = message;
  return { partition, offset, timestamp, line: format === "csv" ? csvLine(message, csvSafe) : jsonLine(message) };
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
