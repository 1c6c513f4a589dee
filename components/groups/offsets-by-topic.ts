import type { GroupDetail } from "@/lib/api/groups";

/** Topics a group has commits on, with how many, and how many members read them now. */
export function offsetsByTopic({
  offsets,
  members,
}: Pick<GroupDetail, "offsets" | "members">): { topic: string; committed: number; readers: number }[] {
  const byTopic = Map.groupBy(
    offsets.filter(({ committed }) => committed !== null),
    ({ topic }) => topic,
  );
  return [...byTopic]
    .map(([topic, rows]) => ({
      topic,
      committed: rows.length,
      readers: members.filter(({ assignments }) => assignments?.some((one) => one.topic === topic)).length,
    }))
    .sort((a, b) => a.topic.localeCompare(b.topic));
}

type Result = { topic: string; partition: number; error: string | null };

/** Results per partition told per topic; a reason that all partitions share is told once. */
export function topicResults(results: readonly Result[]): { topic: string; deleted: number; errors: string[] }[] {
  return [...Map.groupBy(results, ({ topic }) => topic)].map(([topic, rows]) => ({
    topic,
    deleted: rows.filter(({ error }) => error === null).length,
    errors: [...new Set(rows.flatMap(({ error }) => (error === null ? [] : [error])))],
  }));
}
