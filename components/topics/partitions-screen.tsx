"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { ReplicaLegend } from "@/components/kafka/partition-map";
import { useLiveQuery } from "@/components/live/use-live-query";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { ScrollX } from "@/components/ui/scroll-x";
import { BoneLines, Loading } from "@/components/ui/skeleton";
import type { TopicDetail } from "@/lib/api/topics";
import { brokersOf } from "./brokers-of";
import { LeadersFoot } from "./leaders-foot";
import { useHeldBack } from "./open-transactions";
import { partitionColumns } from "./partition-columns";
import { topicVerdict } from "./partition-verdict";
import { brokersOfTopics, clusterOfTopics, topicDetail } from "./queries";
import { partitionSorts, sortedPartitions } from "./sorted-partitions";
import { VerdictHead } from "./verdict-head";
import { changeBlocked } from "./why-blocked";

const AddPartitionsDialog = dynamic(() => import("./add-partitions-dialog").then((part) => part.AddPartitionsDialog), {
  ssr: false,
});

/** The partitions of a topic: verdict, then partitions by brokers. */
export function PartitionsScreen({ cluster, topic }: { cluster: string; topic: string }) {
  const { data } = useLiveQuery(topicDetail(cluster, topic));
  // a failure is told by the frame around this page
  if (data?.name !== topic)
    return (
      <div className="pad">
        <Loading slow="Asking the leaders of its partitions takes longer than usual…">
          <BoneLines lines={8} />
        </Loading>
      </div>
    );
  return <Partitions cluster={cluster} topic={data} />;
}

function Partitions({ cluster, topic }: { cluster: string; topic: TopicDetail }) {
  const { data: brokers } = useLiveQuery(brokersOfTopics(cluster));
  const { data: facts } = useQuery(clusterOfTopics(cluster));
  const [{ sort, order }, set] = useQueryStates(
    {
      sort: parseAsStringLiteral(partitionSorts).withDefault("partition"),
      order: parseAsStringLiteral(["asc", "desc"] as const).withDefault("asc"),
    },
    { history: "replace" },
  );
  const [isAdding, setAdding] = useState(false);
  const shown = brokersOf(topic.partitions, brokers?.items);
  const rows = sortedPartitions(topic, sort, order);
  const columns = partitionColumns({
    cluster,
    topic: topic.name,
    brokers: shown,
    rows: topic.partitions,
    minInsyncReplicas: topic.minInsyncReplicas,
    held: useHeldBack(topic),
  });
  return (
    <div className="pad pt-3 pb-6">
      <VerdictHead verdict={topicVerdict(topic)} />
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2 py-3">
        <ReplicaLegend />
        <span className="flex-1" />
        <Button blocked={changeBlocked(facts)} onClick={() => setAdding(true)}>
          Add partitions…
        </Button>
      </div>
      <ScrollX label="Partitions by broker">
        <div style={{ minWidth: 760 + shown.length * 58 }}>
          <DataTable
            label="Partitions"
            phone="keep"
            rows={rows}
            rowKey={(row) => String(row.partition)}
            columns={columns}
            sort={{ by: sort, order }}
            onSort={(next) => {
              const by = partitionSorts.find((one) => one === next.by);
              if (by) void set({ sort: by, order: next.order });
            }}
            foot={<LeadersFoot columns={columns} brokers={shown} partitions={topic.partitions} />}
          />
        </div>
      </ScrollX>
      {isAdding ? <AddPartitionsDialog cluster={cluster} topic={topic} facts={facts} onOpenChange={setAdding} /> : null}
    </div>
  );
}
