"use client";
import { Term } from "@/components/kafka/term";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import type { ClusterDetail } from "@/lib/api/clusters";
import { createCommand, serversOf } from "./topic-commands";
import { changeBlocked } from "./why-blocked";

/** No topic at all: what one is, and how to have the first. */
export function EmptyTopics({ facts, onCreate }: { facts: ClusterDetail | undefined; onCreate: () => void }) {
  return (
    <EmptyState
      title="No topic on this cluster yet"
      why={
        <>
          A <Term word="topic">topic</Term> is a log that only grows at its end, divided into{" "}
          <Term word="partition">partitions</Term>. Producers append records, any number of{" "}
          <Term word="group">groups</Term> read them, each at its own pace, and records stay until their{" "}
          <Term word="retention">retention</Term> is over. Topics that Kafka keeps for itself are hidden; a topic that
          is created elsewhere appears here by itself within seconds.
        </>
      }
      action={
        <Button look="primary" blocked={changeBlocked(facts)} onClick={onCreate}>
          Create the first topic
        </Button>
      }
    >
      <CodeBlock
        label="Create a topic"
        text={`# or from a shell\n${createCommand({ name: "my-topic", partitions: 3 }, serversOf(facts))}`}
      />
    </EmptyState>
  );
}
