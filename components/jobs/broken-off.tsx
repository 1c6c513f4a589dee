"use client";
import { useMutation } from "@tanstack/react-query";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { useLiveQuery } from "@/components/live/use-live-query";
import { Button } from "@/components/ui/button";
import { SectionHead } from "@/components/ui/page-head";
import { call, send } from "@/lib/api/call";
import { getGroup } from "@/lib/api/groups";
import { replayRecords } from "@/lib/api/replay";
import { replayGroups } from "./queries";

const stem = "klar-replay-";

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
  const left = (data?.items ?? [])
    .filter(({ id }) => id.startsWith(stem))
    .map(({ id }) => id.slice(stem.length))
    .filter((id) => !known.has(id));
  if (left.length === 0) return null;
  return (
    <section aria-label="Broken off">
      <SectionHead
        title="Broken off"
        after={<span className="small muted">their progress stands in the cluster: they can go on</span>}
      />
      {left.map((id) => (
        <Left key={id} cluster={cluster} id={id} onChange={onChange} />
      ))}
    </section>
  );
}

function Left({ cluster, id, onChange }: { cluster: string; id: string; onChange: () => void }) {
  const resume = useMutation({
    mutationFn: async () => {
      const { offsets } = await call(getGroup, { cluster, group: `${stem}${id}` })();
      const topic = offsets[0]?.topic ?? "";
      return send(replayRecords, { cluster, topic }, { resume: id });
    },
    onSuccess: onChange,
  });
  return (
    <article className="job-line">
      <header className="flex flex-wrap items-baseline gap-3">
        <span className="chip">
          <span>replay</span>
        </span>
        <h3 className="mono min-w-0 break-words font-medium">{id}</h3>
        <span className="flex-1" />
        <Button small busy={resume.isPending} onClick={() => resume.mutate()}>
          Go on where it stopped
        </Button>
      </header>
      {resume.error ? <ProblemPanel what="It was not taken up" error={resume.error} /> : null}
    </article>
  );
}
