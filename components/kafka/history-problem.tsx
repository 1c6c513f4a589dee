"use client";
import { ProblemPanel } from "./problem-panel";

/** Why there is nothing to draw, while there is nothing. */
export function HistoryProblem({
  answer: { data, error, refetch, isFetching },
}: {
  answer: { data: unknown; error: Error | null; refetch: () => unknown; isFetching: boolean };
}) {
  if (!error || data) return null;
  return (
    <ProblemPanel
      what="What was measured could not be read"
      error={error}
      onRetry={() => void refetch()}
      retrying={isFetching}
    />
  );
}

/** A time of which there are no samples. */
export function NothingMeasured({ enabled }: { enabled: boolean }) {
  return (
    <p className="muted min-h-[190px] border-t border-line py-2">
      Nothing was measured in this time. {enabled ? "Samples are taken every ten seconds from now on." : ""}
    </p>
  );
}
