"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { CliBlock } from "@/components/kafka/cli-block";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Term } from "@/components/kafka/term";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { InlineDiff } from "@/components/ui/diff";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Status } from "@/components/ui/status";
import { NumberInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toast";
import { send } from "@/lib/api/call";
import type { ClusterDetail } from "@/lib/api/clusters";
import { addPartitions, type TopicDetail } from "@/lib/api/topics";
import { percent, plural } from "@/lib/format/count";
import { policiesOf } from "./keeps";
import { shareOfKeysMoved } from "./keys-moved";
import { addPartitionsCommand, serversOf } from "./topic-commands";
import { TypedName } from "./typed-name";
import { isProduction } from "./why-blocked";

const most = 100_000;

/** More partitions, with what that does to keys. They cannot be taken away again. */
export function AddPartitionsDialog({
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
  const now = topic.partitions.length;
  const [text, setText] = useState(String(now + 1));
  const [typed, setTyped] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const client = useQueryClient();
  const count = /^\d{1,6}$/.test(text) ? Number(text) : null;
  const wrong =
    count === null
      ? "A whole number"
      : count <= now
        ? `More than the ${now} there are: partitions cannot be taken away`
        : count > most
          ? `At most ${most.toLocaleString("en-GB")}`
          : undefined;
  const { mutate, isPending, error, data, variables, reset } = useMutation({
    mutationFn: (how: { count: number; dryRun: boolean }) => send(addPartitions, { cluster, topic: topic.name }, how),
    onSuccess: (_, how) => {
      if (how.dryRun) return;
      toast(`${topic.name} has ${plural(how.count, "partition")} now`);
      onOpenChange(false);
      return client.invalidateQueries({ queryKey: [cluster] });
    },
  });
  const guarded = isProduction(facts?.environment) && typed !== topic.name;
  const run = (dryRun: boolean) => count !== null && wrong === undefined && mutate({ count, dryRun });
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      focusFirst={input}
      title={
        <>
          Add partitions to <span className="mono">{topic.name}</span>
        </>
      }
      footer={
        <>
          <Button
            blocked={wrong}
            busy={isPending && variables?.dryRun === true}
            onClick={() => run(true)}
            tip="Asks the controller whether it would, and changes nothing"
          >
            Dry run
          </Button>
          <span className="flex-1" />
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button
            look="primary"
            blocked={wrong ?? (guarded ? `Production: type “${topic.name}” to go on` : undefined)}
            busy={isPending && variables?.dryRun === false}
            onClick={() => run(false)}
          >
            {count === null || count <= now ? "Add partitions" : `Add ${plural(count - now, "partition")}`}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <Field
          label="Partitions afterwards"
          error={wrong}
          hint={`${now} now. Each gets ${plural(topic.replicationFactor, "replica")}.`}
        >
          {(slot) => (
            <NumberInput
              {...slot}
              ref={input}
              frame="w-[160px]"
              value={text}
              onChange={(event) => {
                setText(event.target.value.trim());
                reset();
              }}
              onKeyDown={(event) => {
                if (event.key === "Enter" && !guarded) run(false);
              }}
            />
          )}
        </Field>
        {count !== null && wrong === undefined ? (
          <>
            <p className="mono">
              partitions <InlineDiff before={String(now)} after={String(count)} />
            </p>
            <Consequence topic={topic} now={now} count={count} />
            <CliBlock command={addPartitionsCommand(topic.name, count, serversOf(facts))} />
          </>
        ) : null}
        {data && variables?.dryRun && !error ? (
          <p role="status">
            <Status tone="ok">Dry run passed</Status>{" "}
            <span className="soft">the controller would make it {plural(data.partitionCount, "partition")}</span>
          </p>
        ) : null}
        {isProduction(facts?.environment) ? (
          <Note tone="bad" lead="PRODUCTION.">
            Partitions cannot be taken away again.
            <TypedName name={topic.name} value={typed} onChange={setTyped} onEnter={() => run(false)} />
          </Note>
        ) : null}
        {error ? (
          <ProblemPanel what={variables?.dryRun ? "The dry run was refused" : "No partition was added"} error={error} />
        ) : null}
      </div>
    </Dialog>
  );
}

function Consequence({ topic, now, count }: { topic: TopicDetail; now: number; count: number }) {
  const moved = percent(shareOfKeysMoved(now, count));
  const isCompacted = topic.cleanupPolicy !== null && policiesOf(topic.cleanupPolicy).includes("compact");
  return (
    <Note tone="warn" lead="Keys move.">
      With the default partitioner, {moved.text} % of all <Term word="key">keys</Term> are written to another partition
      from then on, while their older records stay where they are. The order of such a key is broken once: a reader may
      see a new record before an old one.
      {isCompacted
        ? " The topic is compacted: the old value of a moved key stays in its old partition and is never cleaned up by the new one."
        : ""}{" "}
      Groups that read the topic rebalance when their clients notice, and partitions cannot be taken away again.
    </Note>
  );
}
