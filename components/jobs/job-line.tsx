"use client";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { JobProgress } from "@/components/kafka/job-progress";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { useJob } from "@/components/live/use-job";
import { useWriteBlock } from "@/components/live/use-write-block";
import { Button } from "@/components/ui/button";
import { Ago } from "@/components/ui/time-text";
import { send } from "@/lib/api/call";
import { ApiError } from "@/lib/api/error";
import { cancelJob, type Job } from "@/lib/api/jobs";
import { replayRecords } from "@/lib/api/replay";
import { paths } from "@/lib/paths";
import { DiscardReplay } from "./discard-replay";

/** Kinds as the page calls them where they are started. */
const kindWords: Readonly<Record<string, string>> = {
  generate: "repeat",
  "groups-delete": "groups",
  "groups-remove-members": "groups",
  "groups-reset-offsets": "groups",
};

/** A job in the list; one that is followed is drawn as it goes. */
export function JobLine({
  cluster,
  job: listed,
  isFollowed,
  onChange,
}: {
  cluster: string;
  job: Job;
  isFollowed: boolean;
  onChange: () => void;
}) {
  const { job: followed } = useJob(isFollowed ? listed.id : null);
  const job = followed ?? listed;
  const stop = useMutation({ mutationFn: () => send(cancelJob, { job: job.id }), onSuccess: onChange });
  const blocked = useWriteBlock(cluster);
  const [topic = "", target = ""] = job.title.split(" → ");
  const resume = useMutation({
    mutationFn: () => send(replayRecords, { cluster, topic }, { resume: job.id }),
    onSuccess: onChange,
  });
  const kind = kindWords[job.kind] ?? job.kind;
  const canResume = job.kind === "replay" && job.state !== "running" && typeof job.result?.resume === "string";
  return (
    <article className="job-line" aria-label={`${kind} ${job.title}`}>
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="chip">
          <span>{kind}</span>
        </span>
        <h3 className="mono min-w-0 break-words font-medium">{job.title}</h3>
        <span className="small muted">
          started <Ago at={job.startedAt} />
        </span>
        <span className="ml-auto flex flex-wrap items-baseline gap-x-3 gap-y-1 empty:hidden phone:ml-0 phone:basis-full">
          {target !== "" && !target.includes(" ") && job.state === "done" ? (
            <Link className="link small" href={paths.topicMessages(cluster, target)}>
              {target}
            </Link>
          ) : null}
          {job.state === "running" ? (
            <Button small busy={stop.isPending} onClick={() => stop.mutate()}>
              Stop
            </Button>
          ) : null}
          {canResume ? (
            <>
              <Button small busy={resume.isPending} blocked={blocked} onClick={() => resume.mutate()}>
                Go on where it stopped
              </Button>
              <DiscardReplay
                cluster={cluster}
                topic={topic}
                id={job.id}
                copied={typeof job.result?.copied === "string" ? BigInt(job.result.copied) : null}
                onChange={onChange}
              />
            </>
          ) : null}
        </span>
      </header>
      <JobProgress job={job} />
      {job.problem ? (
        <ProblemPanel
          what="It has stopped"
          error={new ApiError(job.problem.code, job.problem.message, { hint: job.problem.hint })}
        />
      ) : null}
      {stop.error ? <ProblemPanel what="It could not be stopped" error={stop.error} /> : null}
      {resume.error ? <ProblemPanel what="It was not taken up" error={resume.error} /> : null}
    </article>
  );
}
