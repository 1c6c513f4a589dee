"use client";
import { agoText } from "@/lib/format/time";
import { useNow } from "./clock";
import { usePaused } from "./pause";

/**
 * How old what you see is. `asOf` is epoch ms of the data (null: nothing yet); older than `staleAfterMs`, or with a
 * `reason`, it is said to be stale with an outlined dot.
 */
export function Freshness({
  asOf,
  reason,
  staleAfterMs = 30_000,
  word = "Live",
}: {
  asOf: number | null;
  reason?: string | undefined;
  staleAfterMs?: number;
  word?: string;
}) {
  const now = useNow();
  const paused = usePaused();
  if (asOf === null)
    return (
      <span className="fresh" data-state="paused">
        <i />
        {reason ?? "Waiting"}
      </span>
    );
  const age = now === 0 ? "" : ` · ${agoText(asOf, Math.max(now, asOf))}`;
  const stale = reason !== undefined || (now > 0 && now - asOf > staleAfterMs);
  const state = paused ? "paused" : stale ? "stale" : "live";
  return (
    <span className="fresh" data-state={state} data-tip={reason}>
      <i />
      {state === "paused" ? "Paused" : state === "stale" ? "Stale" : word}
      {age}
    </span>
  );
}
