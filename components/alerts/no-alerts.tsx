"use client";
import { useQuery } from "@tanstack/react-query";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { call } from "@/lib/api/call";
import { listGroups } from "@/lib/api/groups";
import { alertSnippet } from "./alert-words";

/** No rule: what one is, and one that would work here. */
export function NoAlerts({ cluster }: { cluster: string }) {
  const query = { sort: "lagMs", order: "desc", perPage: 1 };
  const { data } = useQuery({
    queryKey: [cluster, "groups", "list", query],
    queryFn: call(listGroups, { cluster }, query),
  });
  return (
    <EmptyState
      title="No alert rule"
      why={
        <>
          <p>
            A rule watches groups by name and tells a webhook when one is too far behind, in time or in records, or when
            its status is bad. It has to be so for a while before it fires, and to be gone for a while before it is
            over, so that a moment’s lag wakes nobody.
          </p>
          <p className="pt-2">
            Rules stand in Klar’s configuration file and are read when it starts; from this page they can be looked at
            and their webhooks tried.
          </p>
        </>
      }
    >
      <CodeBlock label="Configuration" text={alertSnippet(cluster, data?.items[0]?.id)} />
    </EmptyState>
  );
}
