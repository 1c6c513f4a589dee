import type { Call, ElrPartition, KafkaCluster } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import { describeTopicPartitions, type PartitionCursor } from "../protocol/75-describe-topic-partitions.ts";
import type { Wire } from "../wire/wire.ts";
import { mustBeGood } from "./settle.ts";

const partitionsPerPage = 2_000;

/** Eligible leader replicas of a topic (KIP-966); null for every partition where the cluster does not keep them. */
export function elrReader(wire: Wire): KafkaCluster["elr"] {
  return async (topic, call = {}) => {
    const features = await wire.features(call);
    const isKept = features.some(
      ({ name, finalized }) => name === "eligible.leader.replicas.version" && (finalized ?? 0) >= 1,
    );
    if (isKept) {
      try {
        return await readPages(wire, topic, call);
      } catch (error) {
        if (!(error instanceof KafkaError) || error.kafkaCode !== -107) throw error;
      }
    }
    const { partitions } = await wire.topic(topic, call);
    return partitions.map(({ partition }) => ({ topic, partition, eligibleLeaderReplicas: null, lastKnownElr: null }));
  };
}

async function readPages(wire: Wire, topic: string, call: Call): Promise<ElrPartition[]> {
  const found: ElrPartition[] = [];
  const readFrom = async (cursor: PartitionCursor | null): Promise<PartitionCursor | null> => {
    const args: [string[], number, PartitionCursor | null] = [[topic], partitionsPerPage, cursor];
    const { topics, next } = await wire.call({ kind: "any" }, describeTopicPartitions, args, call);
    const told = topics.find(({ name }) => name === topic);
    if (told) mustBeGood(told, `topic ${topic}`);
    for (const { partition, eligibleLeaderReplicas, lastKnownElr } of told?.partitions ?? [])
      found.push({ topic, partition, eligibleLeaderReplicas, lastKnownElr });
    // A cursor that does not move would keep us here for ever.
    return next !== null && next.partition > (cursor?.partition ?? 0) ? next : null;
  };
  let cursor = await readFrom(null);
  while (cursor !== null) cursor = await readFrom(cursor);
  return found;
}
