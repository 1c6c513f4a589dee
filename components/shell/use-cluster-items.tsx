"use client";
import { useQuery } from "@tanstack/react-query";
import { clusterRows } from "@/components/live/cluster-rows";
import type { MenuItem } from "@/components/ui/menu";
import { paths } from "@/lib/paths";

/** The other clusters, each with its environment; the current one is ticked. */
export function useClusterItems(current: string): MenuItem[] {
  const { data } = useQuery(clusterRows());
  const items = (data?.items ?? []).map((one) => ({
    label: <span className="mono">{one.name}</span>,
    checked: one.name === current,
    href: paths.overview(one.name),
    end: (
      <span className="env" data-environment={one.environment ?? undefined}>
        {one.status === "unreachable" ? "not answering" : one.environment}
      </span>
    ),
  }));
  return [...items, { rule: true, label: "All clusters", href: paths.clusters() }];
}
