"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { CliBlock } from "@/components/kafka/cli-block";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Note } from "@/components/ui/note";
import { Quantity } from "@/components/ui/quantity";
import { toast } from "@/components/ui/toast";
import { send } from "@/lib/api/call";
import type { ClusterDetail } from "@/lib/api/clusters";
import { deleteTopic, type TopicDetail } from "@/lib/api/topics";
import { bytes } from "@/lib/format/bytes";
import { count } from "@/lib/format/count";
import { rate } from "@/lib/format/rate";
import { paths } from "@/lib/paths";
import { Losses, Readers } from "./blast-radius";
import { spanIsRecords } from "./keeps";
import { topicGroups, topicKeys } from "./queries";
import { deleteCommand, serversOf } from "./topic-commands";

/** Deletes one topic for good, after saying what goes with it and who reads it. */
export function DeleteTopicDialog({
  cluster,
  topic,
  facts,
  onOpenChange,
}: {
  cluster: string;
  topic: TopicDetail;
  facts: ClusterDetail | undefined;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const client = useQueryClient();
  const { data: groups } = useQuery(topicGroups(cluster, topic.name));
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => send(deleteTopic, { cluster, topic: topic.name }),
    onSuccess: () => {
      toast(`${topic.name} is deleted`);
      router.push(paths.topics(cluster));
      client.removeQueries({ queryKey: topicKeys.configs(cluster, topic.name) });
      return client.invalidateQueries({ queryKey: [cluster], predicate: (one) => !one.queryKey.includes(topic.name) });
    },
  });
  const writing = (topic.messagesPerSecond ?? 0) > 0;
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={
        <>
          Delete topic <span className="mono">{topic.name}</span>
        </>
      }
      typed={topic.name}
      act={`Delete ${topic.name}`}
      busy={isPending}
      onConfirm={() => mutate()}
      problem={error ? <ProblemPanel what="The topic was not deleted" error={error} /> : null}
    >
      <Note tone="bad" lead="It cannot be brought back.">
        The topic goes with all of its records, its configs and the offsets that groups committed on it.
        {topic.internal ? " This is an internal topic: Kafka or a tool beside it needs it to work." : ""}
      </Note>
      <Losses
        items={[
          {
            word: "Records",
            value: (
              <>
                {topic.offsetSpan === 0n ? "" : spanIsRecords(topic) ? "≈ " : "fewer than "}
                <Quantity of={count(topic.offsetSpan)} />
              </>
            ),
          },
          { word: "On disk", value: <Quantity of={bytes(topic.sizeBytes)} /> },
          {
            word: "Partitions",
            value: `${topic.partitions.length}, each with ${topic.replicationFactor} ${topic.replicationFactor === 1 ? "replica" : "replicas"}`,
          },
          {
            word: "Written now",
            value: writing ? (
              <>
                <Quantity of={rate(topic.messagesPerSecond)} />{" "}
                <span className="muted">producers will fail, or create it anew where brokers allow that</span>
              </>
            ) : (
              <Quantity of={rate(topic.messagesPerSecond)} />
            ),
          },
          { word: "Read by", value: <Readers groups={groups?.items} /> },
        ]}
      />
      <CliBlock command={deleteCommand([topic.name], serversOf(facts))} />
    </ConfirmDialog>
  );
}
