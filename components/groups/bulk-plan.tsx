"use client";
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Select } from "@/components/ui/select";
import { useSettled } from "@/components/ui/use-settled";
import { send } from "@/lib/api/call";
import { resetGroupOffsets } from "@/lib/api/group-changes";
import { plural } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";
import { groupKeys } from "./queries";
import { type ResetBody, resetSum } from "./reset-draft";
import { ResetOffsetsTable } from "./reset-offsets-table";
import { ResetConsequence } from "./reset-offsets-words";

/** Groups whose plan is asked for: each costs its coordinator and leaders some requests. */
const mostPlans = 20;

/** What a reset of several groups would set, as dry runs: over all of them in a sentence, and one group partition by partition. */
export function BulkPlan({ cluster, ids, body }: { cluster: string; ids: readonly string[]; body: ResetBody }) {
  const asked = useSettled(JSON.stringify(body));
  const settled = JSON.parse(asked) as ResetBody;
  const [picked, setPicked] = useState<string | null>(null);
  const planned = ids.slice(0, mostPlans);
  const plans = useQueries({
    queries: planned.map((group) => ({
      queryKey: [...groupKeys.all(cluster), "reset", JSON.stringify({ group, body: settled })] as const,
      queryFn: () => send(resetGroupOffsets, { cluster, group }, { ...settled, dryRun: true }),
      gcTime: 0,
      retry: false,
      refetchOnWindowFocus: false,
    })),
  });
  const id = picked !== null && planned.includes(picked) ? picked : (planned[0] ?? "");
  const plan = plans[planned.indexOf(id)];
  const known = plans.flatMap(({ data }) => data?.changes ?? []);
  const { back, forward } = resetSum(known);
  const of = ids.length > mostPlans ? `the first ${mostPlans} of ${grouped(ids.length)} groups` : "all of them";
  const waiting = plans.filter(({ isPending }) => isPending).length;
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-2" aria-label="What would be set">
      {ids.length > 1 ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <Select
            aria-label="Plan of the group"
            frame="min-w-0 max-w-full"
            value={id}
            options={planned.map((value) => ({ value, label: value }))}
            onPick={setPicked}
          />
          <span className="small soft" role="status">
            {waiting > 0
              ? `${plural(waiting, "plan")} still asked …`
              : `In ${of}: ${plural(back.partitions, "partition")} back by ${plural(back.records, "record")}, ${grouped(forward.partitions)} forward by ${grouped(forward.records)}.`}
          </span>
        </div>
      ) : null}
      {plan?.error ? <ProblemPanel what="What would be set could not be asked" error={plan.error} /> : null}
      {plan?.data ? (
        <>
          <ResetConsequence changes={plan.data.changes} />
          <ResetOffsetsTable changes={plan.data.changes} />
        </>
      ) : null}
    </section>
  );
}
