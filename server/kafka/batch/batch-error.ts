/** `corrupt`: the bytes break the format; `too-large`: over the caller's cap; `unsupported`: a magic, codec or option nobody here reads. */
export type BatchErrorCode = "corrupt" | "too-large" | "unsupported";

export type BatchErrorPlace = {
  /** bytes from the beginning of the buffer at hand */
  position?: number | undefined;
  /** base offset of the batch in its partition */
  offset?: bigint | undefined;
  /** position behind the bad batch, from where the rest of a fetch answer can be scanned */
  resumeAt?: number | undefined;
  cause?: unknown;
};

/** What was wrong with a record batch, and where; each part of the place is null where it is not known. */
export class BatchError extends Error {
  readonly code: BatchErrorCode;
  readonly position: number | null;
  readonly offset: bigint | null;
  readonly resumeAt: number | null;

  constructor(code: BatchErrorCode, message: string, place: BatchErrorPlace = {}) {
    super(message, place.cause === undefined ? undefined : { cause: place.cause });
    this.name = "BatchError";
    this.code = code;
    this.position = place.position ?? null;
    this.offset = place.offset ?? null;
    this.resumeAt = place.resumeAt ?? null;
  }

  /** The same error as seen from the batch, or the buffer, that holds the bytes it was found in. */
  within(place: BatchErrorPlace): BatchError {
    const offset = place.offset ?? this.offset ?? undefined;
    return new BatchError(this.code, this.message, { ...place, offset, cause: this.cause });
  }
}
