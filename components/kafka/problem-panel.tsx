"use client";
import { ErrorPanel } from "@/components/ui/error-panel";
import type { ShownProblem } from "@/components/ui/shown-problem";
import { ApiError, type PartialProblem } from "@/lib/api/error";

/** An error of a call as the panel wants it. `what` says what failed: "The topics could not be read". */
export function shownProblem(what: string, error: unknown): ShownProblem {
  if (!(error instanceof ApiError)) {
    return { title: what, detail: error instanceof Error ? error.message : String(error), code: "internal" };
  }
  return {
    title: what,
    detail: error.message,
    hint: error.hint,
    code: error.code,
    errors: error.errors,
    outcome: error.outcome,
    source: error.kafka,
  };
}

/** A failed call, in the place of what it would have shown. */
export function ProblemPanel({
  what,
  error,
  onRetry,
  retrying,
  tone,
}: {
  what: string;
  error: unknown;
  onRetry?: () => void;
  retrying?: boolean;
  /** warn when older data is still shown */
  tone?: "bad" | "warn";
}) {
  return (
    <ErrorPanel
      problem={shownProblem(what, error)}
      {...(onRetry ? { onRetry } : {})}
      {...(retrying === undefined ? {} : { retrying })}
      {...(tone ? { tone } : {})}
    />
  );
}

/** What a partial answer could not have: one warning that names each, above the rows that could be had. */
export function PartialProblems({ problems }: { problems: readonly PartialProblem[] }) {
  const [first, ...more] = problems;
  if (!first) return null;
  const problem: ShownProblem = {
    title: more.length === 0 ? `${first.target}: ${first.message}` : `${problems.length} parts did not answer`,
    hint: more.length === 0 ? first.hint : undefined,
    errors:
      more.length === 0 ? undefined : problems.slice(0, 5).map(({ target, message }) => ({ path: target, message })),
    detail: problems.length > 5 ? `The first 5 of ${problems.length}:` : undefined,
    code: first.code,
  };
  return <ErrorPanel problem={problem} tone="warn" />;
}
