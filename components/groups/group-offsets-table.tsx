"use client";
import { parseAsStringLiteral, useQueryStates } from "nuqs";
import { Term } from "@/components/kafka/term";
import { DataTable } from "@/components/ui/data-table";
import type { GroupDetail, GroupOffset } from "@/lib/api/groups";
import { lagTrend } from "@/lib/kafka/lag-trend";
import { groupOffsetColumns } from "./group-offset-columns";
import { memberNames } from "./members";
import { offsetSort, sortedOffsets } from "./sorted-offsets";

const words = {
  by: parseAsStringLiteral(offsetSort).withDefault("lag"),
  order: parseAsStringLiteral(["asc", "desc"] as const).withDefault("desc"),
};

/** Every partition the group reads or has a commit in, the one furthest behind first. */
export function GroupOffsetsTable({ cluster, group }: { cluster: string; group: GroupDetail }) {
  const [sort, setSort] = useQueryStates(words, { history: "replace" });
  const names = memberNames(group.members);
  const nameOf = ({ memberId }: GroupOffset) => (memberId === null ? "" : (names.get(memberId) ?? memberId));
  const isGrowing = lagTrend(group.lag, group.lagGrowthPerMinute) === "growing" || group.members.length === 0;
  return (
    <DataTable
      label="Partitions"
      compact
      columns={groupOffsetColumns(
        cluster,
        nameOf,
        isGrowing,
        new Set(group.offsets.map(({ topic }) => topic)).size > 1,
        group.offsets.some(({ metadata }) => metadata !== null && metadata !== ""),
      )}
      rows={sortedOffsets(group.offsets, sort.by, sort.order, nameOf)}
      rowKey={offsetKey}
      sort={sort}
      onSort={({ by, order }) => {
        const known = offsetSort.find((one) => one === by);
        if (known) void setSort({ by: known, order });
      }}
      empty={<p className="muted border-b border-line py-2">Nothing is committed, and no member has a partition.</p>}
    />
  );
}

function offsetKey({ topic, partition }: GroupOffset): string {
  return `${topic} ${partition}`;
}

export function OffsetTerms() {
  return (
    <>
      <Term word="offset" /> <Term word="lag" /> <Term word="log-start">start</Term>{" "}
      <Term word="retention">retained</Term>
    </>
  );
}
