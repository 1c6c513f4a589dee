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
/** a picture older than this was taken before anybody looked; a new one is on its way, ms */
const oldMs = 8000;
const soonMs = 1200;
/** answers that may be followed up that soon: a cluster that gives no new picture is not pressed */
const soonTimes = 3;

/**
 * A query that keeps itself fresh while the page is looked at: every 5 s, not while paused or hidden, and old data stays on
 * screen while new data is asked for. The first answer may come from a picture nobody refreshed: it is followed up at once.
 * `paceOf` chooses another pace by what is on screen, ms.
 */
export function useLiveQuery<T, K extends QueryKey>(
  options: UseQueryOptions<T, Error, T, K>,
  paceOf?: (data: T | undefined) => number,
): UseQueryResult<T, ApiError> {
  const pace = useLiveInterval(livePace);
  return useQuery({
    placeholderData: keepPreviousData,
    ...options,
    refetchInterval: (query) => {
      if (pace === false) return false;
      const { data, dataUpdateCount } = query.state;
      if (paceOf) return paceOf(data);
      return dataUpdateCount <= soonTimes && isOld(data) ? soonMs : pace;
    },
    enabled: options.enabled ?? true,
  }) as UseQueryResult<T, ApiError>;
}

function isOld(data: unknown): boolean {
  if (typeof data !== "object" || data === null || !("asOf" in data) || typeof data.asOf !== "number") return false;
  return Date.now() - data.asOf > oldMs;
}
