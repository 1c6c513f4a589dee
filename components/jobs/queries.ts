import { queryOptions } from "@tanstack/react-query";
import { call } from "@/lib/api/call";
import { listGroups } from "@/lib/api/groups";
import { listJobs } from "@/lib/api/jobs";

/** The shell's mark of running jobs asks with the same key. */
export const jobsOf = (c: string) =>
  queryOptions({ queryKey: ["jobs", c] as const, queryFn: call(listJobs, {}, { cluster: c }) });

/** Groups that hold the progress of replays, also of those that no process runs now. */
export const replayGroups = (c: string) =>
  queryOptions({
    queryKey: [c, "groups", "replays"] as const,
    queryFn: call(listGroups, { cluster: c }, { search: "klar-replay-", perPage: 100 }),
  });
