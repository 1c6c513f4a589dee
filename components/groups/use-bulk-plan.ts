"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useSettled } from "@/components/ui/use-settled";
import { send } from "@/lib/api/call";
import { type OffsetChange, resetGroupOffsets } from "@/lib/api/group-changes";
import { groupKeys } from "./queries";
import type { ResetBody } from "./reset-draft";

/** What would be set of one group, or why that could not be asked. */
export type GroupPlan = { changes: readonly OffsetChange[]; error: null } | { changes: null; error: Error };

/** Groups asked about at a time: each costs its coordinator and leaders some requests. */
const piece = 8;

/** What a reset would set of each group, as dry runs, a few groups at a time until all are known. */
export function useBulkPlan(cluster: string, ids: readonly string[], body: ResetBody | null) {
  const asked = useSettled(JSON.stringify(body));
  const isSettled = asked === JSON.stringify(body);
  const { data, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    queryKey: [...groupKeys.all(cluster), "reset-many", JSON.stringify(ids), asked] as const,
    queryFn: ({ pageParam }) =>
      Promise.all(ids.slice(pageParam, pageParam + piece).map((group) => planOf(cluster, group, JSON.parse(asked)))),
    initialPageParam: 0,
    getNextPageParam: (_last, _all, from) => (from + piece < ids.length ? from + piece : null),
    enabled: isSettled && body !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const plans = new Map(isSettled && body !== null ? data?.pages.flat() : []);
  return { plans, isComplete: plans.size === ids.length };
}

async function planOf(cluster: string, group: string, body: ResetBody): Promise<[string, GroupPlan]> {
  try {
    const { changes } = await send(resetGroupOffsets, { cluster, group }, { ...body, dryRun: true });
    return [group, { changes, error: null }];
  } catch (error) {
    return [group, { changes: null, error: error instanceof Error ? error : new Error(String(error)) }];
  }
}
