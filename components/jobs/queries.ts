import { queryOptions } from "@tanstack/react-query";
import { call } from "@/lib/api/call";
import { getGroup, listGroups } from "@/lib/api/groups";
import { listJobs } from "@/lib/api/jobs";

/** The shell's mark of running jobs asks with the same key. */
export const jobsOf = (c: string) =>
  queryOptions({ queryKey: ["jobs", c] as const, queryFn: call(listJobs, {}, { cluster: c }) });

/** What the groups that hold the progress of replays are called by. */
export const replayStem = "klar-replay-";

/** Groups that hold the progress of replays, also of those that no process runs now. */
export const replayGroups = (c: string) =>
  queryOptions({
    queryKey: [c, "groups", "replays"] as const,
    queryFn: call(listGroups, { cluster: c }, { search: replayStem, perPage: 100 }),
  });

/** How far one of them has come stands in its commits. */
export const replayGroup = (c: string, id: string) =>
  queryOptions({
    queryKey: [c, "groups", "replays", id] as const,
    queryFn: call(getGroup, { cluster: c, group: `${replayStem}${id}` }),
    retry: false,
  });
