"use client";
import { type Query, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { ApiError } from "@/lib/api/error";

export type PageFreshness = { asOf: number | null; reason: string | undefined };

const nothing: PageFreshness = { asOf: null, reason: undefined };

/**
 * The age of what the page shows: the oldest `asOf` among the queries of this scope that something on screen watches,
 * and a reason when one of them fails.
 */
export function usePageFreshness(scope: string): PageFreshness {
  const cache = useQueryClient().getQueryCache();
  const read = () => {
    const watched = cache.getAll().filter((query) => query.queryKey[0] === scope && query.getObserversCount() > 0);
    const times = watched.map(ageOf).filter((at) => at !== null);
    const failing = watched.filter(({ state }) => state.error !== null && !isAnswer(state.error)).length;
    const asOf = times.length === 0 ? null : Math.min(...times);
    return `${asOf ?? ""}|${failing}`;
  };
  // a string, because a snapshot has to be equal to itself until something changes
  const said = useSyncExternalStore(
    (listener) => cache.subscribe(listener),
    read,
    () => "|0",
  );
  const [asOf, failing] = said.split("|");
  if (!asOf) return nothing;
  return { asOf: Number(asOf), reason: failing === "0" ? undefined : `${failing} of the page's parts did not answer` };
}

/** That there is no such thing is an answer. */
function isAnswer(error: Error): boolean {
  return error instanceof ApiError && error.status === 404;
}

function ageOf(query: Query): number | null {
  const data: unknown = query.state.data;
  if (data === undefined) return null;
  if (typeof data === "object" && data !== null && "asOf" in data && typeof data.asOf === "number") return data.asOf;
  return query.state.dataUpdatedAt;
}
