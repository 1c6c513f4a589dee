"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
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
  const left = (data?.items ?? [])
    .filter(({ id }) => id.startsWith(stem))
    .map(({ id }) => id.slice(stem.length))
    .filter((id) => !known.has(id));
  if (left.length === 0) return null;
  return (
    <section aria-label="Broken off">
      <SectionHead
        title="Broken off"
        after={<span className="small muted">{blocked ?? "they can go on, unless another console runs them"}</span>}
      />
      {left.map((id) => (
        <Left key={id} cluster={cluster} id={id} onChange={onChange} />
      ))}
    </section>
  );
}

function Left({ cluster, id, onChange }: { cluster: string; id: string; onChange: () => void }) {
  const { data } = useQuery(replayGroup(cluster, id));
  const { topic, copied, left } = progressOf(data?.offsets ?? []);
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
        <h3 className="mono min-w-0 break-words font-medium">{topic === "" ? id : `from ${topic}`}</h3>
        {topic === "" ? (
          <span className="small muted">
            {data ? "No progress of it is left to go on from, as when its topic was deleted." : null}
          </span>
        ) : (
          <>
            <span className="small muted">
              {plural(copied, "record")} copied, {plural(left, "offset")} not looked at
            </span>
            <span className="ml-auto flex flex-wrap items-baseline gap-x-3 gap-y-1 phone:ml-0 phone:basis-full">
              <Button small busy={resume.isPending} blocked={blocked} onClick={() => resume.mutate()}>
                Go on where it stopped
              </Button>
              <DiscardReplay cluster={cluster} topic={topic} id={id} copied={copied} onChange={onChange} />
            </span>
          </>
        )}
      </header>
      {topic === "" ? null : <p className="small muted mono break-words">{id}</p>}
      {resume.error ? <ProblemPanel what="It was not taken up" error={resume.error} /> : null}
    </article>
  );
}
