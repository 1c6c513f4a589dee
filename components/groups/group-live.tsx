"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { useLiveQuery } from "@/components/live/use-live-query";
import { Button } from "@/components/ui/button";
import { SectionHead } from "@/components/ui/page-head";
import { paths } from "@/lib/paths";
import { AssignmentMap } from "./assignment-map";
import { GroupFacts } from "./group-facts";
import { GroupSummary } from "./group-summary";
import { groupVerdict } from "./group-verdict";
import { clusterOfGroups, groupDetail } from "./queries";
import { VerdictLines } from "./verdict-lines";

const LagLine = dynamic(() => import("./lag-line").then((part) => part.LagLine), {
  ssr: false,
  loading: () => <div className="h-[170px]" />,
});
const ResetOffsetsDialog = dynamic(() => import("./reset-offsets-dialog").then((part) => part.ResetOffsetsDialog), {
  ssr: false,
});

/** A group as it is now, for a page that is about something else: verdict, figures, who holds what, its lag. */
export function GroupLive({ cluster, group }: { cluster: string; group: string }) {
  const { data, error } = useLiveQuery({ ...groupDetail(cluster, group), retry: false }, () => 700);
  const { data: facts } = useQuery(clusterOfGroups(cluster));
  const [isResetting, setResetting] = useState(false);
  const shown = data?.id === group && error?.code !== "no-such-group" ? data : undefined;
  if (!shown)
    return error && error.code !== "no-such-group" ? (
      <ProblemPanel what="The group could not be read" error={error} />
    ) : (
      <p className="muted border-t border-line py-2">
        There is no group <span className="mono">{group}</span> yet.
      </p>
    );
  return (
    <section aria-label="The group now">
      <SectionHead
        title={
          <Link className="link mono" href={paths.group(cluster, group)}>
            {group}
          </Link>
        }
        aside={
          <Button small onClick={() => setResetting(true)}>
            Reset offsets…
          </Button>
        }
      />
      <div className="facts flex-wrap pb-2">
        <GroupFacts cluster={cluster} data={shown} />
      </div>
      <VerdictLines verdict={groupVerdict(shown)} />
      <GroupSummary group={shown} />
      <div className="-mx-[var(--gutter)]">
        <AssignmentMap group={shown} />
      </div>
      <div className="pt-4">
        <SectionHead title="Records behind" aside="last 10 minutes" />
        <LagLine group={shown} />
      </div>
      {isResetting ? (
        <ResetOffsetsDialog
          cluster={cluster}
          servers={facts?.bootstrapServers ?? []}
          group={shown}
          onOpenChange={setResetting}
        />
      ) : null}
    </section>
  );
}
