"use client";
import type { GridChart } from "@/components/kafka/chart-grid";
import { HistoryCharts } from "@/components/kafka/history-charts";
import { bandedSeries } from "@/components/kafka/history-series";
import { useLiveQuery } from "@/components/live/use-live-query";
import { useTimeRange } from "@/components/live/use-time-range";
import type { TopicHistory } from "@/lib/api/history";
import { bytes } from "@/lib/format/bytes";
import { count } from "@/lib/format/count";
import { byteRate, rate } from "@/lib/format/rate";
import { topicHistory } from "./queries";

/** What is written, how large it is, how far its readers are behind, with range, table and file. */
export function TopicHistoryCharts({ cluster, topic }: { cluster: string; topic: string }) {
  const [range, setRange] = useTimeRange();
  const answer = useLiveQuery(topicHistory(cluster, topic, range));
  return (
    <div className="pb-6">
      <HistoryCharts
        answer={answer}
        range={range}
        onRange={setRange}
        charts={(data) => chartsOf(topic, data)}
        columns={columnsOf}
        file={`${topic}-history`}
      />
    </div>
  );
}

function chartsOf(topic: string, data: TopicHistory): GridChart[] {
  const line = (id: string, label: string, color: "accent" | "s1" | "warn", of: Parameters<typeof bandedSeries>[2]) => [
    bandedSeries({ id, label, color, area: true }, data, of),
  ];
  const hasBytes = data.bytesPerSecond.values.some((value) => value !== null);
  const isThin = data.underReplicatedPartitions.max.some((value) => value !== null && value > 0);
  return [
    {
      title: "Records written",
      label: `Records written to ${topic} a second`,
      series: line("rate", "written", "accent", data.messagesPerSecond),
      format: rate,
    },
    {
      title: "Records behind",
      label: `Records behind of the groups that read ${topic}`,
      aside: "all groups together",
      series: line("lag", "behind", "accent", data.lag),
      format: count,
    },
    {
      title: "Size",
      label: `Size of ${topic}`,
      aside: "leaders’ copies",
      series: line("size", "size", "s1", data.sizeBytes),
      format: bytes,
      axis: "bytes",
    },
    ...(hasBytes
      ? [
          {
            title: "Bytes written",
            label: `Bytes written to ${topic} a second`,
            aside: "estimated by the mean size of a record",
            series: line("bytes", "written", "s1", data.bytesPerSecond),
            format: byteRate,
            axis: "bytes" as const,
          },
        ]
      : []),
    ...(isThin
      ? [
          {
            title: "Under-replicated partitions",
            label: `Under-replicated partitions of ${topic}`,
            series: line("thin", "under-replicated", "warn", data.underReplicatedPartitions),
            format: count,
            axis: "whole" as const,
          },
        ]
      : []),
  ];
}

function columnsOf(data: TopicHistory) {
  return [
    { id: "rate", label: "records per second", values: data.messagesPerSecond.values },
    { id: "bytes", label: "bytes per second", values: data.bytesPerSecond.values },
    { id: "size", label: "bytes", values: data.sizeBytes.values },
    { id: "lag", label: "records behind", values: data.lag.values },
    { id: "thin", label: "under-replicated", values: data.underReplicatedPartitions.values },
  ];
}
