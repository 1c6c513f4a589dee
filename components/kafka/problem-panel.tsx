"use client";
import { ErrorPanel } from "@/components/ui/error-panel";
import type { ShownProblem } from "@/components/ui/shown-problem";
import type { PartialProblem } from "@/lib/api/error";
import { shownProblem } from "./shown-error";

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
