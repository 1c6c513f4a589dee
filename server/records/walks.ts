import type { BrowseQuery } from "../../lib/api/messages.ts";
import type { Placed } from "./merge.ts";
import { BackwardWalk } from "./newest.ts";
import { ForwardWalk } from "./oldest.ts";
import type { Opening } from "./opening.ts";
import type { ScanBudget, Walk } from "./walk.ts";

const mebibyte = 1024 * 1024;
/** stored bytes an unfiltered page reads unless told otherwise */
export const pageBytes = 16 * mebibyte;
/** Both begin with little, so that the first rows come soon; each further answer is up to four times as large. */
const firstBytes = 128 * 1024;
const firstSearchSpan = 64n;

type ReadingKind = "page" | "search" | "file";

/**
 * A walk for each partition that has something to read, in the direction of the reading. Lines of a file take several times as
 * many bytes as what they are made of, and wait for each other: of each partition less comes at once.
 */
export function openWalks<T extends Placed>(
  { cursor, ranges, ahead }: Opening,
  query: Pick<BrowseQuery, "limit" | "maxBytes">,
  budget: ScanBudget,
  kind: ReadingKind,
): Walk<T>[] {
  const stands = new Map(cursor.partitions.map(({ partition, stand }) => [partition, stand]));
  const count = Math.max(1, ranges.length);
  return ranges.map((range) => {
    const skip = stands.get(range.partition)?.skip ?? [];
    if (cursor.order === "oldest") {
      const bytes = { first: firstBytes, most: kind === "file" ? mebibyte / 2 : mebibyte };
      return new ForwardWalk<T>(range, { at: range.from, skip }, budget, bytes);
    }
    // what is left to read may have been cut at either end since the cursor was made: it begins where the range ends
    const had = ahead.get(range.partition);
    const isPage = kind === "page";
    const share = isPage ? BigInt(Math.ceil(query.limit / count) + 2 + skip.length) : firstSearchSpan;
    const span = had === undefined ? share : range.to - had.offset;
    const fairBytes = isPage ? Math.max(1, (query.maxBytes ?? pageBytes) / count / 2) : 4 * mebibyte;
    return new BackwardWalk<T>(range, { at: range.to, skip }, budget, { span, fairBytes, growTo: 0.9 * mebibyte });
  });
}
