"use client";
import { useQuery } from "@tanstack/react-query";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { kafkaTool } from "@/lib/kafka/cli";
import { clusterOfGroups } from "./queries";

/** No group at all: what one is, why there is none, and how to have the first. */
export function EmptyGroups({ cluster }: { cluster: string }) {
  const { data } = useQuery(clusterOfGroups(cluster));
  const servers = data?.bootstrapServers ?? ["localhost:9092"];
  return (
    <EmptyState
      title="No group reads from this cluster"
      why={
        <>
          A group is a set of consumers that share the partitions of their topics, each partition read by one member at
          a time. Kafka remembers per group how far it has read; the distance to the end is its lag. A group appears
          here as soon as its first consumer joins, and goes when its commits expire (
          <code>offsets.retention.minutes</code>, 7 days unless changed). Consumers that use no group id leave no trace.
        </>
      }
    >
      <CodeBlock
        label="Start a group"
        text={`# read a topic as the group "first-steps"; stop with Ctrl-C, the group and its lag stay here\n${kafkaTool(
          "kafka-console-consumer.sh",
          servers,
          [["--topic", "my-topic"], ["--group", "first-steps"], ["--from-beginning"]],
        )}`}
      />
    </EmptyState>
  );
}
