"use client";
import type { Series } from "@/components/charts/line-chart";
import type { GridChart } from "@/components/kafka/chart-grid";
import { HistoryCharts } from "@/components/kafka/history-charts";
import { bandedSeries, pointsOf } from "@/components/kafka/history-series";
import { useLiveQuery } from "@/components/live/use-live-query";
import { useTimeRange } from "@/components/live/use-time-range";
import type { ClusterHistory as History } from "@/lib/api/history";
import { bytes } from "@/lib/format/bytes";
import { count } from "@/lib/format/count";
import { cutMiddle } from "@/lib/format/middle-cut";
import { rate } from "@/lib/format/rate";
import { clusterHistory } from "./queries";

/** series colours that also carry text on both grounds */
const colours: readonly Series["color"][] = ["s5", "s2", "s4", "s1", "s6"];

/** A cluster over time: what comes in, who is behind, what it fills, what was wrong, with what happened. */
export function ClusterHistory({ cluster }: { cluster: string }) {
  const [range, setRange] = useTimeRange();
  const answer = useLiveQuery(clusterHistory(cluster, range));
  return (
    <HistoryCharts
      answer={answer}
      range={range}
      onRange={setRange}
      charts={(data) => chartsOf(cluster, data)}
      columns={columnsOf}
      file={`${cluster}-history`}
      named
    />
  );
}

function chartsOf(cluster: string, data: History): GridChart[] {
  const isThin = [...data.underReplicatedPartitions.max, ...data.offlinePartitions.max].some(
    (value) => (value ?? 0) > 0,
  );
  return [
    {
      title: "Records written",
      label: `Records written a second in ${cluster}`,
      series: [bandedSeries({ id: "rate", label: "in", color: "accent", area: true }, data, data.messagesPerSecond)],
      format: rate,
    },
    {
      title: "Records behind",
      label: `Records behind in ${cluster}`,
      aside: data.groups.length > 1 ? "the groups furthest behind now" : "all groups together",
      series:
        data.groups.length > 1
          ? data.groups.map(
              ({ group, lag }, at): Series => ({
                id: group,
                label: cutMiddle(group, 26),
                color: colours[at] ?? "ink-2",
                points: pointsOf(data.times, lag, data.resolutionMs),
              }),
            )
          : [bandedSeries({ id: "lag", label: "behind", color: "accent", area: true }, data, data.lag)],
      format: count,
    },
    {
      title: "Size",
      label: `Bytes on the disks of ${cluster}`,
      series: [bandedSeries({ id: "size", label: "size", color: "s1", area: true }, data, data.sizeBytes)],
      format: bytes,
      axis: "bytes",
    },
    {
      title: "Findings and brokers",
      label: `Findings, and brokers that answered, in ${cluster}`,
      series: [
        bandedSeries({ id: "brokers", label: "brokers", color: "s5" }, data, data.brokersUp),
        bandedSeries({ id: "findings", label: "findings", color: "warn" }, data, data.findings),
      ],
      format: count,
      axis: "whole",
    },
    ...(isThin
      ? [
          {
            title: "Partitions in trouble",
            label: `Under-replicated and offline partitions in ${cluster}`,
            series: [
              bandedSeries(
                { id: "thin", label: "under-replicated", color: "warn" },
                data,
                data.underReplicatedPartitions,
              ),
              bandedSeries({ id: "offline", label: "offline", color: "bad" }, data, data.offlinePartitions),
            ],
            format: count,
            axis: "whole" as const,
          },
        ]
      : []),
  ];
}

function columnsOf(data: History) {
  return [
    { id: "rate", label: "records per second", values: data.messagesPerSecond.values },
    { id: "bytes", label: "bytes per second", values: data.bytesPerSecond.values },
    { id: "lag", label: "records behind", values: data.lag.values },
    { id: "size", label: "bytes", values: data.sizeBytes.values },
    { id: "findings", label: "findings", values: data.findings.values },
    { id: "brokers", label: "brokers", values: data.brokersUp.values },
    { id: "thin", label: "under-replicated", values: data.underReplicatedPartitions.values },
    { id: "offline", label: "offline", values: data.offlinePartitions.values },
    ...data.groups.map(({ group, lag }) => ({ id: group, label: `behind: ${group}`, values: lag })),
  ];
}
