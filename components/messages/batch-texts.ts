import { kcat } from "@/lib/kafka/cli";
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
