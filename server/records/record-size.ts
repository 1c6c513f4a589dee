import type { RecordToWrite } from "../kafka/batch/encode.ts";

/** About the bytes a record takes in a batch before compression; its own framing is a few. */
export function sizeOf({ key, value, headers }: RecordToWrite): number {
  const inHeaders = headers.reduce(
    (sum, header) => sum + Buffer.byteLength(header.name) + (header.value?.length ?? 0) + 4,
    0,
  );
  return (key?.length ?? 0) + (value?.length ?? 0) + inHeaders + 24;
}
