import { BatchError } from "./batch-error.ts";

/** What `node:zlib` threw, in our words. */
export function zlibError(codec: string, cause: unknown, maxBytes: number): BatchError {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ERR_BUFFER_TOO_LARGE")
    return new BatchError("too-large", `${codec} inflates to more than ${maxBytes} bytes`, { cause });
  if (code === "ZSTD_error_frameParameter_windowTooLarge")
    return new BatchError("unsupported", "zstd window above 128 MiB", { cause });
  return new BatchError("corrupt", `${codec}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
}
