"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CliBlock } from "@/components/kafka/cli-block";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { copyText } from "@/components/ui/copy-text";
import { Dialog } from "@/components/ui/dialog";
import { Status } from "@/components/ui/status";
import { toast } from "@/components/ui/toast";
import { send } from "@/lib/api/call";
import { type OffsetChange, resetGroupOffsets } from "@/lib/api/group-changes";
import type { GroupDetail } from "@/lib/api/groups";
import { plural } from "@/lib/format/count";
import { offsetsCsv } from "@/lib/kafka/offsets-csv";
import { topicLags } from "./members";
import { groupKeys } from "./queries";
import { resetCommand } from "./reset-command";
import { asShown, firstDraft, type ResetBody, resetBody, resetSum } from "./reset-draft";
import { ResetBlockedByMembers } from "./reset-offsets-members";
import { ResetOffsetsTable } from "./reset-offsets-table";
import { ResetOffsetsTarget } from "./reset-offsets-target";
import { ResetConsequence } from "./reset-offsets-words";

/**
 * Moves a group. The plan is asked for as a dry run while it is made, also while members run; what is applied are its offsets as
 * they were shown, and each partition's own result stays on screen.
 */
export function ResetOffsetsDialog({
  cluster,
  servers,
  group,
  onOpenChange,
}: {
  cluster: string;
  servers: readonly string[];
  group: GroupDetail;
  onOpenChange: (open: boolean) => void;
}) {
  const [draft, setDraft] = useState(firstDraft);
  const client = useQueryClient();
  const names = { cluster, group: group.id };
  const asked = resetBody(draft, group.id);
  const body = "body" in asked ? asked.body : null;
  const preview = useQuery({
    queryKey: [...groupKeys.all(cluster), "reset", group.id, body] as const,
    queryFn: () => send(resetGroupOffsets, names, { ...(body as ResetBody), dryRun: true }),
    enabled: body !== null,
    gcTime: 0,
    retry: false,
  });
  const {
    mutate,
    isPending,
    error,
    data: done,
  } = useMutation({
    mutationFn: (shown: ResetBody) => send(resetGroupOffsets, names, shown),
    onSuccess: () => client.invalidateQueries({ queryKey: [cluster] }),
  });
  if (done) return <Results group={group.id} changes={done.changes} onOpenChange={onOpenChange} />;
  const changes = body === null ? undefined : preview.data?.changes;
  const shown = changes ? asShown(changes) : null;
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={
        <>
          Reset offsets of <span className="mono">{group.id}</span>
        </>
      }
      typed={group.id}
      act={actOf(changes)}
      busy={isPending}
      blocked={whyNot(group, "problem" in asked ? asked.problem : null, changes)}
      onConfirm={() => {
        if (shown) mutate(shown);
      }}
      problem={error ? <ProblemPanel what="Nothing was set" error={error} /> : null}
    >
      <ResetOffsetsTarget
        draft={draft}
        onDraft={setDraft}
        topics={topicLags(group).map(({ topic }) => topic)}
        problem={"problem" in asked ? asked.problem : null}
      />
      {body !== null && preview.error ? (
        <ProblemPanel
          what="What would be set could not be asked"
          error={preview.error}
          onRetry={() => void preview.refetch()}
          retrying={preview.isFetching}
        />
      ) : null}
      {group.members.length > 0 ? <ResetBlockedByMembers cluster={cluster} group={group} /> : null}
      {changes && body ? (
        <>
          <ResetConsequence changes={changes} />
          <ResetOffsetsTable changes={changes} />
          <div className="flex flex-wrap items-center gap-2">
            <Button small onClick={() => void copyPlan(changes)}>
              Copy the plan as CSV
            </Button>
            <span className="small soft">for kafka-consumer-groups --from-file, and for here</span>
          </div>
          <CliBlock command={resetCommand(group, body, servers)} />
        </>
      ) : null}
    </ConfirmDialog>
  );
}

function actOf(changes: readonly OffsetChange[] | undefined): string {
  if (!changes) return "Reset offsets";
  const { back, forward, first } = resetSum(changes);
  const count = plural(back.partitions + forward.partitions + first, "partition");
  if (forward.partitions + first === 0) return `Rewind ${count}`;
  return back.partitions + first === 0 ? `Skip on ${count}` : `Reset ${count}`;
}

function whyNot(
  { members }: GroupDetail,
  problem: string | null,
  changes: readonly OffsetChange[] | undefined,
): string | undefined {
  if (problem !== null) return problem;
  if (!changes) return "Still asking what would be set";
  if (members.length > 0) return `Kafka refuses while it has ${plural(members.length, "member")}`;
  const { back, forward, first } = resetSum(changes);
  return back.partitions + forward.partitions + first === 0 ? "Nothing would move" : undefined;
}

function copyPlan(changes: readonly OffsetChange[]): Promise<void> {
  const lines = changes.flatMap(({ topic, partition, after }) =>
    after === null ? [] : [{ topic, partition, offset: after }],
  );
  return copyText(offsetsCsv(lines)).then(
    () => toast("Copied: the plan as CSV"),
    () => toast("The browser does not let this page copy"),
  );
}

function Results({
  group,
  changes,
  onOpenChange,
}: {
  group: string;
  changes: readonly OffsetChange[];
  onOpenChange: (open: boolean) => void;
}) {
  const failed = changes.filter(({ error }) => error !== null).length;
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title={
        <>
          Offsets of <span className="mono">{group}</span>
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
      <div className="grid gap-3">
        <p role="status">
          {failed === 0 ? (
            <Status tone="ok">{plural(changes.length, "partition is", "partitions are")} set</Status>
          ) : (
            <Status tone="bad">
              {plural(failed, "partition")} of {changes.length} not set
            </Status>
          )}
        </p>
        <ResetOffsetsTable changes={changes} />
      </div>
    </Dialog>
  );
}
