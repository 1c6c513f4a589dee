"use client";
import { useNow } from "@/components/ui/clock";
import { Status, type Tone } from "@/components/ui/status";
import type { Job } from "@/lib/api/jobs";
import { durationText } from "@/lib/format/duration";
import { grouped } from "@/lib/format/figure";

const states: Record<Job["state"], { tone: Tone; word: string }> = {
  running: { tone: "info", word: "running" },
  done: { tone: "ok", word: "done" },
  failed: { tone: "bad", word: "failed" },
  // as the button says that does it
  cancelled: { tone: "idle", word: "stopped" },
};

function JobState({ job }: { job: Job }) {
  const { tone, word } = states[job.state];
  return <Status tone={tone}>{word}</Status>;
}

/** How far a job is: a bar where the end is known, counts, pace and what is left in words. */
export function JobProgress({ job }: { job: Job }) {
  const now = useNow();
  const { done, total, unit, state, result } = job;
  const share = total === null ? null : total === 0 ? 1 : Math.min(1, done / total);
  const until = job.endedAt ?? (now === 0 ? null : Math.max(now, job.startedAt));
  const ms = until === null ? null : Math.max(1, until - job.startedAt);
  const pace = ms === null || ms < 500 ? null : done / (ms / 1000);
  const left =
    state === "running" && total !== null && pace !== null && done > 0 ? ((total - done) / pace) * 1000 : null;
  // kinds that go on past what is refused count it so
  const failed = Number(result?.failed ?? 0);
  return (
    <div className="job">
      {share === null ? null : (
        <progress className="job-bar" max={1} value={share} aria-label={`${grouped(done)} of ${grouped(total ?? 0)}`} />
      )}
      <p className="flex flex-wrap items-baseline gap-x-3">
        <JobState job={job} />
        <span className="num">
          {grouped(done)}
          {total === null || state === "done" ? "" : ` of ${grouped(total)}`} <small>{unit}</small>
        </span>
        <span className="small muted">
          {ms === null ? "" : durationText(ms)}
          {done > 0 && pace !== null ? `, ${grouped(Math.round(pace))} /s` : ""}
          {left === null ? "" : `, about ${durationText(left)} left`}
        </span>
        {failed > 0 ? (
          <Status tone="warn" className="small min-w-0">
            <span className="min-w-0 break-words">
              {grouped(failed)} failed{typeof result?.firstError === "string" ? `: ${result.firstError}` : ""}
            </span>
          </Status>
        ) : null}
        {job.note ? <span className="small soft min-w-0 break-words">{job.note}</span> : null}
      </p>
    </div>
  );
}
