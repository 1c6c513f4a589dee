import type { Job } from "../../lib/api/jobs.ts";
import type { Jobs } from "./jobs.ts";

export type JobEvent =
  | { event: "job"; data: Job }
  | { event: "done"; data: { reason: "end" | "failed" | "cancelled" | "shutdown" } };

/** A job as it goes, as a stream of events; without such a job it throws at once. @throws ApiError 404 */
export function jobEvents(jobs: Jobs, id: string, signal: AbortSignal): AsyncGenerator<JobEvent, void, undefined> {
  // what ends the stream at the end of the process must not come before the job's own last words
  const left = new AbortController();
  signal.addEventListener("abort", () => {
    if (signal.reason !== "shutdown") left.abort();
  });
  return told(jobs.watch(id, left.signal), signal);
}

async function* told(
  states: AsyncGenerator<Job, void, undefined>,
  signal: AbortSignal,
): AsyncGenerator<JobEvent, void, undefined> {
  for await (const data of states) {
    yield { event: "job", data };
    if (data.state === "running") continue;
    const isShutdown = signal.aborted && signal.reason === "shutdown";
    yield { event: "done", data: { reason: isShutdown ? "shutdown" : data.state === "done" ? "end" : data.state } };
  }
}
