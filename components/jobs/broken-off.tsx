"use client";
import { useMutation, useQueries } from "@tanstack/react-query";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { useLiveQuery } from "@/components/live/use-live-query";
import { useWriteBlock } from "@/components/live/use-write-block";
import { Button } from "@/components/ui/button";
import { SectionHead } from "@/components/ui/page-head";
import { send } from "@/lib/api/call";
import { replayRecords } from "@/lib/api/replay";
import { plural } from "@/lib/format/count";
import { DiscardReplay } from "./discard-replay";
import { replayGroup, replayGroups, replayStem as stem } from "./queries";
import { progressOf } from "./replay-progress";

/** Replays whose progress stands in the cluster and that no job here knows: a restart of the console broke them off. */
export function BrokenOff({
  cluster,
  known,
  onChange,
}: {
  cluster: string;
  known: ReadonlySet<string>;
  onChange: () => void;
}) {
  const { data } = useLiveQuery(replayGroups(cluster));
  const blocked = useWriteBlock(cluster);
  const ids = (data?.items ?? [])
    .filter(({ id }) => id.startsWith(stem))
    .map(({ id }) => id.slice(stem.length))
    .filter((id) => !known.has(id));
  const asked = useQueries({ queries: ids.map((id) => replayGroup(cluster, id)) });
  const left = ids.flatMap((id, at) => {
    const group = asked[at]?.data;
    return group ? [{ id, progress: progressOf(group.offsets) }] : [];
  });
  const able = left.filter(({ progress }) => progress.topic !== "");
  const lost = left.length - able.length;
  if (left.length === 0) return null;
  return (
    <section aria-label="Broken off">
      <SectionHead
        title="Broken off"
        after={<span className="small muted">{blocked ?? "they can go on, unless another console runs them"}</span>}
      />
      {able.map(({ id, progress }) => (
        <Left key={id} cluster={cluster} id={id} progress={progress} onChange={onChange} />
      ))}
      {lost === 0 ? null : (
        <p className="small muted py-2">
          {plural(lost, able.length > 0 ? "other replay" : "replay")} {lost === 1 ? "has" : "have"} no progress left to
          go on from, as when a topic was deleted; Kafka forgets {lost === 1 ? "it" : "them"} by itself.
        </p>
      )}
    </section>
  );
}

type Progress = ReturnType<typeof progressOf>;

function Left({
  cluster,
  id,
  progress: { topic, copied, left },
  onChange,
}: {
  cluster: string;
  id: string;
  progress: Progress;
  onChange: () => void;
}) {
  const blocked = useWriteBlock(cluster);
  const resume = useMutation({
    mutationFn: () => send(replayRecords, { cluster, topic }, { resume: id }),
    onSuccess: onChange,
  });
  return (
    <article className="job-line" aria-label={`replay ${id}`}>
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="chip">
          <span>replay</span>
        </span>
        <h3 className="mono min-w-0 break-words font-medium">from {topic}</h3>
        <span className="small muted">
          {plural(copied, "record")} copied, {plural(left, "offset")} not looked at
        </span>
        <span className="ml-auto flex flex-wrap items-baseline gap-x-3 gap-y-1 phone:ml-0 phone:basis-full">
          <Button small busy={resume.isPending} blocked={blocked} onClick={() => resume.mutate()}>
            Go on where it stopped
          </Button>
          <DiscardReplay cluster={cluster} topic={topic} id={id} copied={copied} onChange={onChange} />
        </span>
      </header>
      <p className="small muted mono break-words">{id}</p>
      {resume.error ? <ProblemPanel what="It was not taken up" error={resume.error} /> : null}
    </article>
  );
}
