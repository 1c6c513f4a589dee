/** `corrupt`: the bytes break the format; `too-large`: over the caller's cap; `unsupported`: a magic, codec or option nobody here reads. */
export type BatchErrorCode = "corrupt" | "too-large" | "unsupported";

/** What was wrong with a record batch, and where: `position` in bytes inside the buffer at hand, `offset` of the batch in its partition. */
export class BatchError extends Error {
  readonly code: BatchErrorCode;
  readonly position: number | null;
  readonly offset: bigint | null;

  constructor(
    code: BatchErrorCode,
    message: string,
    where: { position?: number; offset?: bigint; cause?: unknown } = {},
  ) {
    super(message, where.cause === undefined ? undefined : { cause: where.cause });
    this.name = "BatchError";
    this.code = code;
    this.position = where.position ?? null;
    this.offset = where.offset ?? null;
  }
}
