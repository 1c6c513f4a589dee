import type { Message, Payload } from "../../../lib/api/messages.ts";
import { type RecordIndex, recordAt } from "../../kafka/batch/records.ts";
import type { BatchHeader } from "../../kafka/batch/scan.ts";
import type { Transaction } from "../answer.ts";
import { messageOf, type Shape } from "../message.ts";
import type { LineBytes } from "./line-bytes.ts";

export const csvHeader =
  "partition,offset,timestamp,time,key,value,headers,keyFormat,valueFormat,keyEncoding,valueEncoding,transaction";

/** Writes records as lines of RFC 4180. */
export class CsvLines {
  readonly #shape: Shape;
  readonly #partition: number;
  readonly #isSafe: boolean;

  constructor(shape: Shape, partition: number, isSafe: boolean) {
    this.#shape = shape;
    this.#partition = partition;
    this.#isSafe = isSafe;
  }

  /** @throws BatchError when its headers do not fill the record exactly */
  write(into: LineBytes, batch: BatchHeader, index: RecordIndex, i: number, transaction: Transaction): void {
    const record = recordAt(batch, index, i);
    const { offset, timestamp } = record;
    const found = { partition: this.#partition, offset, timestamp, record, batch, transaction };
    into.text(csvLine(messageOf(found, this.#shape), this.#isSafe));
  }
}

/** One record as a line, without its end. */
export function csvLine(
  { partition, offset, timestamp, key, value, headers, transaction }: Message,
  isSafe: boolean,
): string {
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
