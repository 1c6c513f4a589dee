"use client";
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { send, type WireBody } from "@/lib/api/call";
import { replayRecords } from "@/lib/api/replay";
import { plural } from "@/lib/format/count";

type Body = WireBody<typeof replayRecords>;

const planOf = (c: string, t: string, body: Body | null) =>
  queryOptions({
    queryKey: [c, "messages", t, "replay", body] as const,
    queryFn: async () => {
      const answer = await send(replayRecords, { cluster: c, topic: t }, { ...body, dryRun: true });
      if ("id" in answer) throw new Error("A dry run has started a job");
      return answer;
    },
    enabled: body !== null,
    staleTime: 30_000,
    retry: false,
  });

/** What a replay would do, asked as it is typed; while the next answer is on its way the last one stays. */
export function useReplayPlan(cluster: string, topic: string, body: Body | null) {
  const text = useDeferredValue(body === null ? null : JSON.stringify(body));
  const rested = text === null ? null : (JSON.parse(text) as Body);
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery({
    ...planOf(cluster, topic, rested),
    placeholderData: keepPreviousData,
  });
  const isCurrent = data !== undefined && !isPlaceholderData && !isFetching && error === null;
  const goes = data ? data.selected - data.withoutOrigin : 0n;
  return {
    data,
    error,
    isFetching,
    isCurrent,
    askAgain: () => void refetch(),
    /** for the button: "3 records", "all records" */
    countWords: !data || !isCurrent ? "" : data.isComplete ? plural(goes, "record") : "all records",
  };
}
