import type { BodyOf } from "../../lib/api/endpoint.ts";
import type { addPartitions } from "../../lib/api/topics.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { KafkaError } from "../kafka/error.ts";

/** Raises the number of partitions to `count`. Kafka cannot take partitions away, and 37 INVALID_PARTITIONS says so. */
export async function addPartitionsView(
  cluster: Cluster,
  topic: string,
  { count, dryRun }: BodyOf<typeof addPartitions>,
  signal?: AbortSignal,
): Promise<{ partitionCount: number }> {
  const { partitions } = await cluster.kafka.topic(topic, { signal });
  const now = partitions.length;
  if (count <= now) {
    const have = now === 1 ? "1 partition" : `${now} partitions`;
    throw new KafkaError(37, `topic ${topic}`, {
      message: `${topic} has ${have}; count must be greater than that, not ${count}.`,
      hint: "Partitions can only be added. To have fewer, create another topic and copy the records.",
    });
  }
  await cluster.kafka.createPartitions(topic, count, { signal, validateOnly: dryRun ?? false });
  return { partitionCount: count };
}
