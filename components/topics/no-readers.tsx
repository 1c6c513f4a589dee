"use client";
import { useQuery } from "@tanstack/react-query";
import { Term } from "@/components/kafka/term";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { kafkaTool } from "@/lib/kafka/cli";
import { clusterOfTopics } from "./queries";
import { serversOf } from "./topic-commands";

/** No group has committed on the topic, and no member has one of its partitions. */
export function NoReaders({ cluster, topic }: { cluster: string; topic: string }) {
  const { data: facts } = useQuery(clusterOfTopics(cluster));
  return (
    <EmptyState
      title="No group reads this topic"
      why={
        <>
          A <Term word="group">group</Term> appears here with its first commit on the topic, or as soon as one of its
          members is given a partition of it. Consumers without a group id, such as most command line tools, leave no
          trace; nor does reading in this console.
        </>
      }
    >
      <CodeBlock
        label="Read as a group"
        text={`# read it as the group "first-steps"; its lag stands here from then on\n${kafkaTool(
          "kafka-console-consumer.sh",
          serversOf(facts),
          [["--topic", topic], ["--group", "first-steps"], ["--from-beginning"]],
        )}`}
      />
    </EmptyState>
  );
}
