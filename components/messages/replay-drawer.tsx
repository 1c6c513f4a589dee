"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Button } from "@/components/ui/button";
import { Checkbox, Choice } from "@/components/ui/choice";
import { CodeBlock } from "@/components/ui/code-block";
import { Drawer } from "@/components/ui/drawer";
import { send } from "@/lib/api/call";
import { replayRecords } from "@/lib/api/replay";
import { firstReplay, type ReplayWhat, replayBody, replayCommand } from "./replay-draft";
import { ReplayFields } from "./replay-fields";
import { ReplayJob } from "./replay-job";
import { ReplayPlan } from "./replay-plan";
import { useReplayPlan } from "./use-replay-plan";

/** Copies a selection elsewhere or back: what it would do is shown first, then how it goes. */
export function ReplayDrawer({
  cluster,
  topic,
  environment,
  what,
  onClose,
}: {
  cluster: string;
  topic: string;
  environment: string | null;
  what: ReplayWhat;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => firstReplay(what.isBack));
  const [isMeant, setMeant] = useState(false);
  const [job, setJob] = useState<{ id: string; n: number } | null>(null);
  const asked = replayBody(what, draft);
  const fault = "field" in asked ? asked : null;
  const body = "field" in asked ? null : asked;
  const plan = useReplayPlan(cluster, topic, body);
  const start = useMutation({
    mutationFn: async () => {
      const answer = await send(replayRecords, { cluster, topic }, body ?? {});
      return "id" in answer ? answer.id : "";
    },
    onSuccess: (id) => {
      setJob({ id, n: 0 });
      void client.invalidateQueries({ queryKey: ["jobs"] });
    },
  });
  const isProduction = environment === "production";
  const blocked = whyNot({ fault: fault?.message, plan, isUnmeant: isProduction && !isMeant, cluster });
  if (job !== null)
    return (
      <ReplayJob
        cluster={cluster}
        topic={topic}
        key={job.n}
        id={job.id}
        onAgain={() => {
          setJob(null);
          start.reset();
          plan.askAgain();
        }}
        onResumed={(id) => setJob({ id, n: job.n + 1 })}
        onClose={onClose}
      />
    );
  return (
    <Drawer
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      name="replay"
      width={720}
      title={draft.to === "origin" ? "Send back" : "Copy to a topic"}
      aside={`${what.words} of ${topic}`}
      footer={
        <>
          {isProduction ? (
            <Choice control={<Checkbox checked={isMeant} onChange={(event) => setMeant(event.target.checked)} />}>
              I mean to write to {cluster}
            </Choice>
          ) : null}
          <span className="flex-1" />
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={start.isPending} blocked={blocked} onClick={() => start.mutate()}>
            {draft.to === "origin" ? "Send back" : "Copy"} {plan.countWords}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-4">
        <ReplayFields cluster={cluster} draft={draft} fault={fault} onDraft={setDraft} />
        {plan.error ? (
          <ProblemPanel
            what="What would be copied could not be told"
            error={plan.error}
            onRetry={plan.askAgain}
            retrying={plan.isFetching}
          />
        ) : null}
        {plan.data ? <ReplayPlan source={topic} plan={plan.data} isOld={!plan.isCurrent} /> : null}
        {start.error ? <ProblemPanel what="It was not started" error={start.error} /> : null}
        {body ? (
          <CodeBlock label="The same from a shell" text={replayCommand(window.location.origin, cluster, topic, body)} />
        ) : null}
      </div>
    </Drawer>
  );
}

function whyNot({
  fault,
  plan,
  isUnmeant,
  cluster,
}: {
  fault: string | undefined;
  plan: ReturnType<typeof useReplayPlan>;
  isUnmeant: boolean;
  cluster: string;
}): string | undefined {
  if (fault !== undefined) return fault;
  if (!plan.data || !plan.isCurrent) return plan.error ? "See above" : "What would be copied is being looked at";
  const [problem] = plan.data.problems;
  if (problem) return problem.message;
  if (plan.data.isComplete && plan.data.destinations.length === 0) return "There is nothing to copy";
  return isUnmeant ? `Tick that you mean to write to ${cluster} first.` : undefined;
}
