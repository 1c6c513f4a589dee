import type { Call, KafkaCluster, TopicPartition } from "../cluster.ts";
import { type OffsetCommitTopic, offsetCommit } from "../protocol/8-offset-commit.ts";
import { type OffsetDeleteTopic, offsetDelete } from "../protocol/47-offset-delete.ts";
import type { Settled } from "../settled.ts";
import type { CallOptions, Target, Wire } from "../wire/wire.ts";
import { itemError, settled, unanswered } from "./settle.ts";

type Item = TopicPartition & { errorCode: number; errorMessage?: string | null };
type Changed = Settled<void, TopicPartition>;

/** Where a group without members stands from now on, per partition; a group nobody knows comes into being by it. */
export function offsetCommitter(wire: Wire): KafkaCluster["commitOffsets"] {
  return async (group, commits, call = {}) => {
    if (commits.length === 0) return [];
    const topics = byTopic(commits, ({ partition, offset, leaderEpoch, metadata }) => ({
      partition,
      offset,
      leaderEpoch: leaderEpoch ?? -1,
      metadata: metadata ?? null,
    })) satisfies OffsetCommitTopic[];
    const { partitions } = await wire.call(coordinatorOf(group), offsetCommit, [group, topics], changing(call));
    return inOrder(commits, partitions);
  };
}

/** Forgets what a group has committed, per partition; error 86 where a member of it still subscribes to the topic. */
export function offsetDeleter(wire: Wire): KafkaCluster["deleteOffsets"] {
  return async (group, partitions, call = {}) => {
    if (partitions.length === 0) return [];
    const topics = byTopic(partitions, ({ partition }) => partition) satisfies OffsetDeleteTopic[];
    const answer = await wire.call(coordinatorOf(group), offsetDelete, [group, topics], changing(call));
    if (answer.errorCode !== 0) throw itemError(answer, `group ${group}`);
    return inOrder(partitions, answer.partitions);
  };
}

export function coordinatorOf(group: string): Target {
  return { kind: "coordinator", of: "group", key: group };
}

/** Offsets that were set or forgotten twice are as after once. */
export function changing(call: Call): CallOptions {
  return { ...call, purpose: "mutate", idempotent: true };
}

export function byTopic<Ask extends TopicPartition, Part>(
  asks: readonly Ask[],
  partOf: (ask: Ask) => Part,
): { topic: string; partitions: Part[] }[] {
  const topics = new Map<string, { topic: string; partitions: Part[] }>();
  for (const ask of asks) {
    const entry = topics.get(ask.topic);
    if (entry) entry.partitions.push(partOf(ask));
    else topics.set(ask.topic, { topic: ask.topic, partitions: [partOf(ask)] });
  }
  return [...topics.values()];
}

/** The answers in the order of the asks. */
export function inOrder(asks: readonly TopicPartition[], items: readonly Item[]): Changed[] {
  const answers = new Map(items.map((item) => [`${item.partition}/${item.topic}`, item]));
  return asks.map(({ topic, partition }): Changed => {
    const key = { topic, partition };
    const target = `${topic}-${partition}`;
    const item = answers.get(`${partition}/${topic}`);
    return item ? settled(key, item, target, () => undefined) : { key, ok: false, error: unanswered(target) };
  });
}
