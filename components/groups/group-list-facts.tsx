import { Fact } from "@/components/ui/page-head";
import type { GroupRow } from "@/lib/api/groups";
import { grouped } from "@/lib/format/figure";
import { lagTrend } from "@/lib/kafka/lag-trend";
import { isBehindAlone } from "./is-behind-alone";

/** How many groups there are, and how many of them need a look. */
export function GroupListFacts({ rows, total }: { rows: readonly GroupRow[]; total: number }) {
  const alone = rows.filter(isBehindAlone).length;
  const growing = rows.filter((row) => lagTrend(row.lag, row.lagGrowthPerMinute) === "growing").length;
  const remembered = rows.filter((row) => row.remembered).length;
  return (
    <>
      <Fact value={grouped(total)}>{total === 1 ? "group" : "groups"}</Fact>
      {growing > 0 ? <Fact value={grouped(growing)}>growing</Fact> : null}
      {alone > 0 ? <Fact value={grouped(alone)}>without a member, records waiting</Fact> : null}
      {remembered > 0 ? <Fact value={grouped(remembered)}>as last seen</Fact> : null}
    </>
  );
}
