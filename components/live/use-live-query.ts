"use client";
import {
  keepPreviousData,
  type QueryKey,
  type UseQueryOptions,
  type UseQueryResult,
  useQuery,
} from "@tanstack/react-query";
import { useLiveInterval } from "@/components/ui/pause";
import type { ApiError } from "@/lib/api/error";

/** ms between two looks of a page that is open and not paused */
export const livePace = 5000;

/**
 * A query that keeps itself fresh while the page is looked at: every 5 s, not while paused or hidden, and old data stays on
 * screen while new data is asked for.
 */
export function useLiveQuery<T, K extends QueryKey>(
  options: UseQueryOptions<T, Error, T, K>,
): UseQueryResult<T, ApiError> {
  const refetchInterval = useLiveInterval(livePace);
  return useQuery({
    placeholderData: keepPreviousData,
    ...options,
    refetchInterval,
    enabled: options.enabled ?? true,
  }) as UseQueryResult<T, ApiError>;
}
