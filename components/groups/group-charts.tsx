"use client";
import { useState } from "react";
import { LineChart, type Series } from "@/components/charts/line-chart";
import { HistoryProblem, NothingMeasured } from "@/components/kafka/history-problem";
import { HistorySection } from "@/components/kafka/history-section";
import { chartEvents, type HistoryColumn, pointsOf } from "@/components/kafka/history-series";
import { useLiveQuery } from "@/components/live/use-live-query";
import { useTimeRange } from "@/components/live/use-time-range";
import { SectionHead } from "@/components/ui/page-head";
import { Select } from "@/components/ui/select";
import type { GroupHistory } from "@/lib/api/group-history";
import type { GroupDetail } from "@/lib/api/groups";
import { count } from "@/lib/format/count";
import { clockDuration } from "@/lib/format/duration";
import { cutMiddle } from "@/lib/format/middle-cut";
import { rate } from "@/lib/format/rate";
import { lagTrend } from "@/lib/kafka/lag-trend";
import { groupRates } from "./group-rates";
import { forecastLine } from "./lag-forecast-line";
import { groupHistory } from "./queries";

/** The group over time: how long behind, how many records, what is written and read, who is in it. */
export function GroupCharts({ cluster, group }: { cluster: string; group: GroupDetail }) {
  const [range, setRange] = useTimeRange();
  const [chosen, choose] = useState<string | null>(null);
  const answer = useLiveQuery(groupHistory(cluster, group.id, range));
  const { data, error } = answer;
  const topics = data?.topics ?? [];
  const topic = topics.some((one) => one.topic === chosen) ? chosen : null;
  return (
    <HistorySection
      title="Over time"
      range={range}
      onRange={setRange}
      frame={data}
      columns={data ? columnsOf(data, topic) : []}
      file={`${group.id}-history`}
      choice={
        topics.length > 1 ? (
          <Select
            quiet
            aria-label="Topic of the charts"
            value={topic ?? ""}
            options={[
              { value: "", label: "All topics" },
              ...topics.map((one) => ({ value: one.topic, label: one.topic })),
            ]}
            onPick={(value) => choose(value === "" ? null : value)}
          />
        ) : undefined
      }
    >
      <HistoryProblem answer={answer} />
      {data && data.times.filter((_, place) => data.lag[place] !== null).length < 2 ? (
        <NothingMeasured enabled={data.enabled} />
      ) : data ? (
        <Charts
          group={group}
          data={data}
          topic={topic}
          isRecent={range.kind === "last"}
          onRange={(from, to) => setRange({ kind: "between", from, to })}
        />
      ) : error ? null : (
        <div className="h-[420px]" />
      )}
    </HistorySection>
  );
}

/** series colours that also carry text on both grounds */
const colours: readonly Series["color"][] = ["s5", "s2", "s4", "s1", "s6"];
const mostLines = 5;

