import type { KafkaCluster } from "../cluster.ts";
import { alterShareGroupOffsets, type ShareStartTopic } from "../protocol/91-alter-share-group-offsets.ts";
import { deleteShareGroupOffsets } from "../protocol/92-delete-share-group-offsets.ts";
import type { Wire } from "../wire/wire.ts";
import { byTopic, changing, coordinatorOf, inOrder } from "./change-group-offsets.ts";
import { mustBeGood, settled, unanswered } from "./settle.ts";

/** Where a share group without members starts, per partition; error 68 NON_EMPTY_GROUP rejects. */
export function shareOffsetAlterer(wire: Wire): KafkaCluster["alterShareOffsets"] {
  return async (group, starts, call = {}) => {
    if (starts.length === 0) return [];
    const topics = byTopic(starts, ({ partition, offset }) => ({ partition, offset })) satisfies ShareStartTopic[];
    const answer = await wire.call(coordinatorOf(group), alterShareGroupOffsets, [group, topics], changing(call));
    mustBeGood(answer, `group ${group}`);
    return inOrder(starts, answer.partitions);
  };
}

/** Forgets whole topics of a share group without members. */
export function shareOffsetDeleter(wire: Wire): KafkaCluster["deleteShareOffsets"] {
  return async (group, topics, call = {}) => {
    if (topics.length === 0) return [];
    const answer = await wire.call(coordinatorOf(group), deleteShareGroupOffsets, [group, topics], changing(call));
    mustBeGood(answer, `group ${group}`);
    const items = new Map(answer.topics.map((item) => [item.topic, item]));
    return topics.map((topic) => {
      const item = items.get(topic);
      const target = `topic ${topic}`;
      return item
        ? settled(topic, item, target, () => undefined)
        : { key: topic, ok: false, error: unanswered(target) };
    });
  };
}
