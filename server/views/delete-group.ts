import type { Cluster } from "../clusters/cluster.ts";
import { groupActiveAsked } from "../clusters/group-active.ts";
import { KafkaError } from "../kafka/error.ts";

/** Deletes an empty group with its commits. @throws ApiError group-active with its members in `extra.members` */
export async function deleteGroupView(cluster: Cluster, id: string, signal?: AbortSignal): Promise<void> {
  try {
    await cluster.kafka.deleteGroup(id, { signal });
  } catch (error) {
    if (error instanceof KafkaError && error.kafkaCode === 68) {
      throw await groupActiveAsked(cluster, id, error, signal);
    }
    throw error;
  }
}
