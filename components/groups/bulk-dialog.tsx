"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CliBlock } from "@/components/kafka/cli-block";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DataTable } from "@/components/ui/data-table";
import { NameText } from "@/components/ui/name-text";
import { Note } from "@/components/ui/note";
import { Quantity } from "@/components/ui/quantity";
import { send } from "@/lib/api/call";
import type { ClusterDetail } from "@/lib/api/clusters";
import { deleteGroups, removeMembersOfGroups, resetOffsetsOfGroups } from "@/lib/api/group-jobs";
import type { GroupRow } from "@/lib/api/groups";
import { count, plural, wholeCount } from "@/lib/format/count";
import { type BulkAct, bulkCommand, bulkRefusal, bulkTitle, plansAsShown } from "./bulk-act";
import { BulkPlan, Refusal } from "./bulk-plan";
import { BulkResult } from "./bulk-result";
import { groupKeys } from "./queries";
import { firstDraft, resetBody } from "./reset-draft";
import { ResetOffsetsTarget } from "./reset-offsets-target";
import { useBulkPlan } from "./use-bulk-plan";

/** One act on several groups, as a job; each has its own result, and a refusal of one does not stop the others. */
export function BulkDialog({
  cluster,
  act,
  groups: ticked,
  facts,
  onClose,
}: {
  cluster: string;
  act: BulkAct;
  groups: readonly GroupRow[];
  facts: ClusterDetail | undefined;
  onClose: () => void;
}) {
  // the list behind goes on living: what is changed is what was ticked when the dialog opened
  const [groups] = useState(ticked);
  const [draft, setDraft] = useState(firstDraft);
  const client = useQueryClient();
  const asked = resetBody(draft, "");
  const body = act === "reset" && "body" in asked ? asked.body : null;
  const ids = groups.map(({ id }) => id);
  const { plans, isComplete } = useBulkPlan(cluster, ids, body);
  const planned = isComplete ? plansAsShown(plans) : [];
  const start = useMutation({
    mutationFn: () => {
      if (act === "delete") return send(deleteGroups, { cluster }, { groups: ids });
      if (act === "remove") return send(removeMembersOfGroups, { cluster }, { groups: ids });
      return send(resetOffsetsOfGroups, { cluster }, { plans: planned });
    },
    onSettled: () => client.invalidateQueries({ queryKey: groupKeys.all(cluster) }),
  });
  const title = bulkTitle(act, groups.length);
  if (start.data) return <BulkResult cluster={cluster} title={title} job={start.data.id} onClose={onClose} />;
  const refused = groups.filter((group) => bulkRefusal(act, group) !== null).length;
  const command = bulkCommand(act, groups, body, facts?.bootstrapServers ?? []);
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      width={act === "reset" ? 940 : undefined}
      typed={`${act} ${groups.length}`}
      act={act === "reset" && isComplete ? bulkTitle(act, planned.length) : title}
      busy={start.isPending}
      blocked={
        refused === groups.length
          ? "All of them would be refused"
          : act !== "reset"
            ? undefined
            : "problem" in asked
              ? asked.problem
              : !isComplete
                ? "Still asking what would be set"
                : planned.length === 0
                  ? "Nothing could be planned"
                  : undefined
      }
      onConfirm={() => start.mutate()}
      problem={start.error ? <ProblemPanel what="Nothing was begun" error={start.error} /> : null}
    >
      <Note tone={act === "delete" ? "bad" : "warn"} lead={leads[act]}>
        {words[act]}
        {isComplete && act === "reset" && planned.length < groups.length
          ? ` ${plural(groups.length - planned.length, "group")} of which nothing could be planned will be left as they are.`
          : ""}
        {refused > 0
          ? ` ${plural(refused, "group")} of them would be refused as ${refused === 1 ? "it is" : "they are"}: see the last column.`
          : ""}
      </Note>
      {act === "reset" ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
          <ResetOffsetsTarget
            draft={draft}
            onDraft={setDraft}
            groups={[]}
            without={["file"]}
            problem={"problem" in asked ? asked.problem : null}
          />
          {body ? <BulkPlan groups={groups} plans={plans} /> : null}
        </div>
      ) : (
        <div className="max-h-[260px] overflow-auto" data-scroll="">
          <DataTable
            label="Groups to change"
            phone="keep"
            compact
            rows={groups}
            rowKey={({ id }) => id}
            columns={[
              { id: "id", head: "Group", cell: ({ id }) => <NameText name={id} /> },
              {
                id: "members",
                head: "Members",
                width: 78,
                align: "right",
                cell: ({ memberCount }) => <Quantity of={wholeCount(memberCount)} />,
              },
              { id: "lag", head: "Lag", width: 70, align: "right", cell: ({ lag }) => <Quantity of={count(lag)} /> },
              { id: "say", head: "", width: 140, cell: (group) => <Refusal why={bulkRefusal(act, group)} /> },
            ]}
          />
        </div>
      )}
      {command ? <CliBlock command={command} /> : null}
    </ConfirmDialog>
  );
}

const leads: Readonly<Record<BulkAct, string>> = {
  delete: "Their positions are lost.",
  remove: "Clients that still run come back.",
  reset: "Every partition they have a commit on is moved.",
};
const words: Readonly<Record<BulkAct, string>> = {
  delete:
    "A consumer that uses such an id again starts where its auto.offset.reset says. No record is deleted. Groups with members are refused.",
  remove: "The groups rebalance; a client whose process runs joins again within seconds. Nothing committed is lost.",
  reset:
    "Moved back, records are processed a second time; moved on, they are never read by the group. Groups with members are refused. What is set is what is shown, offset by offset.",
};
