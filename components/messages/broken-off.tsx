"use client";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import type { ReadingPicture } from "@/components/live/reading";
import { ApiError } from "@/lib/api/error";

/** What ended a reading before its time, such as a filter that hung, by name; what was read until then stands below. */
export function BrokenOff({ picture, onRetry }: { picture: ReadingPicture | null; onRetry: () => void }) {
  const fatal = picture?.problems.find((problem) => problem.fatal);
  if (!picture || picture.isRunning || !fatal) return null;
  const { code, message, hint } = fatal;
  return (
    <div className="pad flex-none pb-2">
      <ProblemPanel
        what="The reading broke off"
        error={new ApiError(code, message, { hint })}
        onRetry={onRetry}
        tone={picture.rows.count > 0 ? "warn" : "bad"}
      />
    </div>
  );
}
