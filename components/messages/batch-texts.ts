import { kcat } from "@/lib/kafka/cli";
import type { BatchRecord } from "./produce-batch";
import type { RecordExample } from "./record-examples";
import type { SentRow } from "./use-batch-send";

/** A byte order mark is left out; null when the bytes are no UTF-8. */
export function utf8Of(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The same by kcat, from a file of such lines. */
export function batchCommand(servers: readonly string[], topic: string, separator: string): string {
  return kcat(servers, [
    ["-P"],
    ["-t", topic],
    ...(separator === "" ? [] : [["-K", separator]]),
    ["-l", "records.txt"],
  ]);
}

/** Records that were not written, as NDJSON that can be sent again. */
export function failedText(failures: readonly SentRow[]): string {
  return failures
    .map(({ line, record, result }) => `${JSON.stringify({ ...record, line, error: result.error })}\n`)
    .join("");
}

const shown = 3;
/** of a key or value: what does not fit a few lines is not drawn */
const mostChars = 500;

/** The first records as they would be written. */
export function firstOf(rows: readonly { record: BatchRecord }[]): RecordExample[] {
  return rows.slice(0, shown).map(({ record: { key, value, headers = [] } }) => ({
    key: textOf(key),
    value: textOf(value),
    headers: headers.map((header) => `${header.name}: ${textOf(header.value) ?? "null"}`),
  }));
}

function textOf(input: BatchRecord["value"]): string | null {
  if (input === undefined || input === null) return null;
  if (typeof input === "string") return input.slice(0, mostChars);
  const text = input.text.slice(0, mostChars);
  return "encoding" in input ? `base64:${text}` : text;
}
