"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CliBlock } from "@/components/kafka/cli-block";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/ui/clock";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { Status } from "@/components/ui/status";
import { send } from "@/lib/api/call";
import type { ClusterDetail } from "@/lib/api/clusters";
import { type TopicDetail, truncateTopic } from "@/lib/api/topics";
import { plural, wholeCount } from "@/lib/format/count";
import { topicGroups } from "./queries";
import { deleteRecordsCommand, serversOf } from "./topic-commands";
import { TruncateBound } from "./truncate-bound";
import { TruncateLosses } from "./truncate-losses";
import { removedBy, type TruncateBefore, type TruncateDraft, truncateBefore } from "./truncate-plan";
import { TruncateTable } from "./truncate-table";

/**
 * Deletes the records before a point of each partition. The loss is asked for as a dry run while the point is chosen, and
 * the partitions' own results stay on screen afterwards.
 */
export function TruncateDialog({
  cluster,
  topic,
  facts,
  onOpenChange,
}: {
  cluster: string;
  topic: TopicDetail;
  facts: ClusterDetail | undefined;
  onOpenChange: (open: boolean) => void;
}) {
  const [draft, setDraft] = useState<TruncateDraft>({ to: "end", time: "", offsets: {} });
  const client = useQueryClient();
  // a minute is fine enough for "7 d", and keeps the question the same while it is looked at
  const now = Math.floor(useNow() / 60_000) * 60_000;
  const asked = truncateBefore(draft, topic.partitions, now);
  const before = "before" in asked ? asked.before : null;
  const names = { cluster, topic: topic.name };
  const { data: groups } = useQuery(topicGroups(cluster, topic.name));
  const preview = useQuery({
    queryKey: [cluster, "topics", "truncate", topic.name, before] as const,
    queryFn: () => send(truncateTopic, names, { before: before as TruncateBefore, dryRun: true }),
    enabled: before !== null,
    gcTime: 0,
  });
  const {
    mutate,
    isPending,
    error,
    data: done,
  } = useMutation({
    mutationFn: (to: TruncateBefore) => send(truncateTopic, names, { before: to }),
    onSuccess: () => client.invalidateQueries({ queryKey: [cluster] }),
  });
  if (done) return <Results topic={topic.name} rows={done.partitions} onOpenChange={onOpenChange} />;
  const rows = before === null ? undefined : preview.data?.partitions;
  const removed = rows ? removedBy(rows) : null;
  const blocked =
    "problem" in asked
      ? asked.problem
      : rows === undefined
        ? "Still asking what would be deleted"
        : removed === 0n
          ? "Nothing lies before this point"
          : undefined;
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={
        <>
          Truncate <span className="mono">{topic.name}</span>
        </>
      }
      typed={topic.name}
      act={removed === null || removed === 0n ? "Delete records" : `Delete ≈ ${wholeCount(removed).text} records`}
      busy={isPending}
      blocked={blocked}
      onConfirm={() => {
        if (before !== null) mutate(before);
      }}
      problem={error ? <ProblemPanel what="Nothing was deleted" error={error} /> : null}
    >
      <TruncateBound
        draft={draft}
        onDraft={setDraft}
        topic={topic}
        problem={"problem" in asked ? asked.problem : null}
      />
      {before !== null && preview.error ? (
        <ProblemPanel
          what="What would be deleted could not be asked"
          error={preview.error}
          onRetry={() => void preview.refetch()}
          retrying={preview.isFetching}
        />
      ) : null}
      {rows ? (
        <>
          <TruncateLosses topic={topic} rows={rows} groups={groups?.items} />
          {removed === 0n ? null : (
            <CliBlock
              command={deleteRecordsCommand(
                topic.name,
                rows.flatMap(({ partition, earliest, error: why }) =>
                  earliest === null || why !== null ? [] : [{ partition, offset: before === "end" ? -1n : earliest }],
                ),
                serversOf(facts),
              )}
            />
          )}
        </>
      ) : null}
    </ConfirmDialog>
  );
}

type Row = { partition: number; earliestBefore: bigint | null; earliest: bigint | null; error: string | null };

function Results({
  topic,
  rows,
  onOpenChange,
}: {
  topic: string;
  rows: readonly Row[];
  onOpenChange: (open: boolean) => void;
}) {
  const failed = rows.filter(({ error }) => error !== null).length;
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title={
        <>
          Truncated <span className="mono">{topic}</span>
        </>
      }
      footer={
        <>
          <span className="flex-1" />
          <Button look="primary" onClick={() => onOpenChange(false)}>
            Done
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <p role="status">
          {failed === 0 ? (
            <Status tone="ok">≈ {wholeCount(removedBy(rows)).text} records are deleted</Status>
          ) : (
            <Status tone="bad">
              {plural(failed, "partition")} of {rows.length} refused
            </Status>
          )}
        </p>
        <TruncateTable rows={rows} />
      </div>
    </Dialog>
  );
}
