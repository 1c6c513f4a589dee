"use client";
import { useState } from "react";
import { LineChart } from "@/components/charts/line-chart";
import type { Point } from "@/components/charts/scale";
import type { GroupDetail } from "@/lib/api/groups";
import { count } from "@/lib/format/count";
import { lagTrend } from "@/lib/kafka/lag-trend";

const spanMs = 600_000;

/** A group's lag as this page sees it: each look is a point, after what was measured before the page opened. */
export function LagLine({ group }: { group: GroupDetail }) {
  const [looks, setLooks] = useState<readonly Point[]>(() => measuredBefore(group));
  const last = looks.at(-1)?.[0] ?? 0;
  if (group.asOf > last) {
    const lag = group.lag === null ? null : Number(group.lag);
    setLooks([...looks.filter(([at]) => at >= group.asOf - spanMs), [group.asOf, lag]]);
  }
  const grows = lagTrend(group.lag, group.lagGrowthPerMinute) === "growing";
  return (
    <LineChart
      label={`Records behind of ${group.id}, last 10 minutes`}
      series={[{ id: "lag", label: "behind", points: looks, color: grows ? "warn" : "accent", area: true }]}
      from={group.asOf - spanMs}
      to={group.asOf}
      format={count}
      height={150}
    />
  );
}

function measuredBefore({ lagHistory, asOf }: GroupDetail): Point[] {
  const step = spanMs / Math.max(1, lagHistory.length);
  return lagHistory.map((value, at) => [asOf - spanMs + at * step, value] as const);
}
