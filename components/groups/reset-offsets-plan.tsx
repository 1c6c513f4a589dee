"use client";
import { Button } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy-text";
import { saveText } from "@/components/ui/save-text";
import { Ago } from "@/components/ui/time-text";
import { toast } from "@/components/ui/toast";
import type { OffsetChange } from "@/lib/api/group-changes";
import { plural } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";
import { offsetsCsv } from "@/lib/kafka/offsets-csv";
import { ResetOffsetsTable } from "./reset-offsets-table";
import { ResetConsequence } from "./reset-offsets-words";
import type { useResetPlan } from "./use-reset-plan";

type Plan = ReturnType<typeof useResetPlan> & { changes: readonly OffsetChange[]; kept: readonly OffsetChange[] };

/** The plan: its meaning in a sentence, partition by partition, and as a file. */
export function ResetOffsetsPlan({ id, isShare, plan }: { id: string; isShare: boolean; plan: Plan }) {
  const csv = () =>
    offsetsCsv(
      plan.kept.flatMap(({ topic, partition, after }) => (after === null ? [] : [{ topic, partition, offset: after }])),
    );
  const copy = () =>
    void copyText(csv()).then(
      () => toast("Copied: the plan as CSV"),
      () => toast("The browser does not let this page copy"),
    );
  return (
    <>
      <ResetConsequence changes={plan.kept} isShare={isShare} />
      <ResetOffsetsTable changes={plan.changes} picks={plan.picks} />
      <div className="flex flex-wrap items-center gap-2">
        <Button small icon="download" onClick={() => saveText(`${id}-offsets.csv`, "text/csv;charset=utf-8", csv())}>
          Save the plan as CSV
        </Button>
        <Button small onClick={copy} tip="for kafka-consumer-groups --from-file, and for the kind File here">
          Copy it
        </Button>
        <span className="flex-1" />
        <span className="small muted">
          {plan.left.size > 0 && plan.kept.length < plan.changes.length
            ? `${grouped(plan.kept.length)} of ${plural(plan.changes.length, "partition")} · `
            : ""}
          asked <Ago at={plan.at} />
        </span>
        <Button small look="quiet" busy={plan.isFetching} onClick={plan.askAgain}>
          Ask again
        </Button>
      </div>
    </>
  );
}
