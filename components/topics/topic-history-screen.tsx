"use client";
import dynamic from "next/dynamic";

const TopicHistoryCharts = dynamic(() => import("./topic-history-charts").then((part) => part.TopicHistoryCharts), {
  ssr: false,
  loading: () => <div className="h-[480px]" />,
});

/** A topic over time. */
export function TopicHistoryScreen({ cluster, topic }: { cluster: string; topic: string }) {
  return <TopicHistoryCharts cluster={cluster} topic={topic} />;
}
