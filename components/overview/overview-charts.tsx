"use client";
import { LineChart, type Series } from "@/components/charts/line-chart";
import type { Overview } from "@/lib/api/clusters";
import type { GroupRow } from "@/lib/api/groups";
import { count } from "@/lib/format/count";
import { cutMiddle } from "@/lib/format/middle-cut";
import { rate } from "@/lib/format/rate";
import { lagTrend } from "@/lib/kafka/lag-trend";
import { windowOf } from "./chart-window";

/** Records written per second, all topics together. */
export function RecordsInChart({ points }: { points: Overview["series"]["messagesPerSecond"] }) {
  const { from, to } = windowOf(points);
  return (
    <LineChart
      label="Records in per second"
      series={[{ id: "in", label: "records in", points, color: "accent", area: true }]}
      from={from}
      to={to}
      format={rate}
      height={176}
    />
  );
}

/** of the series those that also carry text on both grounds */
const colours: readonly Series["color"][] = ["s5", "s2", "s4"];

/** Records behind of the worst groups; one that falls behind has the colour of a warning. */
export function LagChart({ lag, groups }: { lag: Overview["series"]["lag"]; groups: readonly GroupRow[] }) {
  const { from, to } = windowOf(lag.flatMap(({ points }) => points));
  const series = lag.map(({ group, points }, at): Series => {
    const row = groups.find(({ id }) => id === group);
    const grows = row !== undefined && lagTrend(row.lag, row.lagGrowthPerMinute) === "growing";
    return {
      id: group,
      label: cutMiddle(group, 26),
      points,
      color: grows && at === 0 ? "warn" : (colours[at] ?? "ink-2"),
    };
  });
  return <LineChart label="Lag of the worst groups" series={series} from={from} to={to} format={count} height={176} />;
}
