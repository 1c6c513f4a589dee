import type { BodyOf, ReplyOf } from "../../lib/api/endpoint.ts";
import type { deleteGroupOffsets } from "../../lib/api/group-changes.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { groupActive, groupActiveAsked } from "../clusters/group-active.ts";
import { type LiveGroup, liveGroup, noSuchGroup } from "../clusters/live-group.ts";
import type { KafkaCluster, TopicPartition } from "../kafka/cluster.ts";
import { KafkaError } from "../kafka/error.ts";

type Body = BodyOf<typeof deleteGroupOffsets>;
type Row = ReplyOf<typeof deleteGroupOffsets>["results"][number];

const nonEmptyGroup = 68;

/**
 * Forgets what a group has committed. Topics may be gone from the cluster: their commits are what one wants rid of. Without
 * `partitions` every commit on the topic is meant. @throws ApiError no-such-group, group-active
 */
export async function deleteGroupOffsetsView(
  cluster: Cluster,
  id: string,
  { topics, dryRun }: Body,
  signal?: AbortSignal,
): Promise<{ results: Row[] }> {
  const group = await liveGroup(cluster, id, { signal });
  if (!group.exists) throw noSuchGroup(id);
  const rows = topics.flatMap((choice) => rowsOf(group, choice));
  const doable = rows.filter(({ error }) => error === null);
  if (dryRun || doable.length === 0) return { results: rows };
  if (group.type === "share" && group.members.length > 0) throw groupActive(id, group.members);
  try {
    const failures = await forget(cluster.kafka, group, doable, signal);
    return { results: rows.map((row) => ({ ...row, error: row.error ?? failures(row) })) };
  } catch (error) {
    if (error instanceof KafkaError && error.kafkaCode === nonEmptyGroup) {
      throw await groupActiveAsked(cluster, id, error, signal);
    }
    throw error;
  }
}

function rowsOf({ type, commits }: LiveGroup, { topic, partitions }: Body["topics"][number]): Row[] {
  const there = commits.filter((commit) => commit.topic === topic).map(({ partition }) => partition);
  const wanted = [...new Set(partitions ?? there)].sort((a, b) => a - b);
  if (wanted.length === 0) return [{ topic, partition: 0, error: "The group has no commit on this topic." }];
  const isPart = type === "share" && there.some((partition) => !wanted.includes(partition));
  return wanted.map((partition) => {
    if (!there.includes(partition)) return { topic, partition, error: "The group has no commit here." };
    return { topic, partition, error: isPart ? "A share group forgets whole topics only." : null };
  });
}

async function forget(
  kafka: KafkaCluster,
  { id, type }: LiveGroup,
  rows: readonly Row[],
  signal: AbortSignal | undefined,
): Promise<(row: TopicPartition) => string | null> {
  const failures = new Map<string, string>();
  if (type === "share") {
    for (const item of await kafka.deleteShareOffsets(id, [...new Set(rows.map(({ topic }) => topic))], { signal })) {
      if (!item.ok) failures.set(item.key, item.error.message);
    }
    return ({ topic }) => failures.get(topic) ?? null;
  }
  const partitions = rows.map(({ topic, partition }) => ({ topic, partition }));
  for (const item of await kafka.deleteOffsets(id, partitions, { signal })) {
    if (!item.ok) failures.set(`${item.key.partition}/${item.key.topic}`, item.error.message);
  }
  return ({ topic, partition }) => failures.get(`${partition}/${topic}`) ?? null;
}
