"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Picks } from "@/components/ui/data-table";
import { useSettled } from "@/components/ui/use-settled";
import { send } from "@/lib/api/call";
import { resetGroupOffsets } from "@/lib/api/group-changes";
import { groupKeys } from "./queries";
import { changeKey, type ResetBody } from "./reset-draft";

const none: ReadonlySet<string> = new Set();

/** What a reset would do, asked as a dry run, and which of its partitions are kept. */
export function useResetPlan(cluster: string, group: string, body: ResetBody | null) {
  const asked = useSettled(JSON.stringify({ group, body }));
  const isSettled = asked === JSON.stringify({ group, body });
  const preview = useQuery({
    queryKey: [...groupKeys.all(cluster), "reset", asked] as const,
    queryFn: () => send(resetGroupOffsets, { cluster, group }, { ...(body as ResetBody), dryRun: true }),
    enabled: isSettled && body !== null && group !== "",
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const [left, setLeft] = useState(none);
  const changes = body === null || (preview.error && !preview.isFetching) ? undefined : preview.data?.changes;
  const kept = changes?.filter((change) => !left.has(changeKey(change)));
  const picks: Picks = {
    has: (key) => !left.has(key),
    toggle: (key) =>
      setLeft((before) => {
        const next = new Set(before);
        if (!next.delete(key)) next.add(key);
        return next;
      }),
    state: kept?.length === changes?.length ? "all" : kept?.length === 0 ? "none" : "some",
    toggleAll: () => setLeft(kept?.length === changes?.length ? new Set(changes?.map(changeKey)) : none),
    label: (key) => `Partition ${key.replace("/", " of ")}`,
  };
  return {
    changes,
    kept,
    left,
    picks,
    /** epoch ms */
    at: preview.dataUpdatedAt,
    error: preview.error,
    isFetching: preview.isFetching,
    /** the plan on screen is the answer to what stands in the form */
    isCurrent: isSettled && !preview.isPlaceholderData && !preview.isFetching,
    askAgain: () => void preview.refetch(),
  };
}
