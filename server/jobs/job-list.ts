import type { Job } from "../../lib/api/jobs.ts";
import type { Jobs } from "./jobs.ts";

/** The jobs of a cluster, of a state, or all there are, as a list answers; the youngest first. */
export function jobList(
  jobs: Jobs,
  { cluster, state }: { cluster?: string | undefined; state?: Job["state"] | undefined },
) {
  const items = jobs
    .list()
    .filter(
      (job) => (cluster === undefined || job.cluster === cluster) && (state === undefined || job.state === state),
    );
  return { items, total: items.length, page: 1, perPage: items.length, asOf: Date.now(), problems: [] };
}
