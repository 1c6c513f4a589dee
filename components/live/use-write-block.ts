"use client";
import { useQuery } from "@tanstack/react-query";
import { clusterRows } from "./cluster-rows";

/** Why nothing can be written to a cluster from here; undefined when it can, and while that is not known. */
export function useWriteBlock(cluster: string): string | undefined {
  const { data } = useQuery(clusterRows());
  const isReadOnly = data?.items.find((one) => one.name === cluster)?.readOnly;
  return isReadOnly ? `${cluster} is configured as read only: nothing can be written from here.` : undefined;
}
