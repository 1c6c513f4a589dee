import type { ShownProblem } from "@/components/ui/shown-problem";
import { ApiError } from "@/lib/api/error";

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
