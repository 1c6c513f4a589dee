import { expect, test } from "vitest";
import type { GroupOffset } from "@/lib/api/groups";
import { sortedOffsets } from "./sorted-offsets";

const row = (topic: string, partition: number, lag: bigint | null) =>
  ({ topic, partition, lag, memberId: null }) as GroupOffset;
const said = (rows: GroupOffset[]) => rows.map(({ topic, partition }) => `${topic}-${partition}`).join(" ");
const rows = [row("b", 1, 5n), row("a", 10, null), row("a", 2, 9_007_199_254_740_993n), row("a", 1, 5n)];

test("the unknown stands last in both orders, equal ones by topic and partition", () => {
  expect(said(sortedOffsets(rows, "lag", "desc", () => ""))).toBe("a-2 a-1 b-1 a-10");
  expect(said(sortedOffsets(rows, "lag", "asc", () => ""))).toBe("a-1 b-1 a-2 a-10");
});

test("partitions are numbers, topics are words", () => {
  expect(said(sortedOffsets(rows, "topic", "asc", () => ""))).toBe("a-1 a-2 a-10 b-1");
});
