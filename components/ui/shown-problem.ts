/** What a failure says of itself; the API's problem document fits as it is. */
export type ShownProblem = {
  title: string;
  detail?: string | undefined;
  hint?: string | undefined;
  code?: string | undefined;
  errors?: readonly { path: string; message: string }[] | undefined;
  outcome?: "unknown" | undefined;
  /** the raw code of the system behind, with its name */
  source?: { code: number; name: string; retriable: boolean; target: string } | undefined;
};

export function problemText(problem: ShownProblem): string {
  const source = problem.source;
  return [
    problem.title,
    problem.detail,
    ...(problem.errors ?? []).map((one) => `${one.path}: ${one.message}`),
    problem.hint,
    source ? `${source.name} (${source.code}) on ${source.target}${source.retriable ? ", retriable" : ""}` : undefined,
    problem.code ? `code: ${problem.code}` : undefined,
  ]
    .filter((line) => line !== undefined && line !== "")
    .join("\n");
}
