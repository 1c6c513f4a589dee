"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { CliBlock } from "@/components/kafka/cli-block";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { toast } from "@/components/ui/toast";
import { send } from "@/lib/api/call";
import type { ClusterDetail } from "@/lib/api/clusters";
import { createTopic } from "@/lib/api/topics";
import { paths } from "@/lib/paths";
import { DryRunResult } from "./dry-run-result";
import {
  draftProblems,
  emptyDraft,
  fieldProblems,
  type NewTopicBody,
  newTopicBody,
  type TopicDraft,
} from "./new-topic";
import { NewTopicFields } from "./new-topic-fields";
import { brokerDefaults, brokersOfTopics } from "./queries";
import { createCommand, serversOf } from "./topic-commands";

/** A new topic: what is not said is left to the brokers, and shown. A dry run lets the controller judge it first. */
export function CreateTopicDrawer({
  cluster,
  facts,
  initialName,
  existing,
  onClose,
}: {
  cluster: string;
  facts: ClusterDetail | undefined;
  initialName: string;
  existing: readonly string[];
  onClose: () => void;
}) {
  const [draft, setDraft] = useState<TopicDraft>(() => emptyDraft(initialName));
  const [isTried, setTried] = useState(false);
  const router = useRouter();
  const client = useQueryClient();
  const { data: brokers } = useQuery(brokersOfTopics(cluster));
  const asked = brokers?.items.find(({ isAnswering }) => isAnswering)?.id;
  const { data: defaults } = useQuery({ ...brokerDefaults(cluster, asked ?? 0), enabled: asked !== undefined });
  const { mutate, isPending, error, data, variables, reset } = useMutation({
    mutationFn: (body: NewTopicBody & { dryRun: boolean }) => send(createTopic, { cluster }, body),
    onSuccess: (made, { dryRun }) => {
      if (dryRun) return;
      toast(`${made.name} is created`);
      router.push(paths.topic(cluster, made.name));
      return client.invalidateQueries({ queryKey: [cluster] });
    },
  });
  const problems = draftProblems(draft, { existing, brokerCount: facts?.brokerCount ?? null });
  const body = newTopicBody(draft);
  const said = fieldProblems(error, Object.keys(body.configs ?? {}));
  const change = (next: TopicDraft) => {
    setDraft(next);
    reset();
  };
  const [first] = Object.values(problems);
  const run = (dryRun: boolean) => {
    setTried(true);
    if (first === undefined) mutate({ ...body, dryRun });
  };
  const isNameBegun = draft.name !== "" || isTried;
  const shown = { ...problems, ...(isNameBegun ? {} : { name: undefined }) };
  const dryRun = variables?.dryRun === true;
  return (
    <Drawer
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      name="create-topic"
      title="Create topic"
      aside={`on ${cluster}`}
      width={560}
      foot={<CliBlock command={createCommand({ ...body, name: draft.name || "my-topic" }, serversOf(facts))} />}
      footer={
        <>
          <Button
            busy={isPending && dryRun}
            blocked={first}
            tip="Asks the controller whether it would, and creates nothing"
            onClick={() => run(true)}
          >
            Dry run
          </Button>
          <span className="flex-1" />
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={isPending && !dryRun} blocked={first} onClick={() => run(false)}>
            Create topic
          </Button>
        </>
      }
    >
      <form
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          run(false);
        }}
      >
        <NewTopicFields
          draft={draft}
          onDraft={change}
          problems={{ ...said, ...withoutAbsent(shown) }}
          defaults={defaults?.items}
        />
        {error && Object.keys(said).length === 0 ? (
          <ProblemPanel what={dryRun ? "The dry run was refused" : "The topic was not created"} error={error} />
        ) : null}
        {data && dryRun && !error ? <DryRunResult made={data} said={Object.keys(body.configs ?? {})} /> : null}
        {/* Enter in a field sends the form only when it has a button of its own */}
        <button type="submit" className="sr-only" tabIndex={-1} aria-hidden="true">
          Create topic
        </button>
      </form>
    </Drawer>
  );
}

function withoutAbsent(problems: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(problems).filter((one): one is [string, string] => one[1] !== undefined));
}
