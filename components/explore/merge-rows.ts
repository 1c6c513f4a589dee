import type { RecordRow } from "@/lib/kafka/record-rows";

/** Rows of several topics in one order: by time, then by topic, partition and offset. The first `limit` of them. */
export function mergeRows(
  lists: readonly (readonly RecordRow[])[],
  order: "newest" | "oldest",
  limit: number,
): RecordRow[] {
  const sign = order === "newest" ? -1 : 1;
  return lists
    .flat()
    .sort(
      (a, b) =>
        sign * (a.timestamp - b.timestamp) ||
        compare(a.topic ?? "", b.topic ?? "") ||
        a.partition - b.partition ||
        sign * compare(a.offset, b.offset),
    )
    .slice(0, limit);
}

function compare<T extends string | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
