import { queryOptions } from "@tanstack/react-query";
import { call } from "@/lib/api/call";
import { getCluster } from "@/lib/api/clusters";
import { getGroup } from "@/lib/api/groups";
import { getTopic } from "@/lib/api/topics";
import { listOwnMembers } from "@/lib/api/workloads";
import { lessonName } from "./lesson-steps";

/** The same keys as those of the group's own parts, so that both share one answer. */
export const lessonGroup = (c: string) =>
  queryOptions({
    queryKey: [c, "groups", "detail", lessonName] as const,
    queryFn: call(getGroup, { cluster: c, group: lessonName }),
    retry: false,
  });
export const lessonTopic = (c: string) =>
  queryOptions({
    queryKey: [c, "topics", "detail", lessonName] as const,
    queryFn: call(getTopic, { cluster: c, topic: lessonName }),
    retry: false,
  });
export const lessonMembers = (c: string) =>
  queryOptions({
    queryKey: [c, "groups", "own-members", lessonName] as const,
    queryFn: call(listOwnMembers, { cluster: c, group: lessonName }),
  });
export const clusterOfLesson = (c: string) =>
  queryOptions({ queryKey: [c, "cluster"] as const, queryFn: call(getCluster, { cluster: c }) });
