import { ApiError } from "../../../lib/api/error.ts";
import { PositionReader, PositionWriter, TokenError, topicIdBytes } from "../positions.ts";

/** Where a tail stands: the next offset of each partition it reads. Filtered records are behind it like delivered ones. */
export type TailPosition = { topicId: string; next: ReadonlyMap<number, bigint> };

const version = 1;

/** An event's id: 4 to 6 bytes a partition, so that also a thousand fit a request header. */
export function encodeTailId({ topicId, next }: TailPosition): string {
  const out = new PositionWriter();
  const count = Math.max(-1, ...next.keys()) + 1;
  out.uint(version).raw(topicIdBytes(topicId)).uint(count);
  // 0 = not read
  for (let partition = 0; partition < count; partition++) out.uint((next.get(partition) ?? -1n) + 1n);
  return out.sealed();
}

/** @throws ApiError 400 when it is no id of ours */
export function decodeTailId(text: string): TailPosition {
  try {
    const token = new PositionReader(text);
    if (token.uint() !== version) throw new TokenError("it is of another version");
    const topicId = token.raw(16).toString("base64url");
    const next = new Map<number, bigint>();
    const count = token.uint();
    for (let partition = 0; partition < count; partition++) {
      const offset = token.big();
      if (offset > 0n) next.set(partition, offset - 1n);
    }
    if (!token.isAtEnd) throw new TokenError("it goes on where it should end");
    return { topicId, next };
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    throw new ApiError("invalid-request", "The Last-Event-ID cannot be read.", {
      errors: [
        { path: "header.last-event-id", message: `must be an event's id as this console gave it: ${error.message}` },
      ],
      hint: "Open the tail again without it.",
    });
  }
}