function Charts({
  group,
  data,
  topic,
  isRecent,
  onRange,
}: {
  group: GroupDetail;
  data: GroupHistory;
  topic: string | null;
  isRecent: boolean;
  onRange: (from: number, to: number) => void;
}) {
  const { times, resolutionMs } = data;
  const points = (values: readonly (number | bigint | null)[]) => pointsOf(times, values, resolutionMs);
  const trend = lagTrend(group.lag, group.lagGrowthPerMinute);
  const grows = trend === "growing";
  const lines = lagLines(data, topic);
  const colour = grows ? "warn" : "accent";
  const rates = groupRates(times, data.topics, topic);
  const perMinute = group.lagGrowthPerMinute;
  const forecast =
    isRecent &&
    lines.length <= 1 &&
    group.lag !== null &&
    group.lag >= 100n &&
    perMinute !== null &&
    (grows || trend === "draining")
      ? forecastLine(data, { at: data.to, value: Number(group.lag), perMs: perMinute / 60_000 })
      : [];
  const ends = { from: data.from, to: data.to, events: chartEvents(data.events), onRange, height: 150 };
  const reach = forecast.at(-1)?.[0] ?? data.to;
  return (
    <div className="grid gap-5">
      <div className="cols grid-cols-2">
        <section aria-label="Records behind">
          <SectionHead title="Records behind" aside={forecast.length > 0 ? "dashed: at this pace" : undefined} />
          <LineChart
            label={`Records behind of ${group.id}`}
            series={[
              ...(lines.length > 1
                ? lines.map(
                    ({ id, label, values }, at): Series => ({
                      id,
                      label,
                      points: points(values),
                      color: colours[at] ?? "ink-2",
                    }),
                  )
                : [
                    {
                      id: "lag",
                      label: forecast.length > 0 ? "" : "behind",
                      points: points(lines[0]?.values ?? data.lag),
                      color: colour,
                      area: true,
                    } satisfies Series,
                  ]),
              ...(forecast.length > 0
                ? [
                    {
                      id: "forecast",
                      label: "at this pace",
                      points: forecast,
                      color: colour,
                      dash: true,
                    } satisfies Series,
                  ]
                : []),
            ]}
            {...ends}
            {...(forecast.length > 0 ? { to: reach, now: data.to } : {})}
            format={count}
          />
        </section>
        <section aria-label="Time behind">
          <SectionHead title="Time behind" aside={topic === null ? undefined : "of the whole group"} />
          <LineChart
            label={`Time behind of ${group.id}`}
            series={[{ id: "ms", label: "behind", points: points(data.lagMs), color: colour, area: true }]}
            {...ends}
            format={clockDuration}
            axis="duration"
          />
        </section>
      </div>
      <div className="cols grid-cols-2">
        <section aria-label="Written and read">
          <SectionHead title="Written and read" aside="records a second" />
          <LineChart
            label={`Records written and read by ${group.id}`}
            series={[
              { id: "produced", label: "written", points: points(rates.produced), color: "ink-2" },
              { id: "consumed", label: "read", points: points(rates.consumed), color: "accent" },
            ]}
            {...ends}
            format={rate}
          />
        </section>
        <section aria-label="Members over time">
          <SectionHead title="Members" />
          <LineChart
            label={`Members of ${group.id}`}
            series={[{ id: "members", label: "members", points: points(data.memberCount), color: "s1", area: true }]}
            {...ends}
            format={count}
            axis="whole"
          />
        </section>
      </div>
    </div>
  );
}

/** Of several topics, or of the partitions of one, those that were furthest behind; empty where the sum says it all. */
function lagLines({ topics }: GroupHistory, topic: string | null) {
  const only = topics.find((one) => one.topic === topic);
  const all = only
    ? only.partitions.map(({ partition, lag }) => ({ id: String(partition), label: `${partition}`, values: lag }))
    : topics.map((one) => ({ id: one.topic, label: cutMiddle(one.topic, 22), values: one.lag }));
  const most = ({ values }: { values: readonly (bigint | null)[] }) =>
    values.reduce<bigint>((high, value) => (value !== null && value > high ? value : high), 0n);
  const behind = all.filter((one) => most(one) > 0n).sort((a, b) => (most(b) > most(a) ? 1 : -1));
  return only && behind.length === 0 ? [{ id: "lag", label: "behind", values: only.lag }] : behind.slice(0, mostLines);
}

function columnsOf(data: GroupHistory, topic: string | null): HistoryColumn[] {
  const rates = groupRates(data.times, data.topics, topic);
  const only = data.topics.find((one) => one.topic === topic);
  return [
    { id: "lag", label: only ? `records behind on ${only.topic}` : "records behind", values: only?.lag ?? data.lag },
    { id: "lagMs", label: "ms behind", values: data.lagMs },
    { id: "produced", label: "written per second", values: rates.produced },
    { id: "consumed", label: "read per second", values: rates.consumed },
    { id: "members", label: "members", values: data.memberCount },
    ...(only
      ? only.partitions.map(({ partition, lag }) => ({
          id: `p${partition}`,
          label: `behind on partition ${partition}`,
          values: lag,
        }))
      : data.topics.length > 1
        ? data.topics.map((one) => ({ id: one.topic, label: `behind on ${one.topic}`, values: one.lag }))
        : []),
  ];
}
