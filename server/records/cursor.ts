import { ApiError } from "../../lib/api/error.ts";
import type { Order } from "./merge.ts";
import { PositionReader, PositionWriter, TokenError, topicIdBytes } from "./positions.ts";

/**
 * Where a reading stands in one partition. Reading backward, everything at or above `at` is delivered or passed; reading
 * forward, everything below it. `skip` are records on the far side of `at` that were delivered already, ascending: there
 * are some only where timestamps do not rise with offsets.
 */
export type Stand = { at: bigint; skip: readonly bigint[] };
export type CursorPartition = { partition: number; from: bigint; to: bigint; stand: Stand };

/** A reading that goes on: its bounds are fixed, so pages neither repeat nor lose a record however the topic grows. */
export type Cursor = {
  topicId: string;
  order: Order;
  partitions: CursorPartition[];
  /** 1 for the first page */
  page: number;
  /**
   * Where the pages before this one began, the latest last, without the first page (its stands are the bounds).
   * Each holds one stand per partition. Old ones fall out when the token grows too long: then the way back leads to the first page.
   */
  back: Stand[][];
};

const version = 1;
/** in bytes before base64; longer tokens forget the way back */
const roomForBack = 2500;
/** most delivered offsets beyond the stands that a token may carry */
export const mostSkipped = 2000;

export function startOf(order: Order, bounds: { from: bigint; to: bigint }): Stand {
  return { at: order === "newest" ? bounds.to : bounds.from, skip: [] };
}

export function encodeCursor(cursor: Cursor): string {
  const out = new PositionWriter();
  out
    .uint(version)
    .raw(topicIdBytes(cursor.topicId))
    .uint(cursor.order === "newest" ? 0 : 1)
    .uint(cursor.page);
  out.uint(cursor.partitions.length);
  let last = -1;
  for (const { partition, from, to, stand } of cursor.partitions) {
    out
      .uint(partition - last - 1)
      .uint(from)
      .uint(to - from);
    out.uint(away(cursor.order, startOf(cursor.order, { from, to }), stand));
    writeSkip(out, cursor.order, stand);
    last = partition;
  }
  const levels: Uint8Array[] = [];
  let length = 0;
  for (let level = cursor.back.length - 1; level >= 0; level--) {
    const bytes = backLevel(cursor, level);
    length += bytes.length;
    if (length > roomForBack) break;
    levels.push(bytes);
  }
  out.uint(levels.length);
  for (const bytes of levels) out.raw(bytes);
  return out.sealed();
}

/** @throws ApiError 400 when the token is not one of ours */
export function decodeCursor(text: string): Cursor {
  try {
    return read(new PositionReader(text));
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    const message = `must be a cursor as this console gave it: ${error.message}`;
    throw new ApiError("invalid-request", "The cursor cannot be read.", {
      errors: [{ path: "query.cursor", message }],
      hint: "Start again without it.",
    });
  }
}

function read(token: PositionReader): Cursor {
  if (token.uint() !== version) throw new TokenError("it is of another version");
  const topicId = token.raw(16).toString("base64url");
  const order = token.uint() === 0 ? "newest" : "oldest";
  const page = token.uint();
  const partitions: CursorPartition[] = [];
  let last = -1;
  for (let count = token.uint(); count > 0; count--) {
    const partition = last + 1 + token.uint();
    const from = token.big();
    const to = from + token.big();
    const at = moved(order, startOf(order, { from, to }).at, token.big());
    if (at < from || at > to) throw new TokenError("it stands outside its bounds");
    partitions.push({ partition, from, to, stand: { at, skip: readSkip(token, order, at) } });
    last = partition;
  }
  const back: Stand[][] = [];
  let later = partitions.map(({ stand }) => stand);
  for (let count = token.uint(); count > 0; count--) {
    later = later.map(({ at }) => {
      const before = moved(order, at, -token.big());
      return { at: before, skip: readSkip(token, order, before) };
    });
    back.unshift(later);
  }
  if (!token.isAtEnd) throw new TokenError("it goes on where it should end");
  return { topicId, order, partitions, page, back };
}

/** The cursor of the page after the one that began at `cursor`; `stands` in the order of its partitions. */
export function nextPage(cursor: Cursor, stands: readonly Stand[]): Cursor {
  const partitions = cursor.partitions.map((one, i) => ({ ...one, stand: stands[i] ?? one.stand }));
  const here = cursor.partitions.map(({ stand }) => stand);
  return { ...cursor, partitions, page: cursor.page + 1, back: cursor.page === 1 ? [] : [...cursor.back, here] };
}

/** The same page from further on: of a search that is stopped in the middle of it. */
export function movedTo(cursor: Cursor, stands: readonly Stand[]): Cursor {
  return { ...cursor, partitions: cursor.partitions.map((one, i) => ({ ...one, stand: stands[i] ?? one.stand })) };
}

/** The cursor of the page before; null on the first. */
export function previousPage(cursor: Cursor): Cursor | null {
  if (cursor.page === 1) return null;
  const before = cursor.back.at(-1);
  const stands = before ?? cursor.partitions.map((one) => startOf(cursor.order, one));
  const partitions = cursor.partitions.map((one, i) => ({ ...one, stand: stands[i] ?? one.stand }));
  return { ...cursor, partitions, page: before ? cursor.page - 1 : 1, back: cursor.back.slice(0, -1) };
}

/** How far `stand` lies from `start` in the direction of reading. */
function away(order: Order, start: Stand, stand: Stand): bigint {
  return order === "newest" ? start.at - stand.at : stand.at - start.at;
}

function moved(order: Order, at: bigint, by: bigint): bigint {
  return order === "newest" ? at - by : at + by;
}

function backLevel(cursor: Cursor, level: number): Uint8Array {
  const out = new PositionWriter();
  const stands = cursor.back[level] ?? [];
  const later = cursor.back[level + 1] ?? cursor.partitions.map(({ stand }) => stand);
  for (const [i, stand] of stands.entries()) {
    out.uint(away(cursor.order, stand, later[i] ?? stand));
    writeSkip(out, cursor.order, stand);
  }
  return out.bytes();
}

/** Runs of neighbouring offsets, from `at` on in the direction of reading: [gap, length] each. */
function writeSkip(out: PositionWriter, order: Order, { at, skip }: Stand): void {
  const offsets = order === "newest" ? skip.toReversed() : skip;
  const runs: [bigint, number][] = [];
  let expected = order === "newest" ? at - 1n : at;
  for (const offset of offsets) {
    const gap = order === "newest" ? expected - offset : offset - expected;
    const run = runs.at(-1);
    if (gap === 0n && run) run[1]++;
    else runs.push([gap, 1]);
    expected = moved(order, offset, 1n);
  }
  out.uint(runs.length);
  for (const [gap, length] of runs) out.uint(gap).uint(length);
}

function readSkip(token: PositionReader, order: Order, at: bigint): bigint[] {
  const offsets: bigint[] = [];
  let expected = order === "newest" ? at - 1n : at;
  for (let runs = token.uint(); runs > 0; runs--) {
    expected = moved(order, expected, token.big());
    const length = token.uint();
    if (length > 1_000_000 || offsets.length + length > 1_000_000) throw new TokenError("it holds too many offsets");
    for (let i = 0; i < length; i++) {
      offsets.push(expected);
      expected = moved(order, expected, 1n);
    }
  }
  return order === "newest" ? offsets.reverse() : offsets;
}
