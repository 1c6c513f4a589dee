"use client";
import { useQuery } from "@tanstack/react-query";
import { call } from "@/lib/api/call";
import { listClusters } from "@/lib/api/clusters";

/** Why nothing can be written to a cluster from here; undefined when it can, and while that is not known. */
export function useWriteBlock(cluster: string): string | undefined {
  const { data } = useQuery({ queryKey: ["clusters"] as const, queryFn: call(listClusters, {}) });
  const isReadOnly = data?.items.find((one) => one.name === cluster)?.readOnly;
  return isReadOnly ? `${cluster} is configured as read only: nothing can be written from here.` : undefined;
}
