"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import * as z from "zod/mini";
import { JobProgress } from "@/components/kafka/job-progress";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { useJob } from "@/components/live/use-job";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { Note } from "@/components/ui/note";
import { send } from "@/lib/api/call";
import { ApiError } from "@/lib/api/error";
import { cancelJob } from "@/lib/api/jobs";
import { ReplayResult, replayRecords } from "@/lib/api/replay";
import { plural } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";
import { paths } from "@/lib/paths";

/** A replay as it goes, and what came of it. It goes on when the drawer is closed. */
export function ReplayJob({
  cluster,
  topic,
  id,
  onAgain,
  onResumed,
  onClose,
}: {
  cluster: string;
  topic: string;
  id: string;
  onAgain: () => void;
  onResumed: (id: string) => void;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const { job, error } = useJob(id);
  const stop = useMutation({ mutationFn: () => send(cancelJob, { job: id }) });
  const resume = useMutation({
    mutationFn: () => send(replayRecords, { cluster, topic }, { resume: id }),
    onSuccess: (answer) => {
      void client.invalidateQueries({ queryKey: ["jobs"] });
      if ("id" in answer) onResumed(answer.id);
    },
  });
  const parsed = job?.result ? z.safeDecode(ReplayResult, job.result as never) : null;
  const result = parsed?.success ? parsed.data : null;
  const isRunning = job === null || job.state === "running";
  return (
    <Drawer
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      name="replay"
      width={720}
      title="Replay"
      aside={job?.title}
      footer={
        <>
          <Link className="link" href={paths.jobs(cluster)} onClick={onClose}>
            All jobs
          </Link>
          <span className="flex-1" />
          <Button onClick={onClose}>{isRunning ? "Close, it goes on" : "Done"}</Button>
          {isRunning ? (
            <Button busy={stop.isPending} onClick={() => stop.mutate()}>
              Stop
            </Button>
          ) : result?.resume ? (
            <Button look="primary" busy={resume.isPending} onClick={() => resume.mutate()}>
              Go on where it stopped
            </Button>
          ) : (
            <Button onClick={onAgain}>Another one</Button>
          )}
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-4" aria-live="polite">
        {job ? <JobProgress job={job} /> : null}
        {job?.problem ? <ProblemPanel what="It has stopped" error={problemOf(job.problem)} /> : null}
        {error && !job ? <ProblemPanel what="The job cannot be watched" error={error} /> : null}
        {resume.error ? <ProblemPanel what="It was not taken up" error={resume.error} /> : null}
        {result ? (
          <dl className="kv">
            <dt>Copied</dt>
            <dd className="num">{plural(result.copied, "record")}</dd>
            <dt>Looked at</dt>
            <dd className="num">
              {grouped(result.scanned)} of {plural(result.span, "offset")}
            </dd>
            <dt>Transactions</dt>
            <dd className="num">
              {grouped(result.transactions)}
              {result.retried > 0 ? `, ${result.retried} given up and done again` : ""}
            </dd>
            {result.withoutOrigin > 0n ? (
              <>
                <dt>Passed over</dt>
                <dd className="num">{plural(result.withoutOrigin, "record")} without an origin</dd>
              </>
            ) : null}
            {result.missing > 0n ? (
              <>
                <dt>Not there</dt>
                <dd className="num">{plural(result.missing, "chosen record")}</dd>
              </>
            ) : null}
          </dl>
        ) : null}
        {result && result.destinations.length > 0 ? (
          <table className="table ruled keep" aria-label="Where copies went">
            <thead>
              <tr>
                <th>To</th>
                <th className="right">Partition</th>
                <th className="right">Records</th>
              </tr>
            </thead>
            <tbody>
              {result.destinations.slice(0, 24).map(({ topic: to, partition, records }) => (
                <tr key={`${to}/${partition}`}>
                  <td className="mono cut">
                    <Link className="link" href={paths.topicMessages(cluster, to)} onClick={onClose}>
                      {to}
                    </Link>
                  </td>
                  <td className="right num">{partition}</td>
                  <td className="right num">{grouped(records)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
        {!isRunning && result?.resume ? (
          <Note tone="plain" lead="It can go on.">
            Its progress stands in the cluster, in the group <span className="mono">klar-replay-{id}</span>: what was
            copied is not copied again, also after a restart of the console.
          </Note>
        ) : null}
      </div>
    </Drawer>
  );
}

function problemOf({
  code,
  message,
  hint,
}: {
  code: ApiError["code"];
  message: string;
  hint?: string | undefined;
}): ApiError {
  return new ApiError(code, message, { hint });
}
