"use client";
import type { GridChart } from "@/components/kafka/chart-grid";
import { HistoryCharts } from "@/components/kafka/history-charts";
import { bandedSeries } from "@/components/kafka/history-series";
import { useLiveQuery } from "@/components/live/use-live-query";
import { useTimeRange } from "@/components/live/use-time-range";
import type { BrokerHistory as History } from "@/lib/api/history";
import { bytes } from "@/lib/format/bytes";
import { count } from "@/lib/format/count";
import { brokerHistory } from "./queries";

/** A broker over time: what it leads and carries, how full it is, whether it answered. */
export function BrokerHistory({ cluster, broker }: { cluster: string; broker: number }) {
  const [range, setRange] = useTimeRange();
  const answer = useLiveQuery(brokerHistory(cluster, broker, range));
  return (
    <HistoryCharts
      answer={answer}
      range={range}
      onRange={setRange}
      charts={(data) => chartsOf(broker, data)}
      columns={columnsOf}
      file={`${cluster}-broker-${broker}-history`}
    />
  );
}

function chartsOf(broker: number, data: History): GridChart[] {
  return [
    {
      title: "Bytes on disk",
      label: `Bytes in the log directories of broker ${broker}`,
      series: [bandedSeries({ id: "size", label: "used", color: "accent", area: true }, data, data.sizeBytes)],
      format: bytes,
      axis: "bytes",
    },
    {
      title: "Bytes left",
      label: `Bytes left on the volumes of broker ${broker}`,
      series: [bandedSeries({ id: "left", label: "left", color: "s1", area: true }, data, data.usableBytes)],
      format: bytes,
      axis: "bytes",
    },
    {
      title: "Leaders and replicas",
      label: `Leaders and replicas on broker ${broker}`,
      series: [
        bandedSeries({ id: "replicas", label: "replicas", color: "s2" }, data, data.replicaCount),
        bandedSeries({ id: "leaders", label: "leaders", color: "s5" }, data, data.leaderCount),
      ],
      format: count,
      axis: "whole",
    },
    {
      title: "Answered",
      label: `Whether broker ${broker} answered`,
      aside: "1 while it did",
      series: [bandedSeries({ id: "up", label: "answered", color: "accent", area: true }, data, data.up)],
      format: count,
      axis: "whole",
    },
  ];
}

function columnsOf(data: History) {
  return [
    { id: "up", label: "answered", values: data.up.values },
    { id: "leaders", label: "leaders", values: data.leaderCount.values },
    { id: "replicas", label: "replicas", values: data.replicaCount.values },
    { id: "size", label: "bytes", values: data.sizeBytes.values },
    { id: "left", label: "bytes left", values: data.usableBytes.values },
  ];
}
