"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { CliBlock } from "@/components/kafka/cli-block";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { send } from "@/lib/api/call";
import { resetGroupOffsets } from "@/lib/api/group-changes";
import type { GroupDetail } from "@/lib/api/groups";
import { topicLags } from "./members";
import { groupNames } from "./queries";
import { resetAct, whyNoReset } from "./reset-act";
import { resetCommand } from "./reset-command";
import { asShown, firstDraft, keptTopics, type ResetBody, resetBody } from "./reset-draft";
import { ResetBlockedByMembers } from "./reset-offsets-members";
import { ResetOffsetsPlan } from "./reset-offsets-plan";
import { ResetOffsetsResult } from "./reset-offsets-result";
import { ResetOffsetsScope } from "./reset-offsets-scope";
import { ResetOffsetsTarget } from "./reset-offsets-target";
import { useResetPlan } from "./use-reset-plan";

type Subject = Pick<GroupDetail, "id" | "type" | "members" | "offsets">;

/**
 * Moves a group, or with `group` null gives one its first offsets before it ever ran. The plan is asked for as a dry run while it
 * is made, also while members run; what is applied are its offsets as they were shown, and each partition's result stays.
 */
export function ResetOffsetsDialog({
  cluster,
  servers,
  group,
  topics = [],
  onOpenChange,
}: {
  cluster: string;
  servers: readonly string[];
  group: Subject | null;
  /** chosen to begin with */
  topics?: readonly string[];
  onOpenChange: (open: boolean) => void;
}) {
  const [draft, setDraft] = useState({ ...firstDraft, topics });
  const [newId, setNewId] = useState("");
  const [typed, setTyped] = useState("");
  const nameField = useId();
  const cancel = useRef<HTMLButtonElement>(null);
  const client = useQueryClient();
  const id = group?.id ?? newId.trim();
  const subject: Subject = group ?? { id, type: "classic", members: [], offsets: [] };
  const asked = resetBody(draft, id);
  const needsTopics = group === null && draft.topics.length === 0 && draft.kind !== "file" && draft.kind !== "group";
  const body = "body" in asked && !needsTopics ? asked.body : null;
  const plan = useResetPlan(cluster, id, body);
  const { data: others } = useQuery({ ...groupNames(cluster), enabled: draft.kind === "group", staleTime: 30_000 });
  const apply = useMutation({
    mutationFn: (shown: ResetBody) => send(resetGroupOffsets, { cluster, group: id }, shown),
    onSuccess: () => client.invalidateQueries({ queryKey: [cluster] }),
  });
  if (apply.data)
    return <ResetOffsetsResult cluster={cluster} group={id} changes={apply.data.changes} onOpenChange={onOpenChange} />;
  const { changes, kept, left } = plan;
  const own = topicLags(subject).map(({ topic }) => topic);
  const blocked = whyNoReset({
    id,
    typed: group === null ? null : typed,
    members: subject.members.length,
    problem: needsTopics ? "Name the topics" : "problem" in asked ? asked.problem : null,
    kept,
    isCurrent: plan.isCurrent,
  });
  const shown = kept ? asShown(kept) : null;
  const run = () => {
    if (shown && blocked === undefined && !apply.isPending) apply.mutate(shown);
  };
  const narrowed = body && changes ? (keptTopics(changes, left) ?? body.topics) : undefined;
  const command = body && changes ? resetCommand(subject, { to: body.to, topics: narrowed }, servers) : null;
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      width={940}
      {...(group === null ? {} : { focusFirst: cancel })}
      title={
        <>
          {group === null ? "Offsets of a new group" : "Reset offsets of "}
          {group === null ? null : <span className="mono">{group.id}</span>}
          <span className="muted no-phone font-normal"> nothing is changed until you apply</span>
        </>
      }
      footer={
        <>
          {group === null ? null : (
            <span className="flex min-w-0 items-center gap-2">
              <label className="soft whitespace-nowrap" htmlFor={nameField}>
                Type the group’s name
              </label>
              <TextInput
                id={nameField}
                mono
                frame="w-[220px] min-w-0"
                placeholder={id}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key === "Enter") run();
                }}
              />
            </span>
          )}
          <span className="flex-1" />
          <Button ref={cancel} onClick={() => onOpenChange(false)}>
            Cancel
          </Button>
          <Button look="final" busy={apply.isPending} blocked={blocked} onClick={run}>
            {resetAct(kept)}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <div className="flex flex-wrap items-start gap-x-5 gap-y-3">
          {group === null ? (
            <Field label="Group" hint="a new id, or one without members" className="min-w-[220px]">
              {(slot) => <TextInput {...slot} mono value={newId} onChange={(event) => setNewId(event.target.value)} />}
            </Field>
          ) : null}
          <ResetOffsetsScope
            cluster={cluster}
            chosen={draft.topics}
            own={own}
            whole={wholeWords(draft.kind, own.length)}
            onChange={(next) => setDraft({ ...draft, topics: next })}
          />
          <ResetOffsetsTarget
            draft={draft}
            onDraft={(next) => setDraft({ ...next, topics: draft.topics })}
            groups={others?.items.flatMap((one) => (one.id === id ? [] : [one.id])) ?? []}
            problem={"problem" in asked ? asked.problem : null}
          />
        </div>
        {body !== null && plan.error && !changes ? (
          <ProblemPanel
            what="What would be set could not be asked"
            error={plan.error}
            onRetry={plan.askAgain}
            retrying={plan.isFetching}
          />
        ) : null}
        {changes && kept ? (
          <ResetOffsetsPlan id={id} isShare={subject.type === "share"} plan={{ ...plan, changes, kept }} />
        ) : null}
        {subject.members.length > 0 ? <ResetBlockedByMembers cluster={cluster} group={subject} /> : null}
        {apply.error ? <ProblemPanel what="Nothing was set" error={apply.error} /> : null}
        {changes && body ? (
          command === null ? (
            <p className="small muted">
              Kafka’s own tool for share groups goes only to an end or a time, and by whole topics: there is no command
              for this plan.
            </p>
          ) : (
            <CliBlock command={command} />
          )
        ) : null}
      </div>
    </Dialog>
  );
}

function wholeWords(kind: string, topics: number): string {
  if (kind === "file") return "all that the file names";
  if (kind === "group") return "all that the other group has";
  if (topics === 0) return "it has no commit yet: name them";
  return topics === 1 ? "the one it has a commit on" : `all ${topics} it has a commit on`;
}
