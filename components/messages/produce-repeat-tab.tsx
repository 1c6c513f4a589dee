"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { type Dispatch, Fragment, type SetStateAction } from "react";
import { createPortal } from "react-dom";
import { JobProgress } from "@/components/kafka/job-progress";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Term } from "@/components/kafka/term";
import { useJob } from "@/components/live/use-job";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/ui/clock";
import { CodeBlock } from "@/components/ui/code-block";
import { intoView } from "@/components/ui/into-view";
import { send } from "@/lib/api/call";
import { ApiError } from "@/lib/api/error";
import { generateMessages } from "@/lib/api/generate";
import { cancelJob } from "@/lib/api/jobs";
import { placeholders } from "@/lib/format/template";
import { paths } from "@/lib/paths";
import { DeliveryFields } from "./delivery-fields";
import { HeadersField } from "./headers-field";
import type { ProduceDraft } from "./produce-draft";
import { examplesOf, firstPace, firstSides, type Pace, repeatBody, repeatCommand } from "./produce-repeat";
import { RecordExamples } from "./record-examples";
import { RepeatPace } from "./repeat-pace";
import { TemplateField } from "./template-field";
import { useDryCheck } from "./use-dry-check";
import { useTarget } from "./use-target";

/** How fast it shall go, and the job that was started last. */
type RepeatHeld = { pace: Pace; id: string | null };
export const firstRepeat: RepeatHeld = { pace: firstPace, id: null };

/** Records from a template at a pace: what it would write is shown as it is typed; it runs as a job. */
export function ProduceRepeatTab({
  cluster,
  topic,
  partitions,
  draft,
  onDraft,
  held,
  onHeld,
  blocked,
  foot,
}: {
  cluster: string;
  topic: string;
  partitions: readonly number[];
  draft: ProduceDraft;
  onDraft: (draft: ProduceDraft) => void;
  held: RepeatHeld;
  onHeld: Dispatch<SetStateAction<RepeatHeld>>;
  blocked: string | undefined;
  foot: HTMLElement | null;
}) {
  const client = useQueryClient();
  const now = useNow();
  // the drawer is only ever drawn in a browser
  const { origin } = window.location;
  const { pace, id } = held;
  const { job } = useJob(id);
  const target = useTarget(cluster, topic, { kind: "null", text: "" });
  const edit = (part: Partial<ProduceDraft>) => onDraft({ ...draft, ...part });
  const asked = repeatBody(draft, pace);
  const fault = "field" in asked ? asked : null;
  const examples = examplesOf(draft, now);
  const check = useDryCheck(cluster, topic, firstSides(draft, examples[0]));
  const refused = (part: "key" | "value") =>
    check.faults[part] === undefined ? undefined : `The first record cannot be written: ${check.faults[part]}.`;
  const wrong = examples.find((one) => one.fault !== null)?.fault ?? refused("value");
  const start = useMutation({
    mutationFn: async () => {
      if ("field" in asked) throw new ApiError("invalid-request", asked.message);
      const answer = await send(generateMessages, { cluster, topic }, asked);
      return "id" in answer ? answer.id : null;
    },
    onSuccess: (started) => {
      onHeld((before) => ({ ...before, id: started }));
      void client.invalidateQueries({ queryKey: ["jobs"] });
    },
  });
  const stop = useMutation({ mutationFn: () => send(cancelJob, { job: id ?? "" }) });
  const isRunning = job?.state === "running";
  const faultOf = (field: string) => (fault?.field === field ? fault.message : undefined);
  return (
    <>
      <TemplateField
        label={<Term word="key">Key</Term>}
        noun="key"
        nullWord="null"
        cluster={cluster}
        topic={topic}
        side={draft.key}
        rows={1}
        error={faultOf("key") ?? refused("key")}
        onSide={(key) => edit({ key })}
      />
      <TemplateField
        label="Value"
        noun="value"
        nullWord="tombstone"
        cluster={cluster}
        topic={topic}
        side={draft.value}
        rows={6}
        error={faultOf("value") ?? wrong}
        onSide={(value) => edit({ value })}
      />
      <details>
        <summary className="link small cursor-pointer">Placeholders</summary>
        <dl className="kv pt-1">
          {placeholders.map(({ sample, words }) => (
            <Fragment key={sample}>
              <dt>{sample}</dt>
              <dd className="whitespace-normal">{words}</dd>
            </Fragment>
          ))}
        </dl>
      </details>
      <HeadersField headers={draft.headers} error={faultOf("headers")} onHeaders={(headers) => edit({ headers })} />
      <RecordExamples examples={examples} />
      <RepeatPace pace={pace} fault={fault} onPace={(next) => onHeld((before) => ({ ...before, pace: next }))} />
      <DeliveryFields
        draft={draft}
        onDraft={edit}
        partitions={partitions}
        target={
          draft.key.kind === "null"
            ? target
            : { partition: null, words: "Each key decides, as in Java's default partitioner." }
        }
        isTimeless
      />
      {fault === null && !("field" in asked) ? (
        <CodeBlock label="The same from a shell" text={repeatCommand(origin, cluster, topic, asked)} />
      ) : null}
      {start.error ? <ProblemPanel what="It was not started" error={start.error} /> : null}
      {job ? (
        <section
          ref={intoView}
          aria-label="Progress"
          className="grid gap-2 border-t border-rule pt-3"
          aria-live="polite"
        >
          <JobProgress job={job} />
          {job.problem ? (
            <ProblemPanel what="It has stopped" error={new ApiError(job.problem.code, job.problem.message)} />
          ) : null}
          <p className="small muted">
            {isRunning ? "It goes on when this is closed. " : null}
            <Link className="link" href={paths.jobs(cluster)}>
              All jobs
            </Link>
          </p>
        </section>
      ) : null}
      {foot
        ? createPortal(
            isRunning ? (
              <Button busy={stop.isPending} onClick={() => stop.mutate()}>
                Stop
              </Button>
            ) : (
              <Button
                look="primary"
                busy={start.isPending}
                blocked={blocked ?? fault?.message ?? refused("key") ?? wrong}
                onClick={() => start.mutate()}
              >
                Start
              </Button>
            ),
            foot,
          )
        : null}
    </>
  );
}
