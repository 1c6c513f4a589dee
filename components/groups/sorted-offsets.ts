import type { GroupOffset } from "@/lib/api/groups";

export const offsetSort = [
  "topic",
  "partition",
  "member",
  "committed",
  "latest",
  "lag",
  "lagMs",
  "earliest",
  "retained",
] as const;
export type OffsetSort = (typeof offsetSort)[number];

/** Sorted by a column; what is not known stands at the end in both orders, equal rows stand by topic and partition. */
export function sortedOffsets(
  rows: readonly GroupOffset[],
  by: OffsetSort,
  order: "asc" | "desc",
  nameOf: (row: GroupOffset) => string,
): GroupOffset[] {
  const field = (row: GroupOffset) => (by === "member" ? nameOf(row) || null : row[by]);
  const sign = order === "asc" ? 1 : -1;
  return [...rows].sort((a, b) => {
    const x = field(a);
    const y = field(b);
    const known = Number(x === null) - Number(y === null);
    const first = known !== 0 || x === null || y === null ? known : x < y ? -sign : x > y ? sign : 0;
    return first || (a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.partition - b.partition);
  });
}
