"use client";
import { LineChart } from "@/components/charts/line-chart";
import type { GroupDetail } from "@/lib/api/groups";
import { count } from "@/lib/format/count";
import { lagTrend } from "@/lib/kafka/lag-trend";

/** what `lagHistory` covers, ms */
const spanMs = 600_000;

/** The last ten minutes of the group's lag, as far as they were measured. */
export function LagChart({ group }: { group: GroupDetail }) {
  const { lagHistory, asOf } = group;
  const step = spanMs / Math.max(1, lagHistory.length);
  const points = lagHistory.map((value, at) => [asOf - spanMs + (at + 1) * step, value] as const);
  const grows = lagTrend(group.lag, group.lagGrowthPerMinute) === "growing";
  return (
    <LineChart
      label={`Lag of ${group.id}, last 10 minutes`}
      series={[{ id: "lag", label: "lag", points, color: grows ? "warn" : "accent", area: true }]}
      from={asOf - spanMs}
      to={asOf}
      format={count}
      height={150}
    />
  );
}
