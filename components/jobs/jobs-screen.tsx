"use client";
import { useQueryClient } from "@tanstack/react-query";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { useLiveQuery } from "@/components/live/use-live-query";
import { EmptyState } from "@/components/ui/empty-state";
import { Fact, PageHead, SectionHead } from "@/components/ui/page-head";
import { BoneLines, Loading } from "@/components/ui/skeleton";
import { grouped } from "@/lib/format/figure";
import { BrokenOff } from "./broken-off";
import { JobLine } from "./job-line";
import { jobsOf } from "./queries";

/** A browser opens only a few connections to one server: the others are told by the list. */
const mostFollowed = 2;

/** What takes longer than a moment on this cluster: what runs, what has ended, and what was broken off. */
export function JobsScreen({ cluster }: { cluster: string }) {
  const client = useQueryClient();
  const { data, error, refetch, isFetching } = useLiveQuery(jobsOf(cluster));
  const running = data?.items.filter(({ state }) => state === "running") ?? [];
  const ended = data?.items.filter(({ state }) => state !== "running") ?? [];
  const changed = () => void client.invalidateQueries({ queryKey: ["jobs"] });
  return (
    <>
      <PageHead
        title="Jobs"
        facts={
          data ? (
            <>
              <Fact value={grouped(running.length)}>running</Fact>
              <Fact value={grouped(ended.length)}>ended</Fact>
            </>
          ) : null
        }
      />
      <div className="pad grid grid-cols-[minmax(0,1fr)] gap-2 pb-6">
        {error ? (
          <ProblemPanel
            what="The jobs could not be listed"
            error={error}
            onRetry={() => void refetch()}
            retrying={isFetching}
          />
        ) : null}
        {data === undefined && !error ? (
          <Loading slow="The console takes longer than usual to answer…">
            <BoneLines lines={4} />
          </Loading>
        ) : null}
        {running.length > 0 ? (
          <section aria-label="Running">
            <SectionHead title="Running" />
            {running.map((job, at) => (
              <JobLine key={job.id} cluster={cluster} job={job} isFollowed={at < mostFollowed} onChange={changed} />
            ))}
          </section>
        ) : null}
        <BrokenOff cluster={cluster} known={new Set(data?.items.map(({ id }) => id))} onChange={changed} />
        {ended.length > 0 ? (
          <section aria-label="Ended">
            <SectionHead
              title="Ended"
              after={<span className="small muted">the console forgets them when it restarts</span>}
            />
            {ended.map((job) => (
              <JobLine key={job.id} cluster={cluster} job={job} isFollowed={false} onChange={changed} />
            ))}
          </section>
        ) : null}
        {data?.items.length === 0 ? (
          <EmptyState
            title="Nothing runs, and nothing has run since the console started"
            why={
              <>
                A job is work that takes longer than a moment: copying records to another topic, sending dead letters
                back, making records from a template, changes of many groups. It is started where its things are: for a
                replay, open a topic’s messages and choose Copy to… or Send back….
              </>
            }
          />
        ) : null}
      </div>
    </>
  );
}
