"use client";
import { useState } from "react";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { DataTable } from "@/components/ui/data-table";
import { NameText } from "@/components/ui/name-text";
import { Quantity } from "@/components/ui/quantity";
import { Status } from "@/components/ui/status";
import type { GroupRow } from "@/lib/api/groups";
import { plural, wholeCount } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";
import { bulkRefusal, planWords, summedLag } from "./bulk-act";
import { resetSum } from "./reset-draft";
import { ResetOffsetsTable } from "./reset-offsets-table";
import { ResetConsequence } from "./reset-offsets-words";
import type { GroupPlan } from "./use-bulk-plan";

/** What a reset of several groups would set: over all of them in a sentence, each in a row, and the picked one partition by partition. */
export function BulkPlan({ groups, plans }: { groups: readonly GroupRow[]; plans: ReadonlyMap<string, GroupPlan> }) {
  const [picked, setPicked] = useState<string | null>(null);
  const id = picked ?? groups[0]?.id ?? "";
  const plan = plans.get(id);
  const { back, forward } = resetSum([...plans.values()].flatMap(({ changes }) => changes ?? []));
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-2" aria-label="What would be set">
      <p className="small soft" role="status">
        {plans.size < groups.length
          ? `What would be set is known of ${grouped(plans.size)} of ${plural(groups.length, "group")} …`
          : `In all of them: ${plural(back.partitions, "partition")} back by ${plural(back.records, "record")}, ${grouped(forward.partitions)} forward by ${grouped(forward.records)}.`}
      </p>
      <div className="max-h-[220px] overflow-auto" data-scroll="">
        <DataTable
          label="Groups to change"
          phone="keep"
          compact
          rows={groups}
          rowKey={(group) => group.id}
          selected={(group) => group.id === id}
          onRow={(group) => setPicked(group.id)}
          columns={[
            {
              id: "id",
              head: "Group",
              cell: (group) => (
                <button type="button" className="min-w-0 max-w-full text-left" onClick={() => setPicked(group.id)}>
                  <NameText name={group.id} />
                </button>
              ),
            },
            {
              id: "plan",
              head: "What would be set",
              width: 250,
              cell: (group) => <Planned of={plans.get(group.id)} />,
            },
            {
              id: "lag",
              head: "Lag after",
              width: 86,
              align: "right",
              cell: (group) => <Quantity of={wholeCount(summedLag(plans.get(group.id)))} />,
            },
            { id: "say", head: "", width: 140, cell: (group) => <Refusal why={bulkRefusal("reset", group)} /> },
          ]}
        />
      </div>
      <p className="small soft">
        {groups.length > 1 ? "A row shows its partitions here: " : "Its partitions: "}
        <b className="mono font-semibold">{id}</b>
      </p>
      {plan?.error ? <ProblemPanel what="What would be set could not be asked" error={plan.error} /> : null}
      {plan?.changes ? (
        <>
          <ResetConsequence changes={plan.changes} />
          <ResetOffsetsTable changes={plan.changes} />
        </>
      ) : null}
    </section>
  );
}

function Planned({ of }: { of: GroupPlan | undefined }) {
  if (!of) return <span className="muted">…</span>;
  if (of.error)
    return (
      <span data-tip={of.error.message}>
        <Status tone="bad">could not be asked</Status>
      </span>
    );
  return <span data-tip-cut={planWords(of.changes)}>{planWords(of.changes)}</span>;
}

/** Why a group would be refused, as far as the list knows. */
export function Refusal({ why }: { why: string | null }) {
  if (why === null) return null;
  return (
    <span data-tip={why}>
      <Status tone="warn">{why}</Status>
    </span>
  );
}
